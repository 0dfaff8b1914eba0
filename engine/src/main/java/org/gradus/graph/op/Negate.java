package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.tensor.Tensor;

/// -x.
public record Negate() implements Op.BuiltIn, Op.Unary {
    @Override
    public double apply(double x) {
        return -x;
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        into.add(0, dy.negate());
    }

    public static List<Example> examples() {
        return List.of(Example.of(new Negate(), Tensor.vector(-2, 0, 3.5)));
    }
}
