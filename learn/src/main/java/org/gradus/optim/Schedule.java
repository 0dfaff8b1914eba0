package org.gradus.optim;

import java.util.List;

/// The factor on the learning rate at each step of a training.
///
/// A member also declares `public static List<Schedule> examples()`, on which every law runs.
public interface Schedule {
    /// The factor at a step.
    ///
    /// @param step the number of the step, from 0
    /// @param steps the number of steps in the whole training
    double factor(long step, long steps);

    /// The changes that were made while a training went on, in the order of their steps; none for a schedule that was
    /// planned.
    default List<ChangedRate.Change> changes() {
        return List.of();
    }

    /// The factor of a linear warm-up (Goyal et al. 2017, section 2.2): 1/`warmup` at step 0, so that the first
    /// step moves too, 1 from step `warmup` - 1 on, and 1 always when `warmup` is 0.
    static double rise(long step, int warmup) {
        return step + 1 < warmup ? (step + 1.0) / warmup : 1;
    }

    /// The schedules that ship.
    sealed interface BuiltIn extends Schedule permits ConstantRate, StepDecay, CosineDecay, ChangedRate {}
}
