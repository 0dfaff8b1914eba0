package org.gradus.init;

import org.gradus.tensor.Philox;
import org.gradus.tensor.Tensor;

/// Tensors of independent random numbers of a given variance; every element has its own address in the
/// generator.
final class Draws {
    private Draws() {}

    /// N(0, variance).
    static Tensor normal(Init.Request request, double variance) {
        double sd = Math.sqrt(variance);
        return Tensor.generate(request.shape(), i -> sd * Philox.normal(request.seed(), request.stream(), 0, i));
    }

    /// U(-√(3 variance), √(3 variance)).
    static Tensor uniform(Init.Request request, double variance) {
        double limit = Math.sqrt(3 * variance);
        return Tensor.generate(
                request.shape(), i -> limit * (2 * Philox.uniform(request.seed(), request.stream(), 0, i) - 1));
    }
}
