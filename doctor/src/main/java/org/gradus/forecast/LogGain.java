package org.gradus.forecast;

import java.util.Optional;
import java.util.function.DoubleFunction;

/// How much larger or smaller the backward signal is at one layer than at another, over all
/// networks that an initialisation may draw: the natural logarithm of the ratio of squared norms
/// is close to normal.
///
/// @param mean the expected logarithm; `-∞` when exactly nothing passes
/// @param variance the variance of the logarithm over networks
public record LogGain(double mean, double variance) {

    /// No change, for certain.
    public static final LogGain NONE = new LogGain(0, 0);

    /// Standard deviations on either side of the band.
    public static final double BAND = 2;

    /// The standard deviation of the logarithm of the squared ratio.
    ///
    /// @return the root of the variance
    public double sd() {
        return Math.sqrt(variance);
    }

    /// The ratio of norms that half of the networks exceed.
    ///
    /// @return the median of `‖δ below‖ / ‖δ above‖`
    public double typical() {
        return Math.exp(mean / 2);
    }

    /// The lower end of the band of ± 2 standard deviations, which holds 95 % of all networks.
    ///
    /// @return a ratio of norms
    public double low() {
        return Math.exp((mean - BAND * sd()) / 2);
    }

    /// The upper end of the band of ± 2 standard deviations.
    ///
    /// @return a ratio of norms
    public double high() {
        return Math.exp((mean + BAND * sd()) / 2);
    }

    /// The band as people read it, such as `64-141`; nothing where both ends are written alike, as a single
    /// number says it all then.
    ///
    /// @param words how a ratio of norms is written
    /// @param to what stands between the ends
    public Optional<String> band(DoubleFunction<String> words, String to) {
        String low = words.apply(low()), high = words.apply(high());
        return low.equals(high) ? Optional.empty() : Optional.of(low + to + high);
    }

    /// Whether a measured ratio of norms lies in the band.
    ///
    /// @param ratio `‖δ below‖ / ‖δ above‖` as measured
    /// @return true within ± 2 standard deviations
    public boolean contains(double ratio) {
        return ratio >= low() && ratio <= high();
    }

    /// Whether anything passes at all.
    ///
    /// @return false when exactly nothing passes, or nothing is there to compare with
    public boolean isFinite() {
        return Double.isFinite(mean);
    }

    /// Whether it is a number, be it infinite.
    boolean isKnown() {
        return !Double.isNaN(mean) && !Double.isNaN(variance);
    }

    /// The same change spread evenly over `layers` layers: the geometric mean per layer.
    ///
    /// @param layers how many, at least 1
    /// @return the change per layer, with the band of the mean
    public LogGain per(int layers) {
        return new LogGain(mean / layers, variance / ((double) layers * layers));
    }

    /// The same change with the squared ratio multiplied by a constant, such as the width factor
    /// of an rms.
    ///
    /// @param factor a positive constant
    /// @return the scaled change
    public LogGain times(double factor) {
        return new LogGain(mean + Math.log(factor), variance);
    }
}
