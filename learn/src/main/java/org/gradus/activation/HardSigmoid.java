package org.gradus.activation;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.math.Nonlinear;

/// x/6 + 1/2 cut to [0, 1] (Howard et al. 2019). Slope 1/6 inside, 0 outside.
public record HardSigmoid() implements Activation.BuiltIn {
    public static List<Activation> examples() {
        return List.of(new HardSigmoid());
    }

    @Override
    public Expr apply(Expr x) {
        return Nonlinear.hardSigmoid(x);
    }

    @Override
    public List<Double> kinks() {
        return List.of(-3.0, 3.0);
    }
}
