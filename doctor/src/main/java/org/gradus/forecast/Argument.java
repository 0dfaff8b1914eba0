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

    static Argument of(Block.Dense layer, DensePass.Linear linear, Signal in, boolean pairs) throws NoForecast {
        return switch (layer.norm()) {
            case NONE -> plain(layer, linear, pairs);
            case LAYER -> overUnits(layer, linear, pairs);
            case BATCH -> overBatch(layer, linear, in);
        };
    }

    private static Argument plain(Block.Dense layer, DensePass.Linear linear, boolean pairs) {
        double length = DensePass.orthogonality(layer) * layer.outputs() * linear.carry() * linear.carry();
        double shift = layer.weights().biasMean();
        Moments moments = integrals(layer).moments(shift, linear.power());
        Pair pair = pair(layer, shift, linear.power(), linear, pairs, moments);
        return new Argument(moments, moments, length, 0, Link.IDENTITY, pair, 1);
    }

    /// The integrals over a layer's activation; in a whole network those of all layers that have it.
    private static Integrals integrals(Block.Dense layer) {
        return layer.activation() instanceof Integrals known ? known : new Integrals(layer.activation());
    }

    /// Where two inputs are not followed apart, they stay as alike as they are.
    private static Pair pair(
            Block.Dense layer, double shift, double power, DensePass.Linear linear, boolean pairs, Moments moments) {
        if (!pairs) return new Pair(moments.power() * linear.correlation(), Double.NaN);
        TwoPoint two = integrals(layer).pair(shift, power, linear.correlation());
        double scale = linear.power() == 0 ? 1 : power / linear.power();
        return new Pair(two.product(), linear.gain() * scale * two.slopeProduct());
    }

    /// Layer normalisation divides by the sample's own power, so no deviation passes forward, and
    /// backward the gain is 1 / power: with no bias and many units it makes `χ_LN = D(1) / V(1)`.
    ///
    /// The sample's own mean takes one of the n degrees of freedom, hence the factor 1 - 1/n. Two
    /// more effects of that order cancel: the division by a scattering length, and the two
    /// directions removed from the gradient.
    private static Argument overUnits(Block.Dense layer, DensePass.Linear linear, boolean pairs) throws NoForecast {
        if (linear.power() == 0 || layer.outputs() == 1) {
            throw new NoForecast(layer.path(), "layer normalisation finds no spread over units here");
        }
        double spread = linear.power() * (1 - 1.0 / layer.outputs());
        double scatter = 2.0 / layer.outputs() - 2 * DensePass.orthogonality(layer);
        Link norm = new Link(-Math.log(spread), -1, 0, 0, scatter, 0);
        Moments moments = integrals(layer).moments(0, 1);
        return new Argument(moments, moments, 1, 1, norm, pair(layer, 0, 1, linear, pairs, moments), 1);
    }

    /// Batch normalisation divides by the variance over inputs, `q - overlap`: in a large batch
    /// and width it makes `χ_BN = D(1) / (V(1) - M(1)²)`. See [Batch] for what is left of it in a
    /// small one.
    private static Argument overBatch(Block.Dense layer, DensePass.Linear linear, Signal in) throws NoForecast {
        double own = linear.gain() * in.own();
        if (own <= ALIKE * linear.power()) {
            throw new NoForecast(layer.path(), "all inputs look alike here, so batch statistics tell nothing");
        }
        if (in.batch() < Batch.SMALLEST) {
            throw new NoForecast(layer.path(), "batch statistics of fewer than " + Batch.SMALLEST + " samples");
        }
        Batch batch = new Batch(in.batch(), in.aspect());
        Integrals integrals = integrals(layer);
        Moments moments = integrals.onSphere(0, batch.directions());
        Moments bent = integrals.onSphere(moments.mean(), batch.directions());
        Pair pair = new Pair(batch.product(moments), Double.NaN);
        return new Argument(
                moments, bent, 0, 0, batch.link(moments, own, layer.outputs(), layer.keep()), pair, batch.settling());
    }
}
