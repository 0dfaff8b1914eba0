package org.gradus.optim;

import org.gradus.graph.Expr;
import org.gradus.graph.op.Expm1;

/// The links that the shipped optimizers are chains of. Below, g is the move that a link is given and w the weight.
///
/// The order in which numbers are added and multiplied is part of what a link is: it decides the last bits.
public final class Links {
    private static final String VELOCITY = "velocity", SQUARES = "squares", MEAN = "mean";

    private Links() {}

    /// rate · g, with the scheduled rate.
    public static Link rate() {
        return Link.each((g, step) -> g.times(step.rate()));
    }

    /// The velocity v ← μ v + g of a heavy ball (Polyak 1964), with v = 0 at the start.
    public static Link velocity(double momentum) {
        return Link.each((g, step) -> pushed(momentum, g, step));
    }

    /// g + μ v with the same velocity, one step ahead of it (Bengio, Boulanger-Lewandowski and Pascanu 2013).
    public static Link lookAhead(double momentum) {
        return Link.each((g, step) -> pushed(momentum, g, step).times(momentum).plus(g));
    }

    private static Expr pushed(double momentum, Expr g, Step step) {
        Step.Slot velocity = step.slot(VELOCITY);
        return velocity.set(velocity.value().times(momentum).plus(g));
    }

    /// g / (√s + ε) with the sum s of all squares so far (Duchi, Hazan and Singer 2011).
    public static Link overRootOfSum(double epsilon) {
        return Link.each((g, step) -> {
            Step.Slot squares = step.slot(SQUARES);
            Expr s = squares.set(squares.value().plus(g.square()));
            return g.dividedBy(s.sqrt().plus(epsilon));
        });
    }

    /// g / (√s + ε) with the running mean s of the squares (Tieleman and Hinton 2012), not corrected for its start
    /// at 0.
    ///
    /// @param decay the share of the mean that is kept from step to step
    public static Link overRootOfMean(double decay, double epsilon) {
        return Link.each((g, step) ->
                g.dividedBy(mean(SQUARES, decay, g.square(), step).sqrt().plus(epsilon)));
    }

    /// m / (√v + ε √c₂) with the running means m of g and v of g² (Kingma and Ba 2015). Both start at 0; for that
    /// corrects [#correctedRate], which is due behind it.
    ///
    /// @param beta1 β₁, the share of the mean that is kept from step to step
    /// @param beta2 β₂, the share of the mean square that is kept from step to step
    public static Link moments(double beta1, double beta2, double epsilon) {
        return Link.each((g, step) -> {
            Expr m = mean(MEAN, beta1, g, step), v = mean(SQUARES, beta2, g.square(), step);
            return m.dividedBy(v.sqrt().plus(filled(beta2, step).sqrt().times(epsilon)));
        });
    }

    /// (rate √c₂ / c₁) · g, the rate behind [#moments]: with c₁ = 1 - β₁ᵗ and c₂ = 1 - β₂ᵗ it makes of their quotient
    /// rate · m̂ / (√v̂ + ε), where m̂ = m / c₁ and v̂ = v / c₂. So both corrections and the rate are one number,
    /// which is known before the loop over the weights.
    public static Link correctedRate(double beta1, double beta2) {
        return Link.each((g, step) ->
                g.times(step.rate().times(filled(beta2, step).sqrt()).dividedBy(filled(beta1, step))));
    }

    /// g + rate · λ w: weight decay apart from the gradient (Loshchilov and Hutter 2019), due behind the rate.
    public static Link decay(double decay) {
        return Link.each((g, step) -> g.plus(step.weight().times(step.rate().times(decay))));
    }

    private static Expr mean(String name, double beta, Expr x, Step step) {
        Step.Slot slot = step.slot(name);
        return slot.set(slot.value().times(beta).plus(x.times(1 - beta)));
    }

    /// 1 - βᵗ, the weight that a running mean has gathered since its start at 0.
    ///
    /// Written as -expm1(t ln β): in `f32`, 1 - 0.999 is off by 1e-5 of itself, and the first steps with it.
    private static Expr filled(double beta, Step step) {
        if (beta == 0) return Expr.constant(1);
        return Expr.of(new Expm1(), step.number().times(StrictMath.log(beta))).negate();
    }
}
