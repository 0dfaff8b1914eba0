package org.gradus.bench;

/// A training that some library can make steps of.
public interface Subject {
    /// Forward, backward, update.
    void step();

    /// A step on which someone looks on.
    ///
    /// @throws UnsupportedOperationException when this library was not taught to
    default void watched() {
        throw new UnsupportedOperationException();
    }
}
