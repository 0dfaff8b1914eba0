package org.gradus.speed;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Times a step that can be made again and again.
public final class Stopwatch {
    /// Shorter steps are timed several at once: reading the clock takes some 0.03 µs.
    private static final long LEAST = Duration.ofNanos(20_000).toNanos();

    /// The most times that one measurement keeps.
    private static final int KEPT = 1 << 16;

    private static final Duration CHUNK = Duration.ofMillis(150);

    /// Two medians that differ by less are alike.
    private static final double STEADY = 0.05;

    private static final int ALIKE = 2;
    private static final int SEEN = 30;

    /// How long steps are warmed up before a measurement that is not very short, at least; and how
    /// many times as long at most.
    private static final Duration WARM = Duration.ofMillis(800);

    private static final int PATIENCE = 5;

    /// Steps between two looks at what was allocated.
    private static final int COUNTED = 4;

    private Stopwatch() {}

    /// Makes steps for some time, at least one, and keeps how long they took. It allocates before the first step and
    /// after the last.
    public static Times time(Runnable step, Duration time) {
        double[] times = new double[KEPT];
        int n = 0, group = 1;
        long start = System.nanoTime(), before = start, end = start + time.toNanos();
        do {
            for (int i = 0; i < group; i++) step.run();
            long now = System.nanoTime(), taken = now - before;
            before = now;
            if (taken < LEAST && before < end) group *= 2;
            else times[n++] = taken / 1e3 / group;
        } while (before < end && n < KEPT);
        return Times.of(Arrays.copyOf(times, n));
    }

    /// Makes steps until they are as fast as they get, before they are timed for some time.
    ///
    /// @return the median of the last chunk
    public static double warmFor(Runnable step, Duration time, BooleanSupplier ready) {
        Duration least = time.compareTo(WARM) < 0 ? time : WARM;
        return warm(step, least, least.multipliedBy(PATIENCE), ready);
    }

    /// Makes steps until they are as fast as they get: until some medians in a row are alike, after as many steps as
    /// compilers need to see, and when who makes them is ready.
    ///
    /// @param least how long at least
    /// @param most when to be content with what there is
    /// @param ready whether nothing that makes steps faster is still under way
    /// @return the median of the last chunk
    public static double warm(Runnable step, Duration least, Duration most, BooleanSupplier ready) {
        int[] made = new int[1];
        Runnable counted = () -> {
            step.run();
            made[0]++;
        };
        Duration chunk = least.compareTo(CHUNK) < 0 ? least : CHUNK;
        long start = System.nanoTime();
        double before = Double.POSITIVE_INFINITY;
        for (int alike = 0; ; ) {
            double median = time(counted, chunk).median();
            alike = Math.abs(median / before - 1) < STEADY ? alike + 1 : 0;
            long taken = System.nanoTime() - start;
            boolean steady = alike >= ALIKE && made[0] >= SEEN && taken > least.toNanos() && ready.getAsBoolean();
            if (steady || taken > most.toNanos()) return median;
            before = median;
        }
    }

    /// Times several steps in turns, so that what disturbs the machine disturbs them all alike.
    ///
    /// @return for each round, the times of each step
    public static List<List<Times>> inTurns(List<Runnable> steps, int rounds, Duration each) {
        List<List<Times>> all = new ArrayList<>();
        for (int r = 0; r < rounds; r++) {
            List<Times> round = new ArrayList<>();
            for (Runnable step : steps) round.add(time(step, each));
            all.add(round);
        }
        return all;
    }

    /// The bytes that a step allocates on all threads, the least of a few measurements of several steps.
    public static long allocated(Runnable step) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long counting = -threads.getTotalThreadAllocatedBytes() + threads.getTotalThreadAllocatedBytes();
            long before = threads.getTotalThreadAllocatedBytes();
            for (int k = 0; k < COUNTED; k++) step.run();
            long bytes = threads.getTotalThreadAllocatedBytes() - before - counting;
            least = Math.min(least, Math.max(0, bytes) / COUNTED);
        }
        return least;
    }
}
