package org.gradus.layer;

import java.util.List;
import org.gradus.graph.Expr;

/// Layers whose parameters stay as they are: no gradient is taken by them and no step moves them.
/// The backward signal passes through to the layers before.
///
/// Running averages and random numbers inside go on as in any training.
public record Freeze(List<Layer> layers) implements Layer.BuiltIn {
    public Freeze {
        layers = List.copyOf(layers);
    }

    @Override
    public Expr apply(Scope scope, Expr x) {
        return new Chain(layers, "").apply(scope.frozen(), x);
    }
}
