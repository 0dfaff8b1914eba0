package org.gradus.activation;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.math.Nonlinear;

/// λ x where positive, else λ α (exp(x) - 1), with λ = 1.0507 and α = 1.6733 such that mean 0 and variance 1
/// are a fixed point under LeCun weights (Klambauer et al. 2017). Its slope is largest just below 0: λ α = 1.758.
public record Selu() implements Activation.BuiltIn {
    public static List<Activation> examples() {
        return List.of(new Selu());
    }

    @Override
    public Expr apply(Expr x) {
        return Nonlinear.selu(x);
    }

    @Override
    public List<Double> kinks() {
        return List.of(0.0);
    }
}
