package org.gradus.run;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.gradus.kernel.Kernel;
import org.jspecify.annotations.Nullable;

/// A small pool of threads that run the shares of a kernel together with the caller.
///
/// A hand-over must cost less than a microsecond, so idle threads spin for a moment, then give way, then sleep. Shares
/// are taken, not given: what no thread has begun, the caller does itself, so a busy machine costs little more than
/// the help that does not come. One thread may use a pool at a time. The threads of a pool that nobody can use any
/// more end by themselves.
public final class Workers implements AutoCloseable {
    /// Looks at the clockless wait: about a millisecond of spinning, then turns given to other threads.
    private static final int SPINS = 1 << 13;

    private static final int YIELDS = 1 << 6;
    /// Elements from which scratch memory is worth a region of its own.
    private static final int LARGE = 1 << 14;

    /// The most threads of a pool, so that shares can be counted in 15 bits.
    private static final int MOST = Short.MAX_VALUE;

    /// Ends the threads of pools that were forgotten.
    private static final Cleaner FORGOTTEN = Cleaner.create();

    private final int threads;
    private final Crew crew;
    private final Cleaner.Cleanable end;
    private float[] scratch = {};

    private Workers(int threads) {
        this.threads = threads;
        Crew started = new Crew(threads - 1);
        crew = started;
        end = threads == 1 ? () -> {} : FORGOTTEN.register(this, started::end);
    }

    /// A pool of some threads, the caller's own among them; 1 starts none.
    public static Workers of(int threads) {
        if (threads < 1 || threads > MOST) {
            throw new IllegalArgumentException("Workers: needs 1 to " + MOST + " threads, not " + threads);
        }
        return new Workers(threads);
    }

    public int threads() {
        return threads;
    }

    /// Makes sure that every thread has scratch memory for a kernel; not while one runs.
    void reserve(int elements) {
        if (scratch.length < elements) scratch = memory(elements);
        for (Worker w : crew.workers) if (w.memory.length < elements) w.memory = memory(elements);
    }

    /// Large blocks of scratch memory are so large that the collector gives them regions of their own, where they begin
    /// at a fixed distance from a cache line and are never moved; see [Kernel#ALIGNED].
    private static float[] memory(int elements) {
        return new float[elements < LARGE ? elements : Math.max(elements, 1 << 20)];
    }

    /// Runs a kernel in as many shares as threads may take part.
    void run(Kernel next, int shares) {
        if (shares == 1 || !next.splits()) next.run(0, 1, scratch);
        else crew.run(next, shares, scratch);
        next.finish();
    }

    /// Ends the threads; kernels can no longer be run.
    @Override
    public void close() {
        end.clean();
    }

    /// The other threads and what they share with the caller. It knows nothing of the pool, which can therefore be
    /// forgotten while they sleep.
    private static final class Crew {
        private final Worker[] workers;
        /// The number of the task in the high half; below it the number of its shares, and the next share to be taken.
        /// All in one, so that no one takes a share of one task by the numbers of another.
        private final AtomicLong ticket = new AtomicLong();

        private final AtomicInteger unfinished = new AtomicInteger();
        /// The task; written before its ticket.
        private @Nullable Kernel kernel;

        private volatile @Nullable Throwable failure;
        private volatile boolean ended;

        Crew(int size) {
            workers = new Worker[size];
            for (int i = 0; i < size; i++) workers[i] = new Worker(this);
            for (Worker w : workers) w.thread.start();
        }

        void run(Kernel next, int shares, float[] memory) {
            kernel = next;
            unfinished.set(shares);
            ticket.set((ticket.get() >>> 32) + 1 << 32 | (long) shares << 16);
            for (int i = 0; i < shares - 1; i++) workers[i].wake();
            work(memory);
            await();
            Throwable cause = failure;
            failure = null;
            if (cause instanceof RuntimeException e) throw e;
            if (cause instanceof Error e) throw e;
        }

        /// Whether a share waits to be taken.
        boolean open() {
            return open(ticket.get());
        }

        private static boolean open(long ticket) {
            return share(ticket) < shares(ticket);
        }

        private static int share(long ticket) {
            return (int) ticket & 0xFFFF;
        }

        private static int shares(long ticket) {
            return (int) ticket >>> 16;
        }

        /// Takes shares until none is left.
        void work(float[] memory) {
            for (long t = ticket.get(); open(t); t = ticket.get()) {
                Kernel task = kernel;
                if (!ticket.compareAndSet(t, t + 1) || task == null) continue;
                try {
                    task.run(share(t), shares(t), memory);
                } catch (RuntimeException | Error e) {
                    failure = e;
                }
                unfinished.decrementAndGet();
            }
        }

        /// Waits for the shares that other threads have taken.
        @SuppressWarnings("ThreadPriorityCheck") // a hint to the scheduler, on which nothing relies
        private void await() {
            for (int i = 0; unfinished.get() > 0; i++) {
                if (i < SPINS) Thread.onSpinWait();
                else Thread.yield();
            }
        }

        void end() {
            ended = true;
            for (Worker w : workers) LockSupport.unpark(w.thread);
        }
    }

    private static final class Worker implements Runnable {
        private final Crew crew;
        private final Thread thread =
                Thread.ofPlatform().daemon().name("gradus-worker").unstarted(this);
        private float[] memory = {};
        private volatile boolean sleeping;

        Worker(Crew crew) {
            this.crew = crew;
        }

        void wake() {
            if (sleeping) LockSupport.unpark(thread);
        }

        @Override
        @SuppressWarnings("ThreadPriorityCheck") // a hint to the scheduler, on which nothing relies
        public void run() {
            for (int i = 0; !crew.ended; i++) {
                if (crew.open()) {
                    crew.work(memory);
                    i = 0;
                } else if (i < SPINS) Thread.onSpinWait();
                else if (i < SPINS + YIELDS) Thread.yield();
                else sleep();
            }
        }

        private void sleep() {
            sleeping = true;
            if (!crew.open() && !crew.ended) LockSupport.park(this);
            sleeping = false;
        }
    }
}
