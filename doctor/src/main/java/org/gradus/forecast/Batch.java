package org.gradus.forecast;

import org.gradus.moments.Moments;

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
record Batch(int size, double aspect) {

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
        return new Link(log - Math.log(own * (1 - 1.0 / size)), 0, 1, 0, noise, 0, spike(moments, units));
    }

    /// The gradient's part in the span of the batch's signals, a share `ν / n` of a random one,
    /// is not enlarged by the division by scattering deviations: those that enlarge it had made
    /// the weights' answer to these signals smaller before. Through the activation it keeps `(E
    /// φ')⁴ / (V - M²) / D` of itself.
    private Spike spike(Moments moments, int units) {
        double inside = Math.min(1, directions() / units);
        double plain = (directions() - 2) / directions();
        double own = Math.max(moments.power() - product(moments), Double.MIN_NORMAL);
        double kept = Math.min(1, Math.pow(moments.slopeMean(), 4) / own / moments.slopePower());
        double fresh = 1 - kept;
        return new Spike(1 - inside + inside * fresh * plain, inside * kept * plain, fresh * plain, kept * plain);
    }
}
