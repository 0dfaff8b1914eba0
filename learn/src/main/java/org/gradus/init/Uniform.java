package org.gradus.init;

import java.util.List;
import org.gradus.activation.Activation;
import org.gradus.name.Setting;
import org.gradus.tensor.Tensor;

/// Uniform between -`limit` and `limit`, whatever the layer's width: variance limit² / 3.
///
/// @param limit the largest magnitude
public record Uniform(double limit) implements Init.BuiltIn {
    public Uniform {
        Setting.notNegative("limit", limit);
    }

    public static List<Init> examples() {
        return List.of(new Uniform(0.2));
    }

    @Override
    public Tensor values(Request request) {
        return Draws.uniform(request, limit * limit / 3);
    }

    @Override
    public double variance(Fans fans, Activation activation) {
        return limit * limit / 3;
    }
}
