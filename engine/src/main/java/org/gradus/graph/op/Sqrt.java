package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.tensor.Tensor;

/// The square root: NaN below 0; the derivative at 0 is infinite.
public record Sqrt() implements Op.BuiltIn, Op.Unary {
    @Override
    public double apply(double x) {
        return Math.sqrt(x);
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        into.add(0, dy.times(0.5).dividedBy(y));
    }

    public static List<Example> examples() {
        return List.of(Example.of(new Sqrt(), Tensor.vector(0.01, 0.5, 1, 2, 300)));
    }
}
