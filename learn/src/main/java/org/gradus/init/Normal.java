package org.gradus.init;

import java.util.List;
import org.gradus.activation.Activation;
import org.gradus.name.Setting;
import org.gradus.tensor.Tensor;

/// Normal with mean 0, whatever the layer's width.
///
/// @param sd the standard deviation
public record Normal(double sd) implements Init.BuiltIn {
    public Normal {
        Setting.notNegative("sd", sd);
    }

    public static List<Init> examples() {
        return List.of(new Normal(0.05));
    }

    @Override
    public Tensor values(Request request) {
        return Draws.normal(request, sd * sd);
    }

    @Override
    public double variance(Fans fans, Activation activation) {
        return sd * sd;
    }
}
