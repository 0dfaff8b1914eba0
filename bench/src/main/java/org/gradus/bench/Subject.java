package org.gradus.bench;

/// A network that some library can train, step by step, or use.
public interface Subject {
    /// Forward, backward, update.
    void step();

    /// A step on which someone looks on.
    ///
    /// @throws UnsupportedOperationException when this library was not taught to
    default void watched() {
        throw new UnsupportedOperationException();
    }

    /// A forward pass from an array of the caller's into another.
    ///
    /// @throws UnsupportedOperationException when this library was not taught to
    default void predict() {
        throw new UnsupportedOperationException();
    }

    /// Whether nothing that makes steps faster is still under way, as far as it knows.
    default boolean ready() {
        return true;
    }
}
