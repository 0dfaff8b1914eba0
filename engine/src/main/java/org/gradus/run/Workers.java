package org.gradus.run;

import java.util.concurrent.locks.LockSupport;
import org.gradus.kernel.Kernel;
import org.jspecify.annotations.Nullable;

/// A small pool of threads that run the shares of a kernel together with the caller.
///
/// A hand-over must cost less than a microsecond, so idle threads spin for a moment, then give way, then sleep.
/// One thread may use a pool at a time.
public final class Workers implements AutoCloseable {
    /// Looks at the clockless wait: some tens of microseconds of spinning, then turns given to other threads.
    private static final int SPINS = 1 << 14;

    private static final int YIELDS = 1 << 6;

    private final Worker[] others;
    private float[] scratch = {};

    private Workers(int threads) {
        others = new Worker[threads - 1];
        for (int i = 0; i < others.length; i++) others[i] = new Worker(i + 1, threads);
    }

    /// A pool of some threads, the caller's own among them; 1 starts none.
    public static Workers of(int threads) {
        if (threads < 1) throw new IllegalArgumentException("Workers: needs at least 1 thread, not " + threads);
        return new Workers(threads);
    }

    public int threads() {
        return others.length + 1;
    }

    /// Makes sure that every thread has scratch memory for a kernel.
    void reserve(int elements) {
        if (scratch.length < elements) scratch = new float[elements];
        for (Worker w : others) w.reserve(elements);
    }

    void run(Kernel kernel) {
        if (others.length == 0 || !kernel.splits()) {
            kernel.run(0, 1, scratch);
            return;
        }
        for (Worker w : others) w.start(kernel);
        try {
            kernel.run(0, threads(), scratch);
        } finally {
            for (Worker w : others) w.await();
        }
        for (Worker w : others) w.check();
    }

    /// Ends the threads; kernels can no longer be run.
    @Override
    public void close() {
        for (Worker w : others) w.stop();
    }

    private static final class Worker implements Runnable {
        private final int part;
        private final int parts;
        private final Thread thread;
        private float[] scratch = {};
        private @Nullable Kernel kernel;
        private @Nullable Throwable failure;
        /// The number of the last task given; written after the task.
        private volatile int given;
        /// The number of the last task done; written after its results.
        private volatile int done;

        private volatile boolean sleeping;
        private volatile boolean stopped;

        Worker(int part, int parts) {
            this.part = part;
            this.parts = parts;
            thread = Thread.ofPlatform().daemon().name("gradus-worker-" + part).unstarted(this);
            thread.start();
        }

        void reserve(int elements) {
            if (scratch.length < elements) scratch = new float[elements];
        }

        void start(Kernel next) {
            kernel = next;
            int task = given + 1;
            given = task;
            if (sleeping) LockSupport.unpark(thread);
        }

        @SuppressWarnings("ThreadPriorityCheck") // a hint to the scheduler, on which nothing relies
        void await() {
            int task = given;
            for (int i = 0; done != task; i++) {
                if (i < SPINS) Thread.onSpinWait();
                else Thread.yield();
            }
        }

        void check() {
            Throwable cause = failure;
            if (cause == null) return;
            failure = null;
            throw new IllegalStateException("Workers: a share of a kernel failed: " + cause.getMessage(), cause);
        }

        void stop() {
            stopped = true;
            LockSupport.unpark(thread);
        }

        @Override
        public void run() {
            while (next()) {
                try {
                    if (kernel != null) kernel.run(part, parts, scratch);
                } catch (Throwable e) {
                    failure = e;
                }
                done = given;
            }
        }

        /// Waits for a task; false when there will be none.
        @SuppressWarnings("ThreadPriorityCheck") // a hint to the scheduler, on which nothing relies
        private boolean next() {
            for (int i = 0; given == done; i++) {
                if (stopped) return false;
                if (i < SPINS) Thread.onSpinWait();
                else if (i < SPINS + YIELDS) Thread.yield();
                else sleep();
            }
            return true;
        }

        private void sleep() {
            sleeping = true;
            if (given == done && !stopped) LockSupport.park(this);
            sleeping = false;
        }
    }
}
