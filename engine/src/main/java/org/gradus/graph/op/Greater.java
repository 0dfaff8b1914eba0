package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;

/// 1 where left exceeds right, else 0 (also where either is NaN); without gradient.
public record Greater() implements Op.BuiltIn, Op.Binary {
    @Override
    public double apply(double left, double right) {
        return left > right ? 1 : 0;
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        // piecewise constant: no path
    }

    public static List<Example> examples() {
        return Op.Binary.examples(new Greater());
    }
}
