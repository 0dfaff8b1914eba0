package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.tensor.Tensor;

/// The larger of x and 0; the derivative at 0 is 0.
public record Relu() implements Op.BuiltIn, Op.Unary {
    @Override
    public double apply(double x) {
        return x > 0 || Double.isNaN(x) ? x : 0;
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        into.add(0, dy.times(y.input(0).greaterThan(0)));
    }

    public static List<Example> examples() {
        return List.of(Example.of(new Relu(), Tensor.vector(-2, -0.3, 0.4, 3)));
    }
}
