package org.gradus.init;

import java.util.List;
import org.gradus.activation.Activation;
import org.gradus.tensor.Tensor;

/// Normal with variance 2 / fan-in (He et al. 2015, eq. 10): makes up for the half of the signal that ReLU
/// takes. Not truncated.
public record HeNormal() implements Init.BuiltIn {
    public static List<Init> examples() {
        return List.of(new HeNormal());
    }

    @Override
    public Tensor values(Request request) {
        return Draws.normal(request, variance(request.fans(), request.activation()));
    }

    @Override
    public double variance(Fans fans, Activation activation) {
        return 2.0 / fans.in();
    }
}
