package org.gradus.layer;

import java.util.List;
import org.gradus.activation.Tanh;
import org.gradus.graph.Expr;
import org.gradus.init.GlorotUniform;
import org.gradus.name.Setting;

/// The same layers several times over, each time with parameters of their own.
///
/// @param times how often; with all repeats inside, at most [Unrolled#MOST] layers
public record Repeat(int times, List<Layer> layers) implements Layer.BuiltIn, Sequence {
    public Repeat {
        layers = List.copyOf(layers);
        Setting.atLeast(1, "times", times);
        Unrolled.check(times, layers);
    }

    public Repeat(int times, Layer... layers) {
        this(times, List.of(layers));
    }

    @Override
    public Expr apply(Scope scope, Expr x) {
        for (int i = 0; i < times; i++) x = scope.apply(layers, x);
        return x;
    }

    @Override
    public List<Layer> children() {
        return layers;
    }

    @Override
    public Layer withChildren(List<Layer> children) {
        return new Repeat(times, children);
    }

    public static List<Layer> examples() {
        return List.of(new Repeat(3, Dense.of(4, new Tanh(), new GlorotUniform())));
    }
}
