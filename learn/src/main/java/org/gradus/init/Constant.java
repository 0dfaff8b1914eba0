package org.gradus.init;

import org.gradus.activation.Activation;
import org.gradus.name.Setting;
import org.gradus.tensor.Tensor;

/// One number everywhere: fit for biases. Weights that are equal get equal gradients and stay equal, so a layer
/// learns no more than one unit would.
///
/// @param value the number
public record Constant(double value) implements Init.BuiltIn {
    public Constant {
        Setting.finite("value", value);
    }

    @Override
    public Tensor values(Request request) {
        return Tensor.full(request.shape(), value);
    }

    @Override
    public double variance(Fans fans, Activation activation) {
        return 0;
    }
}
