package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Kind;
import org.gradus.graph.Op;
import org.gradus.tensor.Shape;
import org.gradus.tensor.ShapeException;
import org.gradus.tensor.Tensor;

/// The position of the largest element along the last axis, the first of equals: `[n, k] → [n]`, integers.
/// NaN is never the largest; a row of NaN gives 0.
public record ArgMax() implements Op.BuiltIn {
    @Override
    public Shape infer(List<Shape> inputs) {
        Shape x = inputs.get(0);
        if (x.rank() == 0) throw new ShapeException("needs at least one axis, input is a scalar");
        return x.reduce(List.of(x.rank() - 1), false);
    }

    @Override
    public Kind kind(List<Kind> inputs) {
        return Kind.INT;
    }

    @Override
    public Tensor eval(List<Tensor> inputs) {
        Tensor x = inputs.get(0);
        int width = x.shape().last();
        return Tensor.generateInts(infer(List.of(x.shape())), row -> {
            int best = 0;
            double max = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < width; i++) {
                if (x.get(row * width + i) > max) {
                    best = i;
                    max = x.get(row * width + i);
                }
            }
            return best;
        });
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        // piecewise constant: no path
    }

    public static List<Example> examples() {
        return List.of(Example.of(new ArgMax(), Tensor.of(Shape.of(2, 3), 1, -2, 3, 5, 5, -6)));
    }
}
