package org.gradus.init;

import java.util.List;
import org.gradus.activation.Activation;
import org.gradus.tensor.Tensor;

/// 0 everywhere: right for biases, fatal for weights, since no signal passes a zero matrix.
public record Zeros() implements Init.BuiltIn {
    public static List<Init> examples() {
        return List.of(new Zeros());
    }

    @Override
    public Tensor values(Request request) {
        return Tensor.full(request.shape(), 0);
    }

    @Override
    public double variance(Fans fans, Activation activation) {
        return 0;
    }
}
