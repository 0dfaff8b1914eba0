package org.gradus.forecast;

/// What the forecast must know about the data, measured on preprocessed samples.
///
/// @param power `m₀`, the mean square of a feature
/// @param correlation mean over pairs of samples of `x·y`, divided by the mean of `x·x`
public record Input(double power, double correlation) {

    /// @param power mean square of a feature, positive
    /// @param correlation mean correlation of two samples, between -1 and 1
    public Input {
        if (!(power > 0 && power < Double.POSITIVE_INFINITY) || !(correlation >= -1 && correlation <= 1)) {
            throw new IllegalArgumentException("forecast: an input has a positive mean square and a correlation "
                    + "between -1 and 1 · mean square " + power + " · correlation " + correlation);
        }
    }

    /// Standardised data: mean square 1, and samples that share nothing on average.
    ///
    /// @return the description
    public static Input standardized() {
        return new Input(1, 0);
    }
}
