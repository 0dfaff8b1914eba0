package org.gradus.optim;

/// When a training ends before its last epoch, judged after each epoch on samples that it does not see.
///
/// These validation samples are taken from the training samples, never from the test samples, which are for the
/// judgement of what came out. The network that is kept is that of the best epoch, however the training ends.
///
/// A member also declares `public static List<Stop> examples()`, on which every law runs.
public interface Stop {
    /// The part of the training samples that is held out for validation, above 0 and below 1.
    double validation();

    /// Draws the samples that are held out: not the run's seed, so that runs with many seeds hold out the same.
    long seed();

    /// What is measured on them.
    Monitor monitor();

    /// Whether a value is better than that of the best epoch so far, by so much that it counts.
    ///
    /// @param value of the epoch just made; may be NaN, which is never better
    boolean improves(double value, double best);

    /// Whether training ends.
    ///
    /// @param epochs made since the best one
    boolean ends(int epochs);

    /// How many of the training samples are held out: the part, to the nearest whole number, but at least one, and
    /// not all.
    ///
    /// @param samples how many there are
    default int held(int samples) {
        return samples < 2 ? 0 : Math.clamp(Math.round(samples * validation()), 1, samples - 1);
    }

    /// What can be measured.
    enum Monitor {
        /// The mean loss, which is to fall.
        LOSS,
        /// The accuracy, for quantities R², which is to rise.
        METRIC
    }

    /// The rules that ship.
    sealed interface BuiltIn extends Stop permits EarlyStopping {}
}
