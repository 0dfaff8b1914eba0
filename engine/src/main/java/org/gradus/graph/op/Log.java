package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.tensor.Tensor;

/// The natural logarithm: -∞ at 0, NaN below.
public record Log() implements Op.BuiltIn, Op.Unary {
    @Override
    public double apply(double x) {
        return Math.log(x);
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        into.add(0, dy.dividedBy(y.input(0)));
    }

    public static List<Example> examples() {
        return List.of(Example.of(new Log(), Tensor.vector(0.01, 0.5, 1, 2, 300)));
    }
}
