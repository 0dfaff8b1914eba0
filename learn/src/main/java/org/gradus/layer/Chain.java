package org.gradus.layer;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.name.Default;

/// Layers one after another.
///
/// @param name the first part of the paths of their parameters; empty for none
public record Chain(List<Layer> layers, @Default("") String name) implements Layer.BuiltIn, Sequence {
    public Chain {
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
        return new Chain(children, name);
    }

    @Override
    public Segment segment() {
        return Segment.named(name);
    }

    public static List<Layer> examples() {
        return List.of(new Chain(List.of(Dense.of(4), BatchNorm.standard()), "tower"));
    }
}
