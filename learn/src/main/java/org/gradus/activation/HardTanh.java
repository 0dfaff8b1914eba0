package org.gradus.activation;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.math.Nonlinear;

/// x cut to [-1, 1] (Collobert 2004). Slope 1 inside, 0 outside.
public record HardTanh() implements Activation.BuiltIn {
    public static List<Activation> examples() {
        return List.of(new HardTanh());
    }

    @Override
    public Expr apply(Expr x) {
        return Nonlinear.hardTanh(x);
    }

    @Override
    public List<Double> kinks() {
        return List.of(-1.0, 1.0);
    }
}
