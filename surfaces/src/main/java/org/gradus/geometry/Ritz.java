package org.gradus.geometry;

import org.gradus.tensor.Tensor;

/// An eigenvalue of a Hessian as far as it is known: one lies in `value ± bound`.
///
/// @param value the estimate, which an exact computation gives too
/// @param bound how far off it may be: 0 when it was computed from the whole matrix
/// @param vector the direction of length 1 that belongs to it, `[parameters]`
public record Ritz(double value, double bound, Tensor vector) {
    double low() {
        return value - bound;
    }

    double high() {
        return value + bound;
    }
}
