package org.gradus.forecast;

import org.gradus.moments.Moments;
import org.gradus.moments.TwoPoint;

/// What an activation receives, after normalisation.
///
/// @param moments moments of the activation, with a constant bias folded in
/// @param bent the moments by which deviations pass: those of the activation about its mean
///     behind batch normalisation, else the same
/// @param length how firmly the length of the vector of arguments is fixed, from 0 (independent
///     units) to 1
/// @param centred 1 when the mean of the arguments over units is fixed, else 0
/// @param norm the normalisation that lies between
/// @param pair what two inputs still share
/// @param settling what the correlation of two inputs about their mean keeps of itself in the
///     normalisation
record Argument(Moments moments, Moments bent, double length, double centred, Link norm, Pair pair, double settling) {

    private static final double ALIKE = 1e-12;

    /// What two inputs share behind an activation.
    ///
    /// @param product `E φ(u₁) φ(u₂)`
    /// @param passed `∂ product / ∂ overlap of the layer's input`; NaN where it is not followed
    record Pair(double product, double passed) {}

    static Argument of(Block.Dense layer, DensePass.Linear linear, Signal in, boolean pairs, Integrals integrals)
            throws NoForecast {
        return switch (layer.norm()) {
            case NONE -> plain(layer, linear, pairs, integrals);
            case LAYER -> overUnits(layer, linear, pairs, integrals);
            case BATCH -> overBatch(layer, linear, in, integrals);
        };
    }

    private static Argument plain(Block.Dense layer, DensePass.Linear linear, boolean pairs, Integrals integrals) {
        double length = layer.orthogonality() * layer.outputs() * linear.carry() * linear.carry();
        double shift = layer.weights().biasMean();
        Moments moments = integrals.moments(layer, shift, linear.power());
        Pair pair = pair(layer, shift, linear.power(), linear, pairs, integrals);
        return new Argument(moments, moments, length, 0, Link.IDENTITY, pair, 1);
    }

    /// Where two inputs are not followed apart, they stay as alike as they are.
    ///
    /// @param power second moment of the argument
    private static Pair pair(
            Block.Dense layer, double shift, double power, DensePass.Linear linear, boolean pairs, Integrals all) {
        if (!pairs) return new Pair(all.moments(layer, shift, power).power() * linear.correlation(), Double.NaN);
        TwoPoint two = all.pair(layer, shift, power, linear.correlation());
        double scale = linear.power() == 0 ? 1 : power / linear.power();
        return new Pair(two.product(), linear.gain() * scale * two.slopeProduct());
    }

    /// Layer normalisation divides by the sample's own power, so no deviation passes forward, and
    /// backward the gain is 1 / power: with no bias and many units it makes `χ_LN = D(1) / V(1)`.
    ///
    /// The sample's own mean takes one of the n degrees of freedom, hence the factor 1 - 1/n. Two
    /// more effects of that order cancel: the division by a scattering length, and the two
    /// directions removed from the gradient.
    private static Argument overUnits(Block.Dense layer, DensePass.Linear linear, boolean pairs, Integrals integrals)
            throws NoForecast {
        if (linear.power() == 0 || layer.outputs() == 1)
            throw new NoForecast(layer.path(), "layer normalisation finds no spread over units here");
        double spread = linear.power() * (1 - 1.0 / layer.outputs());
        double scatter = 2.0 / layer.outputs() - 2 * layer.orthogonality();
        Link norm = new Link(-Math.log(spread), -1, 0, 0, scatter, 0);
        Moments moments = integrals.moments(layer, 0, 1);
        return new Argument(moments, moments, 1, 1, norm, pair(layer, 0, 1, linear, pairs, integrals), 1);
    }

    /// Batch normalisation divides by the variance over inputs, `q - overlap`: in a large batch
    /// and width it makes `χ_BN = D(1) / (V(1) - M(1)²)`. See [Batch] for what is left of it in a
    /// small one.
    private static Argument overBatch(Block.Dense layer, DensePass.Linear linear, Signal in, Integrals integrals)
            throws NoForecast {
        double own = linear.gain() * in.own();
        if (own <= ALIKE * linear.power())
            throw new NoForecast(layer.path(), "all inputs look alike here, so batch statistics tell nothing");
        if (in.batch() < Batch.SMALLEST)
            throw new NoForecast(layer.path(), "batch statistics of fewer than " + Batch.SMALLEST + " samples");
        Batch batch = new Batch(in.batch(), in.aspect());
        Moments moments = integrals.onSphere(layer, 0, batch.directions());
        Moments bent = integrals.onSphere(layer, moments.mean(), batch.directions());
        Pair pair = new Pair(batch.product(moments), Double.NaN);
        Link norm = batch.link(moments, own, layer.outputs(), layer.keep());
        return new Argument(moments, bent, 0, 0, norm, pair, batch.settling());
    }

