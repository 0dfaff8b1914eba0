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

    /// Whether nothing that makes steps faster is still under way, as far as it knows.
    default boolean ready() {
        return true;
    }
}
