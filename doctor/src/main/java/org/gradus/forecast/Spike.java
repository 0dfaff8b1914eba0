package org.gradus.forecast;

import java.util.List;
import org.gradus.moments.Moments;
import org.gradus.moments.ScalarFunction;

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
        if (c <= 0) {
            return new LogGain(Math.log1p(c), 0);
        }
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
