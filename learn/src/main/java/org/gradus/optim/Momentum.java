package org.gradus.optim;

import java.util.List;
import java.util.OptionalDouble;
import org.gradus.name.Default;
import org.gradus.name.Setting;

/// Gradient descent with a heavy ball (Polyak 1964): v ← μ v + g, w ← w - rate · v, with v = 0 at the start.
///
/// The rate stands outside the velocity, as in PyTorch, and the gradient enters it undamped: when a schedule
/// lowers the rate, the next step is smaller at once. Under a constant rate it is the form of Sutskever et al.
/// 2013.
///
/// @param rate the learning rate
/// @param momentum μ, the share of its velocity that a weight keeps from step to step
public record Momentum(
        @Default("0.01") double rate, @Default("0.9") double momentum) implements Optimizer.BuiltIn {
    public Momentum {
        Setting.notNegative("rate", rate);
        Setting.share("momentum", momentum);
    }

    /// Momentum 0.9.
    public static Momentum of(double rate) {
        return new Momentum(rate, 0.9);
    }

    @Override
    public Momentum withRate(double rate) {
        return new Momentum(rate, momentum);
    }

    @Override
    public Link rule() {
        return Links.velocity(momentum).then(Links.rate());
    }

    /// rate / (1 - μ), the sum of what a gradient still moves at later steps.
    @Override
    public OptionalDouble plainRate() {
        return OptionalDouble.of(rate / (1 - momentum));
    }

    /// 2 (1 + μ) / rate (Cohen et al. 2021, appendix B).
    @Override
    public OptionalDouble largestCurvature() {
        return OptionalDouble.of(2 * (1 + momentum) / rate);
    }

    public static List<Optimizer> examples() {
        return List.of(Momentum.of(0.01), new Momentum(0.2, 0.5), new Momentum(0.1, 0));
    }
}
