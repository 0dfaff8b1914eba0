package org.gradus.init;

import java.util.List;
import org.gradus.activation.Activation;
import org.gradus.tensor.Tensor;

/// Uniform with variance 2 / fan-in (He et al. 2015, eq. 10): limit √(6 / fan-in).
public record HeUniform() implements Init.BuiltIn {
    public static List<Init> examples() {
        return List.of(new HeUniform());
    }

    @Override
    public Tensor values(Request request) {
        return Draws.uniform(request, variance(request.fans(), request.activation()));
    }

    @Override
    public double variance(Fans fans, Activation activation) {
        return 2.0 / fans.in();
    }
}
