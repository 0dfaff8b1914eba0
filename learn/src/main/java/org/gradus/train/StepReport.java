package org.gradus.train;

/// What one training step measured. Its values are valid until the next step.
public interface StepReport {
    /// The number of the step, from 1.
    int step();

    /// The epoch it belongs to, from 1.
    int epoch();

    /// The mean loss of the batch, before the step, without the recipe's loss scale.
    double loss();

    /// The learning rate used.
    double rate();

    /// Whether loss and gradients were finite; if not, the step changed nothing.
    boolean finite();

    /// The first element of an output that a [Tap] added.
    double value(String name);

    /// All elements of an output that a [Tap] added.
    double[] values(String name);
}
