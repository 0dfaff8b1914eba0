package org.gradus.activation;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.math.Nonlinear;

/// x Φ(x), with Φ the normal distribution function (Hendrycks and Gimpel 2016). Its largest slope is
/// Φ(√2) + √2 φ(√2) = 1.129, at √2.
public record Gelu() implements Activation.BuiltIn {
    public static List<Activation> examples() {
        return List.of(new Gelu());
    }

    @Override
    public Expr apply(Expr x) {
        return Nonlinear.gelu(x);
    }
}
