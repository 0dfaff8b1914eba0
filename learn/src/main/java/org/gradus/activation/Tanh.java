package org.gradus.activation;

import java.util.List;
import org.gradus.graph.Expr;

/// tanh(x), between -1 and 1. Its largest slope is 1, at 0.
public record Tanh() implements Activation.BuiltIn {
    public static List<Activation> examples() {
        return List.of(new Tanh());
    }

    @Override
    public Expr apply(Expr x) {
        return x.tanh();
    }
}
