package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.tensor.Tensor;

/// e to the power x.
public record Exp() implements Op.BuiltIn, Op.Unary {
    @Override
    public double apply(double x) {
        return Math.exp(x);
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        into.add(0, dy.times(y));
    }

    public static List<Example> examples() {
        return List.of(Example.of(new Exp(), Tensor.vector(-30, -1, 0, 2.5)));
    }
}
