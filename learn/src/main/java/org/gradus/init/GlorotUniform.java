package org.gradus.init;

import java.util.List;
import org.gradus.activation.Activation;
import org.gradus.tensor.Tensor;

/// Uniform with variance 2 / (fan-in + fan-out) (Glorot and Bengio 2010, eq. 16), also called Xavier: limit
/// √(6 / (fan-in + fan-out)).
public record GlorotUniform() implements Init.BuiltIn {
    public static List<Init> examples() {
        return List.of(new GlorotUniform());
    }

    @Override
    public Tensor values(Request request) {
        return Draws.uniform(request, variance(request.fans(), request.activation()));
    }

    @Override
    public double variance(Fans fans, Activation activation) {
        return 2.0 / (fans.in() + fans.out());
    }
}
