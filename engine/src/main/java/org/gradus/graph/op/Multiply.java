package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// left × right.
public record Multiply() implements Op.BuiltIn, Op.Binary {
    @Override
    public double apply(double left, double right) {
        return left * right;
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        if (into.wants(0)) into.add(0, dy.times(y.input(1)));
        if (into.wants(1)) into.add(1, dy.times(y.input(0)));
    }

    public static List<Example> examples() {
        return List.of(
                Example.of(
                        new Multiply(),
                        Tensor.of(Shape.of(2, 3), 1, -2, 3, 0.5, 5, -6),
                        Tensor.of(Shape.of(2, 3), 2, 0.7, -1, 4, 3, 8)),
                Example.of(new Multiply(), Tensor.of(Shape.of(2, 3), 1, -2, 3, 0.5, 5, -6), Tensor.vector(2, -3, 0.25)),
                Example.of(new Multiply(), Tensor.of(Shape.of(2, 1), 3, -2), Tensor.scalar(4)));
    }
}
