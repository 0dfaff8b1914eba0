package org.gradus.optim;

import org.gradus.graph.Expr;

/// The rule by which a gradient moves a weight, as expressions.
///
/// An optimizer is a record of its settings; what it remembers between steps it keeps in slots, which are
/// part of the step's graph and of every checkpoint.
public interface Optimizer {
    /// The learning rate before any schedule.
    double rate();

    /// The same optimizer with another learning rate.
    Optimizer withRate(double rate);

    /// The new value of a weight.
    ///
    /// @param weight the weight, any shape
    /// @param gradient the gradient of the mean loss by it, same shape, clipped if the recipe clips
    /// @param step where the rule finds the scheduled rate, the step number and its slots
    Expr update(Expr weight, Expr gradient, Step step);

    /// What an update may use besides the gradient.
    interface Step {
        /// The scheduled learning rate of this step, a scalar.
        Expr rate();

        /// The number of this step, a scalar that starts at 1.
        Expr number();

        /// A memory of the weight's shape, 0 before the first step.
        ///
        /// @param name the field's name for it, such as `momentum`
        Slot slot(String name);
    }

    /// A memory kept from step to step.
    interface Slot {
        /// Its value before this step.
        Expr value();

        /// Sets the value after this step, and returns it.
        Expr set(Expr value);
    }

    /// The optimizers that ship.
    sealed interface BuiltIn extends Optimizer permits Sgd, Momentum, Nesterov, AdaGrad, RmsProp, Adam, AdamW {}
}
