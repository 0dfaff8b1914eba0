package org.gradus.activation;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.math.Nonlinear;

/// x / (1 + |x|), between -1 and 1 with slow tails (Turian, Bergstra and Bengio 2009). Its slope is
/// 1 / (1 + |x|)²: continuous, with a corner at 0.
public record Softsign() implements Activation.BuiltIn {
    public static List<Activation> examples() {
        return List.of(new Softsign());
    }

    @Override
    public Expr apply(Expr x) {
        return Nonlinear.softsign(x);
    }

    @Override
    public List<Double> kinks() {
        return List.of(0.0);
    }
}
