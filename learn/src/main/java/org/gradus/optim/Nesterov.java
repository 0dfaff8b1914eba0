package org.gradus.optim;

import java.util.List;
import java.util.OptionalDouble;
import org.gradus.name.Default;
import org.gradus.name.Setting;

/// Momentum that looks ahead (Nesterov 1983): v ← μ v + g, w ← w - rate · (g + μ v), with v = 0 at the start.
///
/// The weights held are those at which the gradient is taken, one step ahead of Nesterov's own: the form of
/// Bengio, Boulanger-Lewandowski and Pascanu 2013, with the rate outside the velocity, as in PyTorch.
///
/// @param rate the learning rate
/// @param momentum μ, the share of its velocity that a weight keeps from step to step
public record Nesterov(
        @Default("0.01") double rate, @Default("0.9") double momentum) implements Optimizer.BuiltIn {
    public Nesterov {
        Setting.notNegative("rate", rate);
        Setting.share("momentum", momentum);
    }

    /// Momentum 0.9.
    public static Nesterov of(double rate) {
        return new Nesterov(rate, 0.9);
    }

    @Override
    public Nesterov withRate(double rate) {
        return new Nesterov(rate, momentum);
    }

    @Override
    public Link rule() {
        return Links.lookAhead(momentum).then(Links.rate());
    }

    /// rate / (1 - μ), the sum of what a gradient still moves at later steps.
    @Override
    public OptionalDouble plainRate() {
        return OptionalDouble.of(rate / (1 - momentum));
    }

    /// (2 + 2μ) / ((1 + 2μ) rate) (Cohen et al. 2021, appendix B).
    @Override
    public OptionalDouble largestCurvature() {
        return OptionalDouble.of((2 + 2 * momentum) / (1 + 2 * momentum) / rate);
    }

    public static List<Optimizer> examples() {
        return List.of(Nesterov.of(0.01), new Nesterov(0.2, 0.5));
    }
}
