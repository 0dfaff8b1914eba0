package org.gradus.layer;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.name.Default;

/// Layers one after another.
///
/// @param name the first part of the paths of their parameters; empty for none
public record Chain(List<Layer> layers, @Default("") String name) implements Layer.BuiltIn {
    public Chain {
        layers = List.copyOf(layers);
    }

    @Override
    public Expr apply(Scope scope, Expr x) {
        Scope inner = name.isEmpty() ? scope : scope.under(name);
        for (Layer layer : layers) x = layer.apply(inner, x);
        return x;
    }
}
