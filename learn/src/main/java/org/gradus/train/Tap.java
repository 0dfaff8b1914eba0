package org.gradus.train;

import org.gradus.graph.Expr;
import org.gradus.tensor.Tensor;

/// How an outsider sees into a training: it adds expressions to the step's graph, and reads their values after
/// every step. What it adds is planned and run together with the step itself, and cannot change it.
public interface Tap {
    /// Adds what this tap wants to see; called once for each batch size.
    void observe(StepGraph step, Observation into);

    /// Reads what a step measured; called after every step, in order.
    void see(StepReport report);

    /// Receives what a tap adds.
    interface Observation {
        /// A value to be read after the step.
        ///
        /// @param name what [StepReport#value] will find it by; unique among all taps of a training
        void output(String name, Expr value);

        /// A memory of the tap's own, kept from step to step and saved in checkpoints.
        ///
        /// @return its value before the step
        Expr state(String name, Tensor initial);

        /// Sets the value of a memory after the step.
        void update(Expr state, Expr value);
    }
}
