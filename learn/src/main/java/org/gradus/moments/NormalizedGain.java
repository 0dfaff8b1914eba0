package org.gradus.moments;

/// The squared gradient gain per layer of a fresh stack `weights → normalisation → activation`.
///
/// The weight variance cancels. No affine part, no bias, no skip. The very first layer differs, since its
/// input is no activation.
public final class NormalizedGain {

    private NormalizedGain() {}

    /// Layer or RMS normalisation: `χ_LN = D(1) / V(1)`.
    ///
    /// @param function the activation
    /// @return the factor on the squared norm of the backward signal, one layer down
    public static double layer(ScalarFunction function) {
        Moments moments = Moments.at(function, 1);
        return moments.slopePower() / moments.power();
    }

    /// Batch normalisation in a large batch: `χ_BN = D(1) / (V(1) - M(1)²)`.
    ///
    /// At least 1 by the Gaussian Poincaré inequality: without skips, batch normalisation always explodes.
    ///
    /// @param function the activation
    /// @return the factor on the squared norm of the backward signal, one layer down
    public static double batch(ScalarFunction function) {
        Moments moments = Moments.at(function, 1);
        return moments.slopePower() / moments.variance();
    }

    /// Batch normalisation and ReLU at a finite batch size `B` (Yang et al. 2019, theorem 8 at α = 1):
    /// `(B-1) (J'(c) + B - 1) / ((B-3) (B-1) (1 - J(c))) - 1 / (B-3)` with `c = -1 / (B-1)`,
    /// `J(c) = (√(1-c²) + c (π - acos c)) / π`. The limit is `π / (π-1)`.
    ///
    /// @param size the batch size, at least 4
    /// @return the factor on the squared norm of the backward signal, one layer down
    public static double batchRelu(int size) {
        double b = checked(size);
        double c = -1 / (b - 1);
        double slope = (Math.PI - Math.acos(c)) / Math.PI;
        double value = Math.sqrt((1 - c) * (1 + c)) / Math.PI + c * slope;
        return (slope + b - 1) / ((b - 3) * (1 - value)) - 1 / (b - 3);
    }

    /// Batch normalisation without an activation at a finite batch size `B`: `(B-2) / (B-3)` (Yang et al.
    /// 2019).
    ///
    /// @param size the batch size, at least 4
    /// @return the factor on the squared norm of the backward signal, one layer down
    public static double batchLinear(int size) {
        double b = checked(size);
        return (b - 2) / (b - 3);
    }

    private static int checked(int size) {
        if (size < 4) {
            throw new IllegalArgumentException("batch normalisation: the gain is infinite below 4 samples · " + size);
        }
        return size;
    }
}
