package org.gradus.layer;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.tensor.Shape;

/// All numbers of a sample as one row, `[batch, …] → [batch, product]`, in row-major order.
///
/// A dense layer acts on the last axis, which in an image is the channels. A network that is to see all
/// pixels at once says so by this layer. A first dense layer could flatten unasked, but `dense: 64` would then mean one
/// thing on an image and another on a series, and what stands before it would not be covered: a `batch_norm`
/// in front would count pixels as samples, and nobody would be told.
public record Flatten() implements Layer.BuiltIn {
    @Override
    public Expr apply(Scope scope, Expr x) {
        return scope.record(
                new Role.Reshape(),
                x,
                x.reshape(Shape.of(x.shape().dim(0), x.shape().row().size())));
    }

    public static List<Layer> examples() {
        return List.of(new Flatten());
    }
}
