package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// 1 where left equals right, else 0; works on integers too; without gradient.
public record Equal() implements Op.BuiltIn, Op.Binary {
    @Override
    public double apply(double left, double right) {
        return left == right ? 1 : 0;
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        // piecewise constant: no path
    }

    public static List<Example> examples() {
        return List.of(
                Example.of(
                        new Equal(),
                        Tensor.of(Shape.of(2, 3), 1, -2, 3, 0.5, 5, -6),
                        Tensor.of(Shape.of(2, 3), 2, 0.7, -1, 4, 3, 8)),
                Example.of(new Equal(), Tensor.of(Shape.of(2, 3), 1, -2, 3, 0.5, 5, -6), Tensor.vector(2, -3, 0.25)),
                Example.of(new Equal(), Tensor.of(Shape.of(2, 1), 3, -2), Tensor.scalar(4)));
    }
}
