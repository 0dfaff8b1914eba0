package org.gradus.forecast;

/// The forward signal between two layers, as it is expected over networks.
///
/// @param power mean square of a unit's value
/// @param mean mean of the values over units
/// @param overlap mean over units of the product of the values for two inputs
/// @param spread variance over networks and inputs of `ln power`; behind batch normalisation of
///     that power which inputs do not share
/// @param memory what is left of a difference in the correlation of two inputs: `∂ correlation here
///     / ∂ correlation of the inputs`
/// @param aspect mean square of the correlation of two inputs, after what all share is taken off:
///     one over the number of directions in which inputs differ
/// @param batch samples in a batch
record Signal(double power, double mean, double overlap, double spread, double memory, double aspect, int batch) {

    static Signal of(Input input) {
        double overlap = input.power() * input.correlation();
        return new Signal(input.power(), 0, overlap, input.spread(), 1, input.aspect(), input.batch());
    }

    /// The correlation of two inputs at this place.
    double correlation() {
        return Math.clamp(overlap / power, -1.0, 1.0);
    }

    /// The part of the power that two inputs do not share.
    double own() {
        return Math.max(0, power - overlap);
    }
}
