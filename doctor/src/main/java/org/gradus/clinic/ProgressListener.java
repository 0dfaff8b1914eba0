package org.gradus.clinic;

/// Told how far long work has got, from any thread.
@FunctionalInterface
public interface ProgressListener {
    /// @param what the part of the work, such as `trials`
    void at(String what, long done, long of);
}
