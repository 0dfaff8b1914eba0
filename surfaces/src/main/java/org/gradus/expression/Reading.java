package org.gradus.expression;

/// What one node of a circuit shows at one point: its value, and the gradient of the result by it.
///
/// @param value what came forward
/// @param gradient what came back; 0 where the flow says so
/// @param flow what became of the gradient on its way
public record Reading(double value, double gradient, Flow flow) {
    /// What became of a gradient on its way back. Three kinds of nothing look alike as numbers.
    public enum Flow {
        /// It arrived.
        PASSES,
        /// It is 0 in truth, such as behind a ReLU that is off.
        EXACT_ZERO,
        /// It is not 0 in truth, but smaller than a `double` can be.
        ROUNDED_AWAY,
        /// No operation leads back from the result to here.
        NO_PATH
    }
}
