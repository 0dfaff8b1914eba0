package org.gradus.activation;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.math.Nonlinear;
import org.gradus.name.Default;
import org.gradus.name.Setting;

/// x where positive, else `slope` × x (Maas, Hannun and Ng 2013).
///
/// @param slope the slope for negative x
public record LeakyRelu(@Default("0.01") double slope) implements Activation.BuiltIn {
    public LeakyRelu {
        Setting.finite("slope", slope);
    }

    /// Slope 0.01, the paper's.
    public static LeakyRelu of() {
        return new LeakyRelu(0.01);
    }

    public static List<Activation> examples() {
        return List.of(LeakyRelu.of(), new LeakyRelu(0.3));
    }

    @Override
    public Expr apply(Expr x) {
        return Nonlinear.leakyRelu(x, slope);
    }

    @Override
    public List<Double> kinks() {
        return List.of(0.0);
    }
}
