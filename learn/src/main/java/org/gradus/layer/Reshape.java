package org.gradus.layer;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.name.Setting;
import org.gradus.tensor.Shape;
import org.gradus.tensor.ShapeException;

/// The numbers of a sample under another shape, `[batch, …] → [batch, shape…]`, in row-major order.
///
/// `reshape: [8, 8, 1]` reads a row of 64 numbers as an image of one channel.
///
/// @param shape positions first, units last, as many numbers in all as a sample has
public record Reshape(List<Integer> shape) implements Layer.BuiltIn {
    public Reshape {
        shape = List.copyOf(shape);
        if (shape.isEmpty() || shape.stream().anyMatch(size -> size < 1)) {
            throw Setting.wrong("shape", "sizes of at least 1", shape);
        }
    }

    @Override
    public Expr apply(Scope scope, Expr x) {
        Shape sample = x.shape().row(), target = new Shape(shape);
        if (sample.size() != target.size()) {
            throw new ShapeException("reshape: sizes differ: sample " + sample + " · shape " + target + "  ("
                    + sample.size() + " ≠ " + target.size() + ")");
        }
        return scope.record(
                new Role.Reshape(), x, x.reshape(target.rows(x.shape().dim(0))));
    }

    public static List<Layer> examples() {
        return List.of(new Reshape(List.of(2, 2)));
    }
}
