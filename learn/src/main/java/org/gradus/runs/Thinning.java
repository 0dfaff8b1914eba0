package org.gradus.runs;

/// Which steps of a long training are remembered as it goes on: the first [#FIRST] and the latest `whole` all of them;
/// older ones the fewer the older they are.
///
/// The age of a step is the number of steps made since. From an age of `whole` on, one step in 2 is kept; whenever the
/// age has doubled, half of them are dropped: of the steps that are between `whole` and twice as old one in 2, of those
/// up to four times as old one in 4, and so on. What a step asks for only grows, so a training that is thinned often
/// and one that is thinned once keep the same. After n steps there are about
/// `FIRST + whole (1 + log2(n / whole) / 2)`.
///
/// @param whole how many of the latest steps are all kept; a power of two
public record Thinning(int whole) {
    /// The first steps, in which most goes wrong, are always kept.
    public static final int FIRST = 64;

    private static final int LEAST = 64, MOST = 4096;

    /// How many times as many steps as are kept whole are made between two thinnings, each of which copies all that is
    /// kept.
    private static final int PAUSE = 32;

    public Thinning {
        if (Integer.bitCount(whole) != 1) throw new IllegalArgumentException("whole: not a power of two: " + whole);
    }

    /// The rule for as many latest steps as have room in some memory, between 64 and 4096.
    ///
    /// @param room of the memory, in the unit of `size`
    /// @param size of one step
    public static Thinning in(long room, long size) {
        long steps = room / Math.max(1, size);
        return new Thinning(Math.clamp(Long.highestOneBit(Math.max(1, steps)), LEAST, MOST));
    }

    /// Of steps of an age, one in so many is kept.
    ///
    /// @param step from 1
    /// @param now the latest step
    public long stride(long step, long now) {
        long age = now - step;
        return step <= FIRST || age < whole ? 1 : 2 * Long.highestOneBit(age / whole);
    }

    /// Whether a step is kept.
    public boolean keeps(long step, long now) {
        return (step - 1) % stride(step, now) == 0;
    }

    /// Whether it is time to drop what is not to be kept: at steps that depend on nothing else, so that a training
    /// that was resumed keeps the same.
    public boolean due(long now) {
        return now % ((long) PAUSE * whole) == 0;
    }
}
