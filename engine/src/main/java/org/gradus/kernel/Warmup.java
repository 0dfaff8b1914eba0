package org.gradus.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Makes fast twins fast.
///
/// Before the JVM's second compiler has seen to it, a loop by the Vector API is a hundred to ten thousand times slower
/// than plain Java. So work begins with the plain twins, and a thread apart calls the fast ones until they are
/// compiled: mostly with as good as nothing to do, since calls are what the compiler counts, and now and then
/// with a little, from which it learns where a loop goes. Doing more would keep the compilers busy with the insides
/// of the Vector API: a second of their time for a deep network.
///
/// A twin is taken into use when it has proved fast, and not before: in less time than the plain one, and in no more
/// than its vector operations may take, since the plain one may not be compiled yet either. It goes on being looked at
/// for a while, and is put back if it has become slow: compilers change their minds. One that they failed to turn into
/// vector code, as happens once in a while, is never used. All twins give the same bits, so no one can tell but by the
/// clock.
final class Warmup {
    /// Calls in a turn of a twin that is not compiled yet, and of these with something to do.
    private static final int CALLS = 400, TINY_CALLS = 2;
    /// Calls after which a twin has only the compiler to wait for. Calls go on even then: the compilers count
    /// anew for each of their levels.
    private static final int ENOUGH_CALLS = 200_000;
    /// What a vector operation may take in the end, in nanoseconds: a division takes 5, one whose vectors are boxed 15
    /// or more; and what a call may take beside them.
    private static final int OPERATION = 3, CALL = 300;
    /// A fast twin must take less than this part of the plain one's time, so many times in a row.
    private static final double FASTER = 0.8;

    private static final int PROOFS = 3;
    /// A twin that so often was as fast as it should be, and yet no faster than the plain one, is given up:
    /// the compiler made vector code of that too.
    private static final int TIES = 50;
    /// What a plain twin may take.
    private static final long UNBOUND = Long.MAX_VALUE / 16;
    /// Runs that are timed together.
    private static final int TIMED = 64;
    /// Looks at a twin in use, and the nanoseconds from one to the next.
    private static final int LOOKS = 4;

    private static final long BETWEEN_LOOKS = 500_000_000;
    /// Nanoseconds between turns, in which the compilers work. For a twin that has only them to wait for they
    /// grow by a factor from one turn to the next, up to a longest.
    private static final long PAUSE = 2_000_000, LONGEST_PAUSE = 250_000_000;

    private static final double LONGER = 1.1;

    private final Queue<Supplier<Trial>> waiting = new ArrayDeque<>();
    private final long patience;
    private boolean running;
    private int trials;

    /// @param patience the nanoseconds after which a twin that has not become faster is given up
    Warmup(long patience) {
        this.patience = patience;
    }

    /// How much a twin is to do.
    enum Amount {
        /// As good as nothing: a call is what counts.
        NOTHING,
        /// As little as can be, since the interpreter takes microseconds for a vector, but along all paths: what a loop
        /// has never done the compiler leaves out, and must begin again when it does.
        TINY,
        /// A small problem.
        SOME
    }

    /// A twin with something to do.
    @FunctionalInterface
    interface Problem {
        /// Does it once.
        void run(Amount amount);
    }

    /// A twin that is called until it is faster than its plain one.
    private static final class Trial {
        private final Problem fast;
        private final Problem plain;
        private final long bound;
        private final Consumer<Boolean> use;
        private final long end;
        private int calls;
        private int proofs;
        private int ties;
        private int looks;
        private long pause = PAUSE;
        private long next;

        Trial(Problem fast, Problem plain, int operations, Consumer<Boolean> use, long patience) {
            this.fast = fast;
            this.plain = plain;
            this.use = use;
            bound = CALL + (long) OPERATION * operations;
            end = System.nanoTime() + patience;
        }

