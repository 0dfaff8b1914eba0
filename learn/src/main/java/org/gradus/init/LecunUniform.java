package org.gradus.init;

import java.util.List;
import org.gradus.activation.Activation;
import org.gradus.tensor.Tensor;

/// Uniform with variance 1 / fan-in (LeCun, Bottou, Orr and Müller 1998): limit √(3 / fan-in).
public record LecunUniform() implements Init.BuiltIn {
    public static List<Init> examples() {
        return List.of(new LecunUniform());
    }

    @Override
    public Tensor values(Request request) {
        return Draws.uniform(request, variance(request.fans(), request.activation()));
    }

    @Override
    public double variance(Fans fans, Activation activation) {
        return 1.0 / fans.in();
    }
}