    /// Batch normalisation at a finite batch size `B` and a finite width.
    ///
    /// The values of one unit over the batch, less their mean and over their deviation, are a random
    /// point on a sphere. Its dimension is `B - 1` in a wide network (Yang et al. 2019), and less
    /// when inputs differ in few directions: with the mean square correlation `κ` of two inputs
    /// ([Signal#aspect]) the variance over the batch is made of about `ν = 1 / (κ + 1 / (B - 1))`
    /// independent terms. A narrow layer has few directions, and `κ` gains `1 / n` in each layer.
    ///
    /// @param size `B`
    /// @param aspect `κ`
    private record Batch(int size, double aspect) {

        /// Below this many samples the expected gain is infinite.
        static final int SMALLEST = 4;

        private static final double FEWEST = 4;
        private static final double MOST_SCATTER = 3;

        /// `ν`, kept where the moments of the gain exist.
        double directions() {
            return Math.max(FEWEST, 1 / (aspect + 1.0 / (size - 1)));
        }

        /// `E φ(u₁) φ(u₂)` for two samples of a batch: `M²`, less what they cannot share because the
        /// mean and the length of the batch are fixed.
        double product(Moments moments) {
            double mean = moments.mean(), slope = moments.slopeMean(), stretch = moments.meanStretch();
            return mean * mean - slope * slope / (size - 1) - stretch * stretch / (2 * directions());
        }

        /// To divide each unit by its own deviation evens out the directions: of a small difference
        /// between two of them `ν / (ν + 2)` is left.
        double settling() {
            return directions() / (directions() + 2);
        }

        /// The step from the linear output to the activation.
        ///
        /// The inverse of a variance made of `ν` terms is expected to be `ν / (ν - 2)` times the
        /// inverse of its expectation. Two directions are taken from the gradient over the batch, the
        /// mean and the batch itself; what lies along them is `(D + E u² φ'² - (E φ')² - (E u φ')²) /
        /// B`. For linear layers both make `(B - 2) / (B - 3)`, as is known.
        ///
        /// @param own the expected variance over inputs of a unit's linear output
        /// @param units n
        Link link(Moments moments, double own, int units, double keep) {
            double directions = directions();
            double mean = moments.slopeMean(), stretch = moments.meanStretch(), slopes = moments.slopePower();
            double taken = 2 + 2 * moments.slopeExponent() - keep * (mean * mean + stretch * stretch) / slopes;
            double log = Math.log(directions / (directions - 2)) + Math.log1p(-taken / size);
            double scatter =
                    directions <= FEWEST ? MOST_SCATTER : Math.min(MOST_SCATTER, (directions - 2) / (directions - 4));
            double noise = 3 * moments.slopeSpread() * (scatter - 1) / units;
            return new Link(log - Math.log(own * (1 - 1.0 / size)), 0, 1, 0, noise, 0).with(spike(moments, units));
        }

        /// The gradient's part in the span of the batch's signals, a share `ν / n` of a random one,
        /// is not enlarged by the division by scattering deviations: those that enlarge it had made
        /// the weights' answer to these signals smaller before. Through the activation it keeps `(E
        /// φ')⁴ / (V - M²) / D` of itself.
        private Link.Spike spike(Moments moments, int units) {
            double inside = Math.min(1, directions() / units);
            double plain = (directions() - 2) / directions();
            double own = Math.max(moments.power() - product(moments), Double.MIN_NORMAL);
            double kept = Math.min(1, Math.pow(moments.slopeMean(), 4) / own / moments.slopePower());
            double fresh = 1 - kept;
            return new Link.Spike(
                    1 - inside + inside * fresh * plain, inside * kept * plain, fresh * plain, kept * plain);
        }
    }
}
