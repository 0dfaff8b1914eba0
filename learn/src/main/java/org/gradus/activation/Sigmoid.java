package org.gradus.activation;

import java.util.List;
import org.gradus.graph.Expr;

/// 1 / (1 + exp(-x)), between 0 and 1. Its largest slope is 1/4, at 0, and its outputs have mean 1/2.
public record Sigmoid() implements Activation.BuiltIn {
    public static List<Activation> examples() {
        return List.of(new Sigmoid());
    }

    @Override
    public Expr apply(Expr x) {
        return x.sigmoid();
    }
}
