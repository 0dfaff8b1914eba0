package org.gradus.layer;

import org.gradus.activation.Activation;
import org.gradus.graph.Expr;

/// What a part of a network does to the signal that passes it: all that a forecast, a ledger or a picture needs to
/// know of it, whoever wrote the layer.
public sealed interface Role {
    /// A product with a weight, `output = input × weight (+ bias)`.
    ///
    /// @param weight `[fan-in, fan-out]`
    record Linear(Expr weight) implements Role {}

    /// `output = activation(input)`.
    record Nonlinear(Activation activation) implements Role {}

    /// A division by the size that the signal has, behind a shift to mean 0 or without one, and a learned scale after
    /// it.
    ///
    /// @param overBatch whether over the samples of the batch, so that what happens to one depends on all; else
    ///     within each sample
    record Normalization(boolean overBatch) implements Role {}

    /// Units set to 0 at random, the others scaled up.
    ///
    /// @param rate the probability of a 0
    record Dropout(double rate) implements Role {}

    /// The sum of a branch, which is the input of the call, and what passes it by.
    ///
    /// @param passed what passes by
    /// @param scale what the branch is multiplied by
    record Skip(Expr passed, double scale) implements Role {}

    /// Where gradients end.
    record Stop() implements Role {}

    /// The same numbers under another shape.
    record Reshape() implements Role {}

    /// Anything else.
    record Other() implements Role {}
}
