package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.tensor.Tensor;

/// The logistic function 1 / (1 + exp(-x)).
///
/// The derivative is [SigmoidSlope].
public record Sigmoid() implements Op.BuiltIn, Op.Unary {
    @Override
    public double apply(double x) {
        double e = Math.exp(-Math.abs(x));
        return (x >= 0 ? 1 : e) / (1 + e);
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        into.add(0, dy.times(Expr.of(new SigmoidSlope(), y.input(0))));
    }

    public static List<Example> examples() {
        return List.of(Example.of(new Sigmoid(), Tensor.vector(-40, -2, -0.3, 0.4, 1, 40)));
    }
}
