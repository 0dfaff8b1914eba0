package org.gradus.remedy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gradus.graph.Expr;
import org.gradus.layer.Layer;
import org.gradus.layer.Network;
import org.gradus.layer.Sequence;
import org.gradus.tensor.Shape;

/// The shapes that layers make of a batch, found by building them.
final class Shapes {
    /// Samples in the batches that are asked about: batch norm needs two.
    static final int BATCH = 2;

    private final Map<Use, Shape> known = new HashMap<>();

    private record Use(Layer layer, Shape input) {}

    /// The shape after some layers.
    ///
    /// @throws IllegalArgumentException when they do not fit each other
    Shape after(List<Layer> layers, Shape input) {
        for (Layer layer : layers) input = after(layer, input);
        return input;
    }

    /// The shape after one layer.
    ///
    /// @throws IllegalArgumentException when it does not take such an input
    Shape after(Layer layer, Shape input) {
        if (!(layer instanceof Sequence)) return known.computeIfAbsent(new Use(layer, input), Shapes::built);
        Shape shape = input;
        for (int i = 0; i < layer.times(); i++) {
            Shape next = after(layer.children(), shape);
            if (next.equals(shape)) break;
            shape = next;
        }
        return shape;
    }

    private static Shape built(Use use) {
        return new Network(List.of(use.layer()), 0)
                .forward(Expr.input("x", use.input()), false)
                .output()
                .shape();
    }

    /// Whether layers fit each other.
    boolean fit(List<Layer> layers, Shape input) {
        try {
            return after(layers, input).dim(0) == BATCH;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
