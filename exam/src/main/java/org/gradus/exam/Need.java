package org.gradus.exam;

import org.gradus.data.Task;

/// What a sound network must have for a fault to bite, or for there to be a place for it.
enum Need {
    /// Data of classes.
    CLASSES,
    /// More than two of them.
    MANY_CLASSES,
    /// Regression targets.
    QUANTITIES,
    /// Classes that no plane divides.
    CURVED,
    /// An optimizer whose steps are as large as the gradient makes them.
    PLAIN,
    /// Few units in at least three layers, so that all must learn.
    NARROW,
    /// A training no longer and a learning rate no larger than it must be, so that what slows
    /// it down does harm.
    BRIEF;

    boolean holds(Case c) {
        return switch (this) {
            case CLASSES -> classes(c) > 0;
            case MANY_CLASSES -> classes(c) > 2;
            case QUANTITIES -> c.data().task() instanceof Task.Regression;
            case CURVED -> c.recipe().data().curved();
            case PLAIN -> c.recipe().optimizer().plainRate().isPresent();
            // drawn so
            case NARROW, BRIEF -> true;
        };
    }

    private static int classes(Case c) {
        return c.data().task() instanceof Task.Classification(int classes) ? classes : 0;
    }
}
