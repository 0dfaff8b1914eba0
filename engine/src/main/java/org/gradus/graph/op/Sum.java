package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// The sum along some axes; 0 of nothing.
///
/// @param axes the axes folded, in increasing order
/// @param keep whether a folded axis stays, with size 1
public record Sum(List<Integer> axes, boolean keep) implements Op.BuiltIn, Op.Reduce {
    public Sum {
        axes = List.copyOf(axes);
    }

    @Override
    public double start() {
        return 0;
    }

    @Override
    public double fold(double sofar, double x) {
        return sofar + x;
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        into.add(0, stretch(dy, y.input(0).shape()));
    }

    public static List<Example> examples() {
        Tensor x = Tensor.of(Shape.of(2, 3, 2), 1, -2, 3, 0.5, 5, -6, 2.5, 8, -1, 0.25, 4, 7);
        return List.of(
                Example.of(new Sum(List.of(0, 1, 2), false), x),
                Example.of(new Sum(List.of(1), true), x),
                Example.of(new Sum(List.of(0, 2), false), x),
                Example.of(new Sum(List.of(2), false), x));
    }
}
