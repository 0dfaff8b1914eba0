package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.tensor.Tensor;

/// The magnitude of x; its derivative is the sign of x, and 0 at 0.
public record Abs() implements Op.BuiltIn, Op.Unary {
    @Override
    public double apply(double x) {
        return Math.abs(x);
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        Expr x = y.input(0);
        into.add(0, dy.times(x.greaterThan(0).minus(x.negate().greaterThan(0))));
    }

    public static List<Example> examples() {
        return List.of(Example.of(new Abs(), Tensor.vector(-2, -0.3, 0.7, 40)));
    }
}
