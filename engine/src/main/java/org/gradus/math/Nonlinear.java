package org.gradus.math;

import org.gradus.graph.Expr;
import org.gradus.graph.op.Detach;
import org.gradus.graph.op.Expm1;
import org.gradus.graph.op.LogSumExp;
import org.gradus.graph.op.NormalCdf;

/// The nonlinear functions of the field that are compositions of operations; their derivatives follow.
public final class Nonlinear {
    /// The scale of SELU, from Klambauer et al. 2017, eq. 14: the fixed point is mean 0, variance 1.
    public static final double SELU_SCALE = 1.0507009873554805;

    /// The negative saturation of SELU before scaling; same source.
    public static final double SELU_ALPHA = 1.6732632423543772;

    /// The cubic coefficient of the tanh form of GELU (Hendrycks and Gimpel 2016).
    private static final double GELU_CUBIC = 0.044715;

    private Nonlinear() {}

    /// x where positive, else `slope` × x (Maas et al. 2013); the derivative at 0 is the slope.
    public static Expr leakyRelu(Expr x, double slope) {
        return x.greaterThan(0).select(x, x.times(slope));
    }

    /// x where positive, else α (exp(x) - 1) (Clevert et al. 2015); the derivative at 0 is α.
    public static Expr elu(Expr x, double alpha) {
        Expr positive = x.greaterThan(0);
        // the unused branch is kept from overflowing, so that its derivative 0 × ∞ cannot make a NaN
        Expr atMost0 = positive.select(Expr.constant(0), x);
        return positive.select(x, Expr.of(new Expm1(), atMost0).times(alpha));
    }

    /// The self-normalising ELU (Klambauer et al. 2017).
    public static Expr selu(Expr x) {
        return elu(x, SELU_ALPHA).times(SELU_SCALE);
    }

    /// x Φ(x), with Φ the normal distribution function (Hendrycks and Gimpel 2016).
    public static Expr gelu(Expr x) {
        return x.times(Expr.of(new NormalCdf(), x));
    }

    /// The tanh form of GELU: x sigmoid(2 √(2/π) (x + 0.044715 x³)), which is x (1 + tanh(…)) / 2 without its
    /// cancellation in the left tail.
    public static Expr geluTanh(Expr x) {
        Expr inner = x.plus(x.times(x).times(x).times(GELU_CUBIC)).times(2 * Math.sqrt(2 / Math.PI));
        return x.times(inner.sigmoid());
    }

    /// x sigmoid(x), also called swish (Elfwing et al. 2017).
    public static Expr silu(Expr x) {
        return x.times(x.sigmoid());
    }

    /// x tanh(softplus(x)) (Misra 2019).
    public static Expr mish(Expr x) {
        return x.times(x.softplus().tanh());
    }

    /// x / (1 + |x|) (Turian et al. 2009).
    public static Expr softsign(Expr x) {
        return x.dividedBy(x.abs().plus(1));
    }

    /// x cut to [-1, 1] (Collobert 2004).
    public static Expr hardTanh(Expr x) {
        return clip(x, -1, 1);
    }

    /// x/6 + 1/2 cut to [0, 1] (Howard et al. 2019).
    public static Expr hardSigmoid(Expr x) {
        return clip(x.times(1.0 / 6).plus(0.5), 0, 1);
    }

    /// x cut to an interval; the derivative is 0 outside. NaN stays NaN.
    public static Expr clip(Expr x, double low, double high) {
        Expr atMost = x.greaterThan(high).select(Expr.constant(high), x);
        return Expr.constant(low).greaterThan(atMost).select(Expr.constant(low), atMost);
    }

    /// ln Σ exp along the last axis, which stays with size 1.
    public static Expr logSumExp(Expr x) {
        return Expr.of(new LogSumExp(), x);
    }

    /// The logarithm of the softmax along the last axis, without the softmax in between.
    ///
    /// The largest element is taken out first: a logarithm of 0.7 added to a logit of 1e6 would be rounded away in
    /// `f32`, and with it the digits of every probability.
    public static Expr logSoftmax(Expr x) {
        Expr shifted = x.minus(Expr.of(new Detach(), x.max(-1)));
        return shifted.minus(logSumExp(shifted));
    }

    /// exp(x) over its sum along the last axis.
    public static Expr softmax(Expr x) {
        return logSoftmax(x).exp();
    }
}
