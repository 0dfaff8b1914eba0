package org.gradus.init;

import java.util.List;
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

    public static List<Init> examples() {
        return List.of(new Constant(0.1), new Constant(-2));
    }

    @Override
    public Tensor values(Request request) {
        return Tensor.full(request.shape(), value);
    }

    @Override
    public double mean() {
        return value;
    }

    @Override
    public double variance(Fans fans, Activation activation) {
        return 0;
    }
}
