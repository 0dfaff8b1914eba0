package org.gradus.init;

import java.util.List;
import org.gradus.activation.Activation;
import org.gradus.tensor.Tensor;

/// Normal with variance 2 / (fan-in + fan-out) (Glorot and Bengio 2010, eq. 12), between what keeps the signal
/// and what keeps the gradient; also called Xavier. Not truncated.
public record GlorotNormal() implements Init.BuiltIn {
    public static List<Init> examples() {
        return List.of(new GlorotNormal());
    }

    @Override
    public Tensor values(Request request) {
        return Draws.normal(request, variance(request.fans(), request.activation()));
    }

    @Override
    public double variance(Fans fans, Activation activation) {
        return 2.0 / (fans.in() + fans.out());
    }
}
