package org.gradus.forecast;

/// The forward signal between two layers, as it is expected over networks.
///
/// @param power mean square of a unit's value
/// @param mean mean of the values over units
/// @param overlap mean over units of the product of the values for two inputs
/// @param spread variance over networks of `ln power`, from finite width
/// @param memory what is left of a difference in the correlation of two inputs: `∂ correlation here / ∂
///     correlation
///     of the inputs`
record Signal(double power, double mean, double overlap, double spread, double memory) {

    static Signal of(Input input) {
        return new Signal(input.power(), 0, input.power() * input.correlation(), 0, 1);
    }

    /// The correlation of two inputs at this place.
    double correlation() {
        return Math.clamp(overlap / power, -1.0, 1.0);
    }
}
