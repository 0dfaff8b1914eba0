package org.gradus.optim;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.name.Default;
import org.gradus.name.Setting;

/// The sign of an interpolated momentum, with decoupled weight decay (Chen et al. 2023, "Symbolic Discovery of
/// Optimization Algorithms", algorithm 2): c = β₁ m + (1 - β₁) g, w ← w - rate · (sign(c) + λ w),
/// m ← β₂ m + (1 - β₂) g, with m = 0 at the start.
///
/// Each weight moves by the rate, however large its gradient, and by nothing where c is 0. So the rate is to be
/// 3 to 10 times smaller than AdamW's, and λ as many times larger, which leaves rate · λ as it was (section 5
/// there); the defaults are those of [AdamW] times 1/10 and 10. One slot is kept for a weight where Adam keeps
/// two.
///
/// @param rate the learning rate, by which a step moves each weight
/// @param weightDecay λ; a weight without gradient shrinks by the factor 1 - rate · λ a step
/// @param beta1 β₁, the share of the momentum in what a step takes the sign of
/// @param beta2 β₂, the share of the momentum that is kept from step to step
public record Lion(
        @Default("1e-4") double rate,
        @Default("0.1") double weightDecay,
        @Default("0.9") double beta1,
        @Default("0.99") double beta2)
        implements Optimizer.BuiltIn {
    private static final String MEAN = "mean";

    public Lion {
        Setting.notNegative("rate", rate);
        Setting.notNegative("weight_decay", weightDecay);
        Setting.share("beta1", beta1);
        Setting.share("beta2", beta2);
    }

    /// λ 0.1, β₁ 0.9, β₂ 0.99.
    public static Lion of(double rate) {
        return new Lion(rate, 0.1, 0.9, 0.99);
    }

    @Override
    public Lion withRate(double rate) {
        return new Lion(rate, weightDecay, beta1, beta2);
    }

    @Override
    public Link rule() {
        return Link.each(this::direction).then(Links.rate()).then(Links.decay(weightDecay));
    }

    /// sign(c): 1, 0 or -1 for each weight.
    private Expr direction(Expr g, Step step) {
        Step.Slot mean = step.slot(MEAN);
        Expr c = mean.value().times(beta1).plus(g.times(1 - beta1));
        mean.set(mean.value().times(beta2).plus(g.times(1 - beta2)));
        Expr zero = Expr.constant(0);
        return c.greaterThan(zero).minus(zero.greaterThan(c));
    }

    public static List<Optimizer> examples() {
        return List.of(Lion.of(0.03), new Lion(0.01, 2, 0.5, 0.9), new Lion(0.2, 0, 0.9, 0.99));
    }
}
