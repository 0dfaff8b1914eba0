package org.gradus.layer;

import java.util.List;
import org.gradus.graph.Expr;

/// The same layers several times over, each time with parameters of their own.
public record Repeat(int times, List<Layer> layers) implements Layer.BuiltIn {
    public Repeat {
        layers = List.copyOf(layers);
        if (times < 1) throw new IllegalArgumentException("times: expected at least 1, found " + times);
    }

    public Repeat(int times, Layer... layers) {
        this(times, List.of(layers));
    }

    @Override
    public Expr apply(Scope scope, Expr x) {
        for (int i = 0; i < times; i++) x = new Chain(layers, "").apply(scope, x);
        return x;
    }
}
