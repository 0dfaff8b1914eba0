package org.gradus.train;

/// What one training step measured: a view that the next step uses again, so its values are valid until then.
public interface StepReport {
    /// The number of the step, from 1.
    long step();

    /// The epoch it belongs to, from 1.
    int epoch();

    /// The mean loss of the batch, before the step, without the recipe's penalty and loss scale.
    double loss();

    /// The learning rate used.
    double rate();

    /// Whether loss and gradients were finite; if not, the step changed nothing.
    boolean finite();
}
