package org.gradus.forecast;

import java.util.Locale;
import org.gradus.moments.Moments;

/// A dense layer with a known signal below it: everything the theory says about it.
///
/// With `σ_w² = n_in Var(W)`, forward `q = σ_w² m + Var(b)` and `m' = V(q)`; backward `σ_w² D(q)`
/// (Poole et al. 2016, Schoenholz et al. 2017). Dropout divides V and D by the share it keeps.
///
/// @param layer the layer
/// @param power second moment `q` of the random part of its linear output
/// @param correlation correlation of the linear outputs of two inputs
/// @param moments Gaussian moments of its activation, behind its normalisation
/// @param enter the piece from the layer's input to its linear output: the weights
/// @param leave the piece from its linear output upwards: normalisation, activation, dropout
/// @param stretch `2 ∂ mean of the activation / ∂ ln(power of the layer's input)`
/// @param kept what the correlation of two inputs about their mean keeps of itself
/// @param out the signal above it
record DensePass(
        Block.Dense layer,
        double power,
        double correlation,
        Moments moments,
        Link enter,
        Link leave,
        double stretch,
        double kept,
        Signal out) {

    private static final double LARGEST = 1e300;
    private static final double FEWEST_UNITS = 0.1;

    /// With fewer, the forecast of a simulated exponential layer is off by more than its scatter.
    private static final double FEWEST_LARGE = 3;

    private static final double MOST_BENT = 0.1;

    /// Follows `in` through `layer`.
    ///
    /// @param pairs whether to follow two inputs apart too, which costs a two-dimensional
    ///     quadrature
    static DensePass of(Block.Dense layer, Signal in, boolean pairs, Integrals integrals) throws NoForecast {
        double gain = layer.inputs() * layer.weights().variance();
        if (gain == 0) throw new NoForecast(layer.path(), "all weights are 0: exactly nothing passes back at step 0");
        double bias = layer.weights().biasVariance();
        double q = gain * in.power() + bias;
        if (!(q < LARGEST) || Double.isNaN(in.overlap()))
            throw NoForecast.tooLarge(layer.path(), "the signal overflows on its way to here");
        double carry = q == 0 ? 1 : gain * in.power() / q;
        double backward = 2.0 / layer.inputs() - 2 * layer.orthogonality();
        Link enter = new Link(Math.log(gain), 0, carry, 0, backward, 0).with(along(layer, carry));
        Linear linear = new Linear(q, gain * in.overlap() + bias, carry, gain);
        Argument argument = Argument.of(layer, linear, in, pairs, integrals);
        bounded(layer, argument, carry * carry * in.spread());
        alive(layer, argument.moments());
        Link leave = argument.norm().then(bend(layer, argument));
        double own = layer.norm() == Block.Norm.BATCH
                ? 1
                : argument.moments().q() * linear.own(in) / Math.max(q, Double.MIN_NORMAL);
        double kept = kept(layer, argument, own);
        Signal out = above(in, layer, argument, enter.then(leave), kept);
        double stretch = carry * argument.norm().carry() * argument.moments().meanStretch();
        return new DensePass(layer, q, linear.correlation(), argument.moments(), enter, leave, stretch, kept, out);
    }

    /// The linear output: its second moment, the overlap of two inputs, the share of its power
    /// that comes from the weights, and `σ_w²`.
    record Linear(double power, double overlap, double carry, double gain) {

        /// The part of the power that two inputs do not share.
        double own(Signal in) {
            return power == 0 ? 1 : gain * in.own();
        }

        double correlation() {
            return power == 0 ? 1 : Math.clamp(overlap / power, -1.0, 1.0);
        }
    }

    /// A forecast in logarithms needs units that can be expected to have a slope: `n D² / E φ'⁴`
    /// of them.
    private static void alive(Block.Dense layer, Moments moments) throws NoForecast {
        double units = slopes(layer, moments);
        if (!(units < FEWEST_UNITS)) return;
        String why = "dead from the start: of %d units %.1g are expected to pass a gradient";
        throw new NoForecast(layer.path(), String.format(Locale.ROOT, why, layer.outputs(), units));
    }

    private static double slopes(Block.Dense layer, Moments moments) {
        return moments.slopePower() == 0 ? 0 : layer.outputs() * layer.keep() / moments.slopeSpread();
    }

    /// Behind an activation that grows like `exp(r |x|)` there are two more limits. A few units may
    /// outweigh all others. And a deviation `d` of the power changes `ln V` by more than in
    /// proportion: for `exp`, `ln V = 2q exp(d)`, which is off by `q d²` when it is taken as a line.
    private static void bounded(Block.Dense layer, Argument argument, double spread) throws NoForecast {
        double rate = layer.activation().growth(), q = argument.moments().q();
        if (rate > 0 && slopes(layer, argument.moments()) < FEWEST_LARGE)
            throw outgrown(layer, q, "a few of %d units outweigh all others".formatted(layer.outputs()));
        double across = argument.norm().carry() * argument.norm().carry() * spread;
        if (rate * rate * q * across > MOST_BENT)
            throw outgrown(layer, q, "the spread of its size grows from layer to layer");
    }

    private static NoForecast outgrown(Block.Dense layer, double q, String why) {
        String what = "the signal outgrows this theory: at the variance %.3g %s, so that no network is typical";
        return NoForecast.tooLarge(layer.path(), String.format(Locale.ROOT, what, q, why));
    }

    /// Activation and dropout as a piece. With n units, independent arguments and keep
    /// probability ρ: `Var ε = (E φ⁴ / (ρ V²) - 1) / n`, `Var η = 3 (E φ'⁴ / (ρ D²) - 1) / n`,
    /// `Cov = (E φ²φ'² / (ρ V D) - 1) / n`.
    ///
    /// Where the length or the mean of the arguments is fixed by their making, the part of the
    /// scatter that runs along it is missing: the projections on `x² - q` and on `x`.
    private static Link bend(Block.Dense layer, Argument argument) {
        Moments moments = argument.bent();
        double n = layer.outputs(), length = argument.length();
        double k = moments.powerExponent(), s = moments.slopeExponent();
        double tilt = argument.centred() * moments.powerTilt(), slopeTilt = argument.centred() * moments.slopeTilt();
        double forward = moments.powerSpread() / layer.keep() - 1 - 2 * k * k * length - tilt * tilt;
        double backward = 3 * (moments.slopeSpread() / layer.keep() - 1) - 2 * s * s * length - slopeTilt * slopeTilt;
        double joint = moments.jointSpread() / layer.keep() - 1 - 2 * k * s * length - tilt * slopeTilt;
        double along = k * k * moments.power() / (Math.max(moments.q(), Double.MIN_NORMAL) * moments.slopePower());
        double log = Math.log(moments.slopePower() / layer.keep());
        return new Link(log, s, k, Math.max(0, forward) / n, Math.max(0, backward) / n, joint / n)
                .with(along(layer, Math.clamp(along, 0.0, 1.0)));
    }

    /// Behind batch normalisation, [Argument] has what lies along the signal.
    private static Link.Spike along(Block.Dense layer, double kept) {
        return layer.norm() == Block.Norm.BATCH ? Link.Spike.NONE : Link.Spike.keeping(kept);
    }

    /// The linear Hermite polynomial's share of what two inputs do not share.
    ///
    /// @param own the part of the argument's power that two inputs do not share
    private static double kept(Block.Dense layer, Argument argument, double own) {
        Moments moments = argument.moments();
        double power = moments.power() / layer.keep();
        double slope = moments.slopeMean();
        return Math.min(1, slope * slope * own / own(power, argument.pair().product())) * argument.settling();
    }

    private static double own(double power, double overlap) {
        return Math.max(power - overlap, Double.MIN_NORMAL);
    }

    /// The signal above: `E φ²` and `E φ(u₁) φ(u₂)`, and by the chain rule what is left of the
    /// inputs' likeness.
    private static Signal above(Signal in, Block.Dense layer, Argument argument, Link link, double kept) {
        Moments moments = argument.moments();
        double power = moments.power() / layer.keep();
        double overlap = Math.min(argument.pair().product(), power);
        double spread = link.carry() * link.carry() * in.spread() + link.forwardNoise();
        double passed = argument.pair().passed();
        double memory = Double.isNaN(passed) ? in.memory() : in.memory() * in.power() / power * passed;
        double square = moments.meanStretch() * moments.meanStretch() / 2 / own(power, overlap);
        double aspect = kept * kept * in.aspect() + 2 * square * square * in.aspect() * in.aspect();
        aspect = Math.min(1, aspect + 1.0 / layer.outputs());
        return new Signal(power, moments.mean(), overlap, spread, memory, aspect, in.batch());
    }
}
