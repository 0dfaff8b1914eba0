package org.gradus.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Makes fast twins fast.
///
/// Before the JVM's compiler has seen to it, a loop by the Vector API is a hundred to ten thousand times slower than
/// plain Java. So work begins with the plain twins, and a thread apart runs the fast ones on small problems, which has
/// them compiled. A twin is taken into use when it has proved faster than the plain one, and not before: one that the
/// compiler failed to turn into vector code, as happens once in a while, is never used. All twins give the same bits,
/// so no one can tell but by the clock.
final class Warmup {
    /// Nanoseconds for which a twin is run before the next has its turn.
    private static final long TURN = 500_000;
    /// A fast twin must take less than this part of the plain one's time, so many times in a row.
    private static final double FASTER = 0.8;

    private static final int PROOFS = 2;
    /// Runs after which a twin has only the compiler to wait for, which may be busy: it is run less often from then on,
    /// and given up when [#patience] is over.
    private static final int ENOUGH_RUNS = 20_000;

    private static final long PAUSE = 20_000_000;
    /// Runs after which the JVM's first compiler takes up a method.
    private static final int TINY_RUNS = 256;
    /// … and the second.
    private static final int FIRST_RUNS = 1000;
    /// Runs of a turn at most.
    private static final int MOST_AT_ONCE = 256;

    private final Queue<Supplier<Trial>> waiting = new ArrayDeque<>();
    private final long patience;
    private boolean running;

    /// @param patience the nanoseconds after which a twin that has not become faster is given up
    Warmup(long patience) {
        this.patience = patience;
    }

    /// A twin with something to do.
    @FunctionalInterface
    interface Problem {
        /// Does it once.
        ///
        /// @param tiny as little of it as can be: the interpreter takes microseconds for a vector, and what
        ///     counts for the compiler at first is the number of runs
        void run(boolean tiny);
    }

    /// A twin that is run in turns with its plain one until it is faster.
    private static final class Trial {
        private final Problem fast;
        private final Problem plain;
        private final Runnable ready;
        private final long end;
        private int runs;
        private int proofs;

        Trial(Problem fast, Problem plain, Runnable ready, long patience) {
            this.fast = fast;
            this.plain = plain;
            this.ready = ready;
            end = System.nanoTime() + patience;
        }

        boolean waits() {
            return runs >= ENOUGH_RUNS;
        }

        /// One turn.
        ///
        /// @return whether it was the last
        boolean turn() {
            for (; runs < TINY_RUNS; runs++) fast.run(true);
            for (; runs < FIRST_RUNS; runs++) fast.run(false);
            double mine = time(fast), other = time(plain);
            proofs = mine < FASTER * other ? proofs + 1 : 0;
            if (proofs == PROOFS) ready.run();
            return proofs == PROOFS || waits() && System.nanoTime() > end;
        }

        /// Nanoseconds of a run.
        private double time(Problem twin) {
            long start = System.nanoTime(), now = start;
            int count = 0;
            for (; now - start < TURN && count < MOST_AT_ONCE; now = System.nanoTime()) {
                twin.run(false);
                count++;
            }
            runs += count;
            return (double) (now - start) / count;
        }
    }

    /// Has a fast twin compiled and compared with its plain one.
    ///
    /// @param make makes the fast twin on a small problem; called by the thread that warms up
    /// @param plain runs the plain twin on an equal problem
    /// @param ready called once the fast twin has proved faster
    synchronized void add(Supplier<Problem> make, Problem plain, Runnable ready) {
        waiting.add(() -> new Trial(make.get(), plain, ready, patience));
        if (running) return;
        running = true;
        Thread.ofPlatform().daemon().name("gradus-warmup").start(this::work);
    }

    /// Whether nothing waits to be made fast.
    synchronized boolean done() {
        return !running;
    }

    private synchronized List<Trial> begun() {
        List<Trial> begun = waiting.stream().map(Supplier::get).toList();
        waiting.clear();
        return begun;
    }

    /// Whether there is nothing left to do, and so the thread may end.
    private synchronized boolean ends(boolean idle) {
        if (idle && waiting.isEmpty()) running = false;
        return !running;
    }

    private void work() {
        List<Trial> trials = new ArrayList<>();
        do {
            trials.addAll(begun());
            trials.removeIf(Trial::turn);
            if (!trials.isEmpty() && trials.stream().allMatch(Trial::waits)) LockSupport.parkNanos(PAUSE);
        } while (!ends(trials.isEmpty()));
    }
}
