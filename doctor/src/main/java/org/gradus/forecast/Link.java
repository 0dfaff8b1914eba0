package org.gradus.forecast;

import java.util.List;
import org.gradus.moments.Moments;
import org.gradus.moments.ScalarFunction;

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
    Link(double logGain, double sensitivity, double carry, double forward, double backward, double covariance) {
        this(logGain, sensitivity, carry, forward, backward, covariance, Spike.NONE);
    }

    Link with(Spike along) {
        return new Link(logGain, sensitivity, carry, forwardNoise, backwardNoise, covariance, along);
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

    /// What lies between two places of one block: the longer way from this place to the block's output without
    /// the shorter one from `above`.
    Link without(Link above) {
        double noise = Math.max(0, backwardNoise - above.backwardNoise);
        return new Link(logGain - above.logGain, sensitivity - above.sensitivity, 1, 0, noise, 0);
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

    /// What becomes of the part of a gradient that lies along the signal itself, beside the rest of it.
    ///
    /// Fresh weights turn every direction alike but one: where they send the signal `x` is known,
    /// since it is there that the activations bend. Let `G` be the squared norm of the gradient and
    /// `S` that of its part along `x` times the units `n`, so that `S = G` in a random gradient. A
    /// piece maps `(G, S)` at its output to its input by a matrix. In a plain stack `S` stays about
    /// `G`. In a residual stack whose branches have a mean, as with ReLU, the signal grows by that
    /// mean and `S` with it, until what lies along the signal has outgrown all the rest.
    ///
    /// The entries are relative to the piece's expected gain of `G`.
    ///
    /// @param rest from `G` to `G`; 1 for one piece, and more where gradient went along the signal
    ///     for a while
    /// @param fed from `S` to `G`
    /// @param made from `G` to `S`
    /// @param kept from `S` to `S`
    record Spike(double rest, double fed, double made, double kept) {

        /// The part along the signal is passed as the rest is.
        static final Spike NONE = new Spike(1, 0, 0, 1);

        /// A piece that keeps the share `kept` of the part along the signal and makes up for it.
        static Spike keeping(double kept) {
            return new Spike(1, 0, 1 - kept, kept);
        }

        /// This piece followed, nearer to the output, by `above`.
        Spike then(Spike above) {
            return new Spike(
                    rest * above.rest + fed * above.made,
                    rest * above.fed + fed * above.kept,
                    made * above.rest + kept * above.made,
                    made * above.fed + kept * above.kept);
        }

        /// The logarithm of what is gained on top. The part along the signal is one Gaussian number
        /// squared, so the gain is `1 + c ξ²` with ξ standard normal.
        LogGain gain() {
            double c = rest + fed - 1;
            if (c <= 0) return new LogGain(Math.log1p(c), 0);
            Moments moments = Moments.at(new Scatter(c), 1);
            return new LogGain(moments.mean(), moments.variance());
        }

        /// `ln(1 + c x²)`.
        private record Scatter(double c) implements ScalarFunction {
            @Override
            public void evaluate(double[] x, double[] value, double[] slope) {
                for (int i = 0; i < x.length; i++) {
                    value[i] = Math.log1p(c * x[i] * x[i]);
                    slope[i] = 2 * c * x[i] / (1 + c * x[i] * x[i]);
                }
            }

            @Override
            public List<Double> kinks() {
                return List.of(0.0);
            }
        }
    }
}
