package org.gradus.geometry;

/// How much gradients of samples scatter (McCandlish, Kaplan and Amodei 2018, appendix A).
///
/// @param signal ‖G‖², the square of the gradient without noise, corrected for it; it may come out
///     negative by chance
/// @param spread tr Σ, the sum of the variances of one sample's gradient
public record NoiseScale(double signal, double spread) {

    /// From mean square norms of gradients at two batch sizes.
    ///
    /// @param small the smaller batch
    /// @param smallSquare the mean of ‖g‖² over small batches
    /// @param large the larger batch
    /// @param largeSquare the mean of ‖g‖² over large batches
    public static NoiseScale of(double small, double smallSquare, double large, double largeSquare) {
        if (!(0 < small && small < large)) {
            throw new IllegalArgumentException("batches: expected 0 < small < large, found " + small + ", " + large);
        }
        double signal = (large * largeSquare - small * smallSquare) / (large - small);
        return new NoiseScale(signal, (smallSquare - largeSquare) / (1 / small - 1 / large));
    }

    /// tr Σ / ‖G‖²: the batch up to which larger batches save as many steps as they cost; infinite
    /// without a signal.
    public double batch() {
        return signal > 0 ? spread / signal : Double.POSITIVE_INFINITY;
    }
}
