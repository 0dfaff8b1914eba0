package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.tensor.Tensor;

/// 1 where x is a finite number, 0 where it is NaN or infinite; without gradient.
public record IsFinite() implements Op.BuiltIn, Op.Unary {
    @Override
    public double apply(double x) {
        return Double.isFinite(x) ? 1 : 0;
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        // piecewise constant: no path
    }

    public static List<Example> examples() {
        return List.of(Example.of(new IsFinite(), Tensor.vector(-2, 0, 3.5)));
    }
}
