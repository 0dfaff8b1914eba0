package org.gradus.kernel;

/// One call, bound to its arrays and ready to run, again and again and without allocating.
@FunctionalInterface
public interface Kernel {
    /// The first element of a large array that begins a cache line of 64 bytes: the header of an array takes 16 bytes,
    /// and the usual collector places large arrays at the start of a region. Where that is not so, vectors are read
    /// from two lines, some 5 % slower.
    int ALIGNED = 12;

    /// Runs one of `parts` equal shares of the call. All shares together do the whole, in any order and at once; the
    /// result has the same bits for every number of parts.
    ///
    /// @param scratch at least [#scratch()] elements that are this share's alone
    void run(int part, int parts, float[] scratch);

    /// Runs once after all shares, on one thread: what puts their parts together.
    default void finish() {}

    /// The number of elements of scratch memory it needs.
    default int scratch() {
        return 0;
    }

    /// Whether it is worth sharing; if not, it is run with one part.
    default boolean splits() {
        return false;
    }
}
