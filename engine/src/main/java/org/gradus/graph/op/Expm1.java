package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.tensor.Tensor;

/// e to the power x, minus 1, accurate near 0.
public record Expm1() implements Op.BuiltIn, Op.Unary {
    @Override
    public double apply(double x) {
        return Math.expm1(x);
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        into.add(0, dy.times(y.input(0).exp()));
    }

    public static List<Example> examples() {
        return List.of(Example.of(new Expm1(), Tensor.vector(-30, -1, 1e-9, 0, 2.5)));
    }
}
