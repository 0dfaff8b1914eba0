package org.gradus.activation;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.math.Nonlinear;
import org.gradus.name.Default;
import org.gradus.name.Setting;

/// x where positive, else α (exp(x) - 1) (Clevert, Unterthiner and Hochreiter 2016). The slope jumps at 0
/// unless α = 1.
///
/// @param alpha α; the function tends to -α
public record Elu(@Default("1.0") double alpha) implements Activation.BuiltIn {
    public Elu {
        Setting.notNegative("alpha", alpha);
    }

    /// α = 1.
    public static Elu of() {
        return new Elu(1);
    }

    public static List<Activation> examples() {
        return List.of(Elu.of(), new Elu(2));
    }

    @Override
    public Expr apply(Expr x) {
        return Nonlinear.elu(x, alpha);
    }

    @Override
    public List<Double> kinks() {
        return List.of(0.0);
    }
}
