package org.gradus.activation;

import org.gradus.graph.Expr;

/// x itself: makes a layer linear. Slope 1.
public record Identity() implements Activation.BuiltIn {
    @Override
    public Expr apply(Expr x) {
        return x;
    }
}
