package org.gradus.activation;

import org.gradus.graph.Expr;

/// tanh(x), between -1 and 1. Its largest slope is 1, at 0.
public record Tanh() implements Activation.BuiltIn {
    @Override
    public Expr apply(Expr x) {
        return x.tanh();
    }
}
