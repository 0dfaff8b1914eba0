package org.gradus.init;

import java.util.List;
import org.gradus.activation.Activation;
import org.gradus.tensor.Tensor;

/// Normal with variance 1 / fan-in (LeCun, Bottou, Orr and Müller 1998): a unit's sum has the variance of its
/// inputs. What SELU asks for. Not truncated.
public record LecunNormal() implements Init.BuiltIn {
    public static List<Init> examples() {
        return List.of(new LecunNormal());
    }

    @Override
    public Tensor values(Request request) {
        return Draws.normal(request, variance(request.fans(), request.activation()));
    }

    @Override
    public double variance(Fans fans, Activation activation) {
        return 1.0 / fans.in();
    }
}
