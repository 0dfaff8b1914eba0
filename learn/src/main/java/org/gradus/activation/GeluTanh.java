package org.gradus.activation;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.math.Nonlinear;

/// The tanh form of GELU, x (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2 (Hendrycks and Gimpel 2016); it is within
/// 0.0005 of [Gelu].
public record GeluTanh() implements Activation.BuiltIn {
    public static List<Activation> examples() {
        return List.of(new GeluTanh());
    }

    @Override
    public Expr apply(Expr x) {
        return Nonlinear.geluTanh(x);
    }
}
