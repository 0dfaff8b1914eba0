package org.gradus.kernel;

/// Brings a piece of a matrix near before it is read in another order.
///
/// Panels are narrow, so a processor that guesses what is read next guesses wrong, and waits for
/// main memory. One element of every cache line, in the order of memory, is what it guesses right:
/// products with cold weights went from 82 to 95 GFLOP/s (`./gradus bench --profile=W3`, Zen 4).
/// What is near already is read again for nothing, at one load for sixteen elements.
final class ReadAhead {
    /// Bytes of a plan's memory from which a value is taken to be far when it is read: a usual
    /// third-level cache.
    private static final long FAR = 16 << 20;
    /// Elements of a cache line.
    private static final int LINE = 16;

    private ReadAhead() {}

    /// Whether the values of a plan are out of the caches by the time they are read again.
    static boolean pays(Buffers buffers) {
        return buffers.bytes() > FAR;
    }

    /// Reads some rows of `n` elements, `stride` apart.
    ///
    /// @return a number that depends on all that was read, so that no compiler leaves it out
    static float rows(float[] x, int from, int stride, int rows, int n) {
        boolean whole = n == stride;
        int runs = whole ? 1 : rows, length = whole ? rows * n : n;
        float sum = 0;
        for (int r = 0, at = from; r < runs; r++, at += stride) {
            for (int i = at; i < at + length; i += LINE) sum += x[i];
        }
        return sum;
    }
}
