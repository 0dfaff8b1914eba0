package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.tensor.Tensor;

/// ln(1 + exp(x)), as max(x, 0) + log1p(exp(-|x|)) so that neither tail overflows or rounds to 0.
public record Softplus() implements Op.BuiltIn, Op.Unary {
    @Override
    public double apply(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        into.add(0, dy.times(y.input(0).sigmoid()));
    }

    public static List<Example> examples() {
        return List.of(Example.of(new Softplus(), Tensor.vector(-40, -2, -0.3, 0.4, 1, 40)));
    }
}
