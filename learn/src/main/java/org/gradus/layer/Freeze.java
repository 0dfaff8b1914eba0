package org.gradus.layer;

import java.util.List;
import org.gradus.graph.Expr;

/// Layers whose parameters stay as they are: no gradient is taken by them and no step moves them.
/// The backward signal passes through to the layers before.
///
/// Running averages and random numbers inside go on as in any training.
public record Freeze(List<Layer> layers) implements Layer.BuiltIn, Sequence {
    public Freeze {
        layers = List.copyOf(layers);
    }

    @Override
    public Expr apply(Scope scope, Expr x) {
        return scope.apply(layers, x);
    }

    @Override
    public List<Layer> children() {
        return layers;
    }

    @Override
    public Layer withChildren(List<Layer> children) {
        return new Freeze(children);
    }

    @Override
    public boolean trains() {
        return false;
    }

    public static List<Layer> examples() {
        return List.of(new Freeze(List.of(Dense.of(4))));
    }
}
