package org.gradus.forecast;

/// One piece of a network as the small-noise theory of finite width sees it, from its input to
/// its output.
///
/// Forward, the relative deviation `d` of the signal's second moment from its expected value
/// becomes `carry · d + ε`. Backward, the logarithm of the squared gain is `logGain + sensitivity
/// · d + η`. The noises ε and η come from this piece's own weights, so those of different pieces
/// are independent. Pieces in series make a piece, which is all that the recursion for the
/// variance of a total gain amounts to (see [#then]).
///
/// @param logGain expected `ln(‖g at input‖² / ‖g at output‖²)`
/// @param sensitivity its change with `d`
/// @param carry how much of `d` reaches the output
/// @param forwardNoise `Var ε`
/// @param backwardNoise `Var η`
/// @param covariance `Cov(ε, η)`
/// @param spike what the gradient's part along the signal itself does, relative to the squared gain
record Link(
        double logGain,
        double sensitivity,
        double carry,
        double forwardNoise,
        double backwardNoise,
        double covariance,
        Spike spike) {

    /// The piece that does nothing.
    static final Link IDENTITY = new Link(0, 0, 1, 0, 0, 0);

    /// A piece that passes the gradient's part along the signal as it passes the rest.
    Link(
            double logGain,
            double sensitivity,
            double carry,
            double forwardNoise,
            double backwardNoise,
            double covariance) {
        this(logGain, sensitivity, carry, forwardNoise, backwardNoise, covariance, Spike.NONE);
    }

    /// This piece followed, nearer to the output, by `above`.
    Link then(Link above) {
        double s = above.sensitivity;
        return new Link(
                logGain + above.logGain,
                sensitivity + carry * s,
                carry * above.carry,
                above.carry * above.carry * forwardNoise + above.forwardNoise,
                backwardNoise + s * s * forwardNoise + 2 * s * covariance + above.backwardNoise,
                above.carry * (covariance + s * forwardNoise) + above.covariance,
                spike.then(above.spike));
    }

    /// The forward half alone: what reaches the output, with no gradient taken through.
    Link forward() {
        return new Link(0, 0, carry, forwardNoise, 0, 0);
    }

    /// The total gain when the input's second moment has the relative variance `spread` over networks.
    ///
    /// The mean of the logarithm is lower by half its variance, since the gain itself is expected to be
    /// `exp(logGain)`; what the gradient gains along the signal comes on top.
    LogGain over(double spread) {
        return over(spread, sensitivity * sensitivity * spread / 2);
    }

    /// The total gain when the inputs of the network differ in length, `spread` the variance of `ln ‖x‖²`: that
    /// logarithm has the mean `-spread / 2`, and the gain's follows it.
    LogGain overInputs(double spread) {
        return over(spread, sensitivity * spread / 2);
    }

    private LogGain over(double spread, double lower) {
        double noise = Math.max(0, backwardNoise);
        LogGain along = spike.gain();
        double mean = logGain - noise / 2 - lower + along.mean();
        return new LogGain(mean, noise + sensitivity * sensitivity * spread + along.variance());
    }
}
