package org.gradus.forecast;

import org.gradus.moments.ScalarFunction;

/// What an activation receives, after normalisation.
///
/// @param function the activation, with a constant bias folded in
/// @param power second moment of its argument
/// @param correlation correlation of its arguments for two inputs
/// @param length how firmly the length of the vector of arguments is fixed, from 0 (independent units) to 1
/// @param centred 1 when the mean of the arguments over units is fixed, else 0
/// @param norm the normalisation that lies between
/// @param trace `∂ overlap of the arguments / ∂ overlap of the layer's input`; 0 where it is not followed
record Argument(
        ScalarFunction function,
        double power,
        double correlation,
        double length,
        double centred,
        Link norm,
        double trace) {

    private static final double ALIKE = 1e-12;

    static Argument of(Block.Dense layer, DensePass.Linear linear) throws NoForecast {
        return switch (layer.norm()) {
            case NONE -> plain(layer, linear);
            case LAYER -> overUnits(layer, linear);
            case BATCH -> overBatch(layer, linear);
        };
    }

    private static Argument plain(Block.Dense layer, DensePass.Linear linear) {
        double length = DensePass.orthogonality(layer) * layer.outputs() * linear.carry() * linear.carry();
        ScalarFunction biased = layer.activation().shifted(layer.weights().biasMean());
        return new Argument(biased, linear.power(), linear.correlation(), length, 0, Link.IDENTITY, linear.gain());
    }

    /// Layer normalisation divides by the sample's own power, so no deviation passes forward, and backward
    /// the gain is 1 / power: with no bias and many units it makes `χ_LN = D(1) / V(1)`.
    ///
    /// The sample's own mean takes one of the n degrees of freedom, hence the factor 1 - 1/n. Two more
    /// effects of that order cancel: the division by a scattering length, and the two directions removed from
    /// the gradient.
    private static Argument overUnits(Block.Dense layer, DensePass.Linear linear) throws NoForecast {
        if (linear.power() == 0 || layer.outputs() == 1) {
            throw new NoForecast(layer.path(), "layer normalisation finds no spread over units here");
        }
        double spread = linear.power() * (1 - 1.0 / layer.outputs());
        double scatter = 2.0 / layer.outputs() - 2 * DensePass.orthogonality(layer);
        Link norm = new Link(-Math.log(spread), -1, 0, 0, scatter, 0);
        return new Argument(layer.activation(), 1, linear.correlation(), 1, 1, norm, linear.gain() / linear.power());
    }

    /// Batch normalisation divides by the variance over inputs, `q - overlap`, and leaves two inputs
    /// uncorrelated: it makes `χ_BN = D(1) / (V(1) - M(1)²)`, the limit of a large batch.
    ///
    /// The scatter of the batch statistics themselves is left out, and what inputs share is not followed
    /// through.
    private static Argument overBatch(Block.Dense layer, DensePass.Linear linear) throws NoForecast {
        double within = linear.power() - linear.overlap();
        if (within <= ALIKE * linear.power()) {
            throw new NoForecast(layer.path(), "all inputs look alike here, so batch statistics tell nothing");
        }
        Link norm = new Link(-Math.log(within), 0, 0, 0, 0, 0);
        return new Argument(layer.activation(), 1, 0, 0, 0, norm, 0);
    }
}
