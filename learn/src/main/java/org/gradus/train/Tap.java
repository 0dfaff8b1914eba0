package org.gradus.train;

import org.gradus.data.Dataset;
import org.gradus.graph.Expr;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Tensor;

/// How an outsider sees into a training: it adds expressions to the step's graph, and reads their
/// values after every step. What it adds is planned and run together with the step itself, and
/// cannot change it.
@FunctionalInterface
public interface Tap {
    /// Told what is to be trained, once and before anything is planned.
    default void begin(Recipe recipe, Dataset data) {}

    /// Adds what this tap wants to see; called once for every plan of a step: for each batch
    /// size, and apart for the steps at which something sampled is [due][Observation#due].
    ///
    /// @return who sees the steps that this plan makes
    Watcher observe(StepGraph step, Observation into);

    /// Sees steps, in order.
    @FunctionalInterface
    interface Watcher {
        /// Reads what a step measured.
        void see(StepReport report);
    }

    /// Receives what a tap adds.
    interface Observation {
        /// A value to be read after each step of this plan.
        Reading output(Expr value);

        /// Whether the plan is for the steps 1, n + 1, 2n + 1, … What is wanted at these steps
        /// only, because every step would be too expensive, is added when it is.
        ///
        /// @param every n
        boolean due(int every);

        /// A memory of the tap's own, kept from step to step and saved in checkpoints.
        ///
        /// @return its value before the step
        Expr state(String name, Tensor initial);

        /// Sets the value of a memory after the step.
        void update(Expr state, Expr value);
    }
}
