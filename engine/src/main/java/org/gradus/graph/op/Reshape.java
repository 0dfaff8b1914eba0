package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Kind;
import org.gradus.graph.Op;
import org.gradus.tensor.Shape;
import org.gradus.tensor.ShapeException;
import org.gradus.tensor.Tensor;

/// The same elements, in row-major order, under another shape.
public record Reshape(Shape target) implements Op.BuiltIn {
    @Override
    public Shape infer(List<Shape> inputs) {
        Shape x = inputs.get(0);
        if (x.size() != target.size()) {
            throw new ShapeException("sizes differ: input " + x + " · target " + target + "  (" + x.size() + " ≠ "
                    + target.size() + ")");
        }
        return target;
    }

    /// Integers stay integers.
    @Override
    public Kind kind(List<Kind> inputs) {
        return inputs.get(0);
    }

    @Override
    public Tensor eval(List<Tensor> inputs) {
        return inputs.get(0).reshape(target);
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        into.add(0, dy.reshape(y.input(0).shape()));
    }

    public static List<Example> examples() {
        return List.of(
                Example.of(new Reshape(Shape.of(3, 2)), Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6)),
                Example.of(new Reshape(Shape.of(2, 1)), Tensor.ints(4, 5)));
    }
}