        /// One turn.
        ///
        /// @return whether it was the last
        boolean turn() {
            if (System.nanoTime() < next) return false;
            if (proved()) return look();
            proofs = compiled() && fast() ? proofs + 1 : 0;
            if (proved()) {
                use.accept(true);
                next = System.nanoTime() + BETWEEN_LOOKS;
                return false;
            }
            if (proofs == 0 && calls >= ENOUGH_CALLS) {
                next = System.nanoTime() + pause;
                pause = Math.min(LONGEST_PAUSE, (long) (LONGER * pause));
            }
            return ties >= TIES || System.nanoTime() > end;
        }

        /// Whether it has something to do at once.
        boolean proving() {
            return proofs > 0 && !proved();
        }

        boolean proved() {
            return proofs == PROOFS;
        }

        /// Looks at a twin in use.
        private boolean look() {
            next = System.nanoTime() + BETWEEN_LOOKS;
            // it may have been interrupted once or twice
            for (int i = 0; i < PROOFS; i++) if (fast()) return ++looks == LOOKS;
            use.accept(false);
            proofs = 0;
            next = 0;
            return false;
        }

        /// Calls it some times, and tells whether a tiny problem already takes no longer than a small one may.
        private boolean compiled() {
            for (int i = 0; i < CALLS; i++) fast.run(Amount.NOTHING);
            calls += CALLS;
            long least = Long.MAX_VALUE;
            for (int i = 0; i < TINY_CALLS; i++) {
                long start = System.nanoTime();
                fast.run(Amount.TINY);
                least = Math.min(least, System.nanoTime() - start);
            }
            return least < bound;
        }

        private boolean fast() {
            double mine = time(fast, bound);
            if (mine >= bound) return false;
            if (mine < FASTER * time(plain, UNBOUND)) return true;
            ties++;
            return false;
        }

        /// Nanoseconds of a run, found by several unless the first take much longer than they may.
        private static double time(Problem twin, long bound) {
            for (int i = 0; i < TINY_CALLS; i++) {
                long start = System.nanoTime();
                twin.run(Amount.SOME);
                // a first call may wait for memory, or be interrupted
                if (i == TINY_CALLS - 1 && System.nanoTime() - start > 4 * bound) return Double.POSITIVE_INFINITY;
            }
            long start = System.nanoTime();
            for (int i = 0; i < TIMED; i++) twin.run(Amount.SOME);
            return (double) (System.nanoTime() - start) / TIMED;
        }
    }

    /// Has a fast twin compiled and compared with its plain one.
    ///
    /// @param make makes the fast twin on a small problem; called by the thread that warms up
    /// @param plain runs the plain twin on an equal problem
    /// @param operations the vector operations of the small problem, about
    /// @param use told whether the fast twin is to be used, once it has proved fast and when it no longer is
    synchronized void add(Supplier<Problem> make, Problem plain, int operations, Consumer<Boolean> use) {
        waiting.add(() -> new Trial(make.get(), plain, operations, use, patience));
        trials++;
        if (running) return;
        running = true;
        Thread.ofPlatform().daemon().name("gradus-warmup").start(this::work);
    }

    /// Whether nothing waits to be made fast.
    synchronized boolean done() {
        return trials == 0;
    }

    private synchronized List<Trial> begun() {
        List<Trial> begun = waiting.stream().map(Supplier::get).toList();
        waiting.clear();
        return begun;
    }

    /// Takes note of the trials that are still undecided, and of whether the thread may end.
    private synchronized boolean ends(List<Trial> all) {
        trials = waiting.size() + (int) all.stream().filter(t -> !t.proved()).count();
        if (all.isEmpty() && waiting.isEmpty()) running = false;
        return !running;
    }

    private void work() {
        List<Trial> all = new ArrayList<>();
        do {
            all.addAll(begun());
            all.removeIf(Trial::turn);
            if (all.stream().noneMatch(Trial::proving)) LockSupport.parkNanos(PAUSE);
        } while (!ends(all));
    }
}
