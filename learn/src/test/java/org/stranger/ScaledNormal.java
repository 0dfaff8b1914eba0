package org.stranger;

import org.gradus.activation.Activation;
import org.gradus.init.Init;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Tensor;

/// Normal weights of variance gain² / fan-in, as someone else would write it.
///
/// @param gain how many times as large as its input a unit's sum is
public record ScaledNormal(double gain) implements Init {
    @Override
    public Tensor values(Request request) {
        double sd = Math.sqrt(variance(request.fans(), request.activation()));
        return Tensor.generate(request.shape(), i -> sd * Philox.normal(request.seed(), request.stream(), 0, i));
    }

    @Override
    public double variance(Fans fans, Activation activation) {
        return gain * gain / fans.in();
    }
}
