package org.gradus.optim;

import org.gradus.graph.Expr;
import org.gradus.graph.op.Expm1;
import org.gradus.name.Default;
import org.gradus.name.Setting;

/// Adaptive moments (Kingma and Ba 2015, algorithm 1): the mean of recent gradients over their root mean
/// square, both corrected for their start at 0.
///
/// m ← β₁ m + (1 - β₁) g, v ← β₂ v + (1 - β₂) g², w ← w - rate · m̂ / (√v̂ + ε), with m̂ = m / (1 -
/// β₁ᵗ), v̂ = v / (1 - β₂ᵗ) and t the step's number from 1. The first step is rate · g / (|g| + ε).
///
/// With c₁ = 1 - β₁ᵗ and c₂ = 1 - β₂ᵗ the same is written as w ← w - (rate √c₂ / c₁) · m / (√v + ε √c₂), so that both
/// corrections and the rate are numbers known before the loop over the weights.
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
    public Expr update(Expr weight, Expr gradient, Step step) {
        return weight.minus(move(gradient, step));
    }

    /// rate · m̂ / (√v̂ + ε).
    Expr move(Expr gradient, Step step) {
        Expr m = average("mean", beta1, gradient, step), v = average("squares", beta2, gradient.square(), step);
        Expr root = filled(beta2, step).sqrt();
        Expr factor = step.rate().times(root).dividedBy(filled(beta1, step));
        return m.dividedBy(v.sqrt().plus(root.times(epsilon))).times(factor);
    }

    private static Expr average(String name, double beta, Expr x, Step step) {
        Slot slot = step.slot(name);
        return slot.set(slot.value().times(beta).plus(x.times(1 - beta)));
    }

    /// 1 - βᵗ, the weight that a moving average has gathered since its start at 0.
    ///
    /// Written as -expm1(t ln β): in `f32`, 1 - 0.999 is off by 1e-5 of itself, and the first steps with it.
    private static Expr filled(double beta, Step step) {
        if (beta == 0) return Expr.constant(1);
        return Expr.of(new Expm1(), step.number().toReal().times(StrictMath.log(beta)))
                .negate();
    }
}
