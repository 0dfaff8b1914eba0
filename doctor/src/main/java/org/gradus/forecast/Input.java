package org.gradus.forecast;

/// What the forecast must know about the data, measured on preprocessed samples.
///
/// @param power `m₀`, the mean square of a feature
/// @param correlation mean over pairs of samples of `x·y`, divided by the mean of `x·x`
/// @param spread variance over samples of `ln ‖x‖²`: how much they differ in length
/// @param aspect mean square over pairs of samples of their correlation about their mean: one
///     over the number of directions in which samples differ
/// @param batch samples in a batch, over which batch normalisation takes its statistics
public record Input(double power, double correlation, double spread, double aspect, int batch) {

    /// @param power mean square of a feature, positive
    /// @param correlation mean correlation of two samples, between -1 and 1
    /// @param spread variance over samples of `ln ‖x‖²`, not negative
    /// @param aspect mean square of the correlation of two samples about their mean, between 0
    ///     and 1
    /// @param batch samples in a batch, positive
    public Input {
        boolean numbers = power > 0 && power < Double.POSITIVE_INFINITY && correlation >= -1 && correlation <= 1;
        if (!numbers || !(spread >= 0) || !(aspect >= 0 && aspect <= 1) || batch < 1) {
            throw new IllegalArgumentException("forecast: an input has a positive mean square, a correlation "
                    + "between -1 and 1, a spread >= 0, an aspect between 0 and 1 and a batch · mean square " + power
                    + " · correlation " + correlation + " · spread " + spread + " · aspect " + aspect + " · batch "
                    + batch);
        }
    }

    /// Samples that are all of one length and differ in very many directions, in a very large
    /// batch.
    ///
    /// @param power mean square of a feature, positive
    /// @param correlation mean correlation of two samples, between -1 and 1
    public Input(double power, double correlation) {
        this(power, correlation, 0, 0, Integer.MAX_VALUE);
    }

    /// Standardised data: mean square 1, and samples that share nothing on average.
    ///
    /// @return the description
    public static Input standardized() {
        return new Input(1, 0);
    }
}
