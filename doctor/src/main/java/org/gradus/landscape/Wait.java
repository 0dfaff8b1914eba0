package org.gradus.landscape;

/// How long it takes until something happens: the answers to "should I wait?".
public final class Wait {
    private Wait() {}

    /// The steps after which gradient descent has left a strict saddle: its offset along the
    /// direction of escape grows by the same factor each step until it is of size 1. With a heavy
    /// ball of momentum β the factor is the larger root of z² - (1 + β + rate μ) z + β = 0 (Polyak
    /// 1964); without, 1 + rate μ. Nesterov's momentum leaves a little sooner than a heavy ball.
    ///
    /// @param curvature μ, the magnitude of the negative curvature
    /// @param rate the learning rate
    /// @param momentum β, 0 for plain descent
    /// @param offset how far from the saddle it starts, along the direction of escape; at 0 it
    ///     never leaves
    public static double escape(double curvature, double rate, double momentum, double offset) {
        if (!(curvature > 0 && rate > 0)) return Double.POSITIVE_INFINITY;
        if (Math.abs(offset) >= 1) return 0;
        double pushed = rate * curvature, sum = 1 + momentum + pushed;
        double above = momentum == 0 ? pushed : (sum + Math.sqrt(sum * sum - 4 * momentum)) / 2 - 1;
        return Math.ceil(-Math.log(Math.abs(offset)) / Math.log1p(above));
    }
}
