package org.gradus.optim;

import java.util.List;
import org.gradus.name.Default;
import org.gradus.name.Name;
import org.gradus.name.Setting;

/// [Adam] with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2):
/// w ← w - rate · (m̂ / (√v̂ + ε) + λ w).
///
/// The decay is not part of the gradient, so the division by √v̂ does not weaken it. It is scaled by the
/// scheduled rate, as in PyTorch and Keras.
///
/// @param rate the learning rate
/// @param weightDecay λ; a weight without gradient shrinks by the factor 1 - rate · λ a step
/// @param beta1 β₁, the share of the mean that is kept from step to step
/// @param beta2 β₂, the share of the mean square that is kept from step to step
/// @param epsilon ε, which keeps the quotient finite
@Name("adamw")
public record AdamW(
        @Default("0.001") double rate,
        @Default("0.01") double weightDecay,
        @Default("0.9") double beta1,
        @Default("0.999") double beta2,
        @Default("1e-8") double epsilon)
        implements Optimizer.BuiltIn {
    public AdamW {
        Setting.notNegative("rate", rate);
        Setting.notNegative("weight_decay", weightDecay);
        Setting.share("beta1", beta1);
        Setting.share("beta2", beta2);
        Setting.positive("epsilon", epsilon);
    }

    /// λ 0.01 as in PyTorch, β₁ 0.9, β₂ 0.999, ε 1e-8.
    public static AdamW of(double rate) {
        return new AdamW(rate, 0.01, 0.9, 0.999, 1e-8);
    }

    @Override
    public AdamW withRate(double rate) {
        return new AdamW(rate, weightDecay, beta1, beta2, epsilon);
    }

    @Override
    public Link rule() {
        return new Adam(rate, beta1, beta2, epsilon).rule().then(Links.decay(weightDecay));
    }

    public static List<Optimizer> examples() {
        return List.of(AdamW.of(0.1), new AdamW(0.01, 2, 0.5, 0.9, 0.01), new AdamW(0.2, 0, 0.9, 0.999, 1e-8));
    }
}
