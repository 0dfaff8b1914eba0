package org.gradus.optim;

/// The factor on the learning rate at each step of a training.
public interface Schedule {
    /// The factor at a step.
    ///
    /// @param step the number of the step, from 0
    /// @param steps the number of steps in the whole training
    double factor(int step, int steps);
}
