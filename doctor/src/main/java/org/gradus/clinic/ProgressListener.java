package org.gradus.clinic;

import java.util.List;

/// Told how far long work has got, from any thread.
@FunctionalInterface
public interface ProgressListener {
    /// @param what the part of the work, such as `trials`
    void at(String what, long done, long of);

    /// Told how the arms of a trial stand, after each of its stages.
    ///
    /// @param arms control and sham among them, in the order in which they began
    default void standing(List<Standing> arms) {}

    /// How an arm of a trial stands.
    ///
    /// @param arm what it is
    /// @param name of the remedy; `control` or `sham` for those
    /// @param step the steps that it made
    /// @param error on the samples held back, relative to a constant guess's, in the mean over seeds
    /// @param ended whether it was left off, among the worse half
    record Standing(Trial.Arm arm, String name, long step, double error, boolean ended) {}
}
