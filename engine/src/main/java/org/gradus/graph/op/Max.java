package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// The largest element along some axes; -∞ of nothing, NaN if any is NaN.
///
/// Where several elements are largest, the cotangent is shared equally among them.
///
/// @param axes the axes folded, in increasing order
/// @param keep whether a folded axis stays, with size 1
public record Max(List<Integer> axes, boolean keep) implements Op.BuiltIn, Op.Reduce {
    public Max {
        axes = List.copyOf(axes);
    }

    @Override
    public double start() {
        return Double.NEGATIVE_INFINITY;
    }

    @Override
    public double fold(double sofar, double x) {
        return Math.max(sofar, x);
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        Shape shape = y.input(0).shape();
        Expr largest = Expr.of(new Equal(), y.input(0), stretch(y, shape));
        Expr count = Expr.of(new Sum(axes, keep), largest);
        into.add(0, largest.times(stretch(dy.dividedBy(count), shape)));
    }

    public static List<Example> examples() {
        Tensor x = Tensor.of(Shape.of(2, 3, 2), 1, -2, 3, 0.5, 5, -6, 2.5, 8, -1, 0.25, 4, 7);
        return List.of(
                Example.of(new Max(List.of(0, 1, 2), false), x),
                Example.of(new Max(List.of(1), true), x),
                Example.of(new Max(List.of(0, 2), false), x),
                Example.of(new Max(List.of(2), false), x));
    }
}
