package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Kind;
import org.gradus.graph.Op;
import org.gradus.tensor.Shape;
import org.gradus.tensor.ShapeException;
import org.gradus.tensor.Tensor;

/// A tensor stretched to a larger shape by repeating it along dimensions of size 1.
public record Broadcast(Shape target) implements Op.BuiltIn {
    @Override
    public Shape infer(List<Shape> inputs) {
        if (!inputs.get(0).stretchesTo(target)) {
            throw new ShapeException("cannot stretch " + inputs.get(0) + " to " + target);
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
        return inputs.get(0).broadcastTo(target);
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        into.add(0, dy);
    }

    public static List<Example> examples() {
        return List.of(
                Example.of(new Broadcast(Shape.of(2, 3)), Tensor.scalar(2)),
                Example.of(new Broadcast(Shape.of(2, 3)), Tensor.vector(1, 2, 3)),
                Example.of(new Broadcast(Shape.of(2, 3, 2)), Tensor.of(Shape.of(3, 1), 1, -2, 3)),
                Example.of(new Broadcast(Shape.of(2, 3)), Tensor.ints(4, 5, 6)));
    }
}
