package org.gradus.run;

import java.util.Arrays;

/// How many threads the runs of a plan use: as many as proved fastest when they were last compared.
///
/// Results do not depend on the number of threads, so it may be chosen by the clock. A comparison runs the plan a few
/// times with 1, 2, 4 … threads. The next comes when runs have become much slower than they were then (another program
/// has taken a core, say), and now and then in any case: as seldom as makes the time lost by comparing a two-hundredth
/// of all.
final class Pace {
    /// Runs of each number of threads in a comparison; their median counts.
    private static final int RUNS = 3;
    /// Runs until the first comparison.
    private static final int SOON = 8;
    /// The time between comparisons, in times of what the last has lost; it doubles at most from one to the next, since
    /// the first runs of a program say little about later ones.
    private static final int SELDOM = 200;
    /// … and at least this many times as long as a comparison.
    private static final int LEAST = 20;
    /// More threads must be faster by this factor, or they are left to others.
    private static final double WORTHWHILE = 0.97;
    /// Runs that take longer than this factor of what was measured are slow; [#RUNS] of them in a row call for a
    /// comparison.
    private static final double SLOW = 1.5;

    /// The numbers of threads to compare, the least first.
    private final int[] choices;

    private final long[] samples = new long[RUNS];
    private final long[] measured;
    /// The place of the number of threads in use among the choices.
    private int best;
    /// The runs of the present comparison, or -1 between comparisons.
    private int comparing = -1;

    private int runs;
    private int slow;
    /// Nanoseconds of the present comparison.
    private long spent;

    /// Nanoseconds until the next comparison, and between the last two.
    private long untilNext;

    private long interval;

    /// @param most the threads there are
    Pace(int most) {
        int doublings = 32 - Integer.numberOfLeadingZeros(most - 1);
        choices = new int[doublings + 1];
        for (int i = 0; i <= doublings; i++) choices[i] = Math.min(1 << i, most);
        measured = new long[choices.length];
        best = doublings;
    }

    /// The threads for the next run.
    int threads() {
        return choices[comparing < 0 ? best : comparing / RUNS];
    }

    /// Takes note of how long the latest run took.
    void took(long nanos) {
        if (choices.length == 1) return;
        if (comparing >= 0) compared(nanos);
        else watched(nanos);
    }

    private void watched(long nanos) {
        untilNext -= nanos;
        slow = measured[best] > 0 && nanos > SLOW * measured[best] ? slow + 1 : 0;
        if (slow == RUNS) interval = SOON * nanos;
        if (++runs >= SOON && (slow == RUNS || untilNext <= 0)) {
            comparing = 0;
            spent = 0;
        }
    }

    private void compared(long nanos) {
        samples[comparing % RUNS] = nanos;
        spent += nanos;
        if (++comparing % RUNS != 0) return;
        Arrays.sort(samples);
        measured[comparing / RUNS - 1] = samples[RUNS / 2];
        if (comparing < RUNS * choices.length) return;
        best = 0;
        for (int i = 1; i < choices.length; i++) if (measured[i] < WORTHWHILE * measured[best]) best = i;
        long lost = spent - comparing * measured[best];
        long wanted = Math.max(SELDOM * lost, LEAST * spent);
        interval = Math.min(wanted, 2 * Math.max(interval, SOON * measured[best]));
        untilNext = interval;
        comparing = -1;
        runs = 0;
        slow = 0;
    }
}
