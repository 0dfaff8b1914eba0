package org.gradus.optim;

import java.util.List;
import java.util.Optional;
import org.gradus.name.Default;
import org.gradus.name.Setting;

/// Adaptive moments (Kingma and Ba 2015, algorithm 1): the mean of recent gradients over their root mean
/// square, both corrected for their start at 0.
///
/// m ← β₁ m + (1 - β₁) g, v ← β₂ v + (1 - β₂) g², w ← w - rate · m̂ / (√v̂ + ε), with m̂ = m / (1 -
/// β₁ᵗ), v̂ = v / (1 - β₂ᵗ) and t the step's number from 1. The first step is rate · g / (|g| + ε).
///
/// @param rate the learning rate
/// @param beta1 β₁, the share of the mean that is kept from step to step
/// @param beta2 β₂, the share of the mean square that is kept from step to step
/// @param epsilon ε, which keeps the quotient finite
public record Adam(
        @Default("0.001") double rate,
        @Default("0.9") double beta1,
        @Default("0.999") double beta2,
        @Default("1e-8") double epsilon)
        implements Optimizer.BuiltIn {
    public Adam {
        Setting.notNegative("rate", rate);
        Setting.share("beta1", beta1);
        Setting.share("beta2", beta2);
        Setting.positive("epsilon", epsilon);
    }

    /// β₁ 0.9, β₂ 0.999, ε 1e-8, the paper's.
    public static Adam of(double rate) {
        return new Adam(rate, 0.9, 0.999, 1e-8);
    }

    @Override
    public Adam withRate(double rate) {
        return new Adam(rate, beta1, beta2, epsilon);
    }

    @Override
    public Link rule() {
        return Links.moments(beta1, beta2, epsilon).then(Links.correctedRate(beta1, beta2));
    }

    /// [AdamW] of the same settings.
    @Override
    public Optional<Optimizer> withDecay(double decay) {
        return Optional.of(new AdamW(rate, decay, beta1, beta2, epsilon));
    }

    public static List<Optimizer> examples() {
        return List.of(Adam.of(0.1), new Adam(0.01, 0, 0.9, 0.1), new Adam(0.2, 0.5, 0, 1e-8));
    }
}
