package org.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.gradus.kernel.Kernel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A pool runs each share of a kernel once, waits for all, and reports what went wrong.
class WorkersLaws {

    /// A kernel that is worth sharing.
    private interface Shared extends Kernel {
        @Override
        default boolean splits() {
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void everyShareIsRunOnce(int threads) {
        try (Workers workers = Workers.of(threads)) {
            for (int round = 0; round < 2000; round++) {
                AtomicInteger shares = new AtomicInteger(), runs = new AtomicInteger();
                workers.run(
                        (Shared) (part, parts, _) -> {
                            assertThat(parts).isEqualTo(threads);
                            shares.addAndGet(1 << part);
                            runs.incrementAndGet();
                        },
                        threads);
                assertThat(shares).hasValue((1 << threads) - 1);
                assertThat(runs).hasValue(threads);
            }
        }
    }

    @Test
    void aKernelThatIsNotWorthSharingRunsOnTheCaller() {
        try (Workers workers = Workers.of(3)) {
            Thread caller = Thread.currentThread();
            workers.run(
                    (_, parts, _) -> {
                        assertThat(Thread.currentThread()).isSameAs(caller);
                        assertThat(parts).isEqualTo(1);
                    },
                    3);
        }
    }

    @Test
    void sharesMayBeFewerThanThreadsAndChangeFromKernelToKernel() {
        try (Workers workers = Workers.of(4)) {
            for (int round = 0; round < 20_000; round++) {
                AtomicInteger runs = new AtomicInteger();
                int shares = 1 + round % 4;
                workers.run((Shared) (part, parts, _) -> runs.addAndGet(1 << part + 4 * parts), shares);
                assertThat(runs).hasValue((1 << shares) - 1 << 4 * shares);
            }
        }
    }

    @Test
    void sleepingThreadsWakeUp() throws InterruptedException {
        try (Workers workers = Workers.of(2)) {
            for (int round = 0; round < 3; round++) {
                AtomicInteger runs = new AtomicInteger();
                Thread.sleep(20);
                workers.run((Shared) (_, _, _) -> runs.incrementAndGet(), 2);
                assertThat(runs).hasValue(2);
            }
        }
    }

    @Test
    void theFailureOfAShareIsThrownAndThePoolGoesOn() {
        try (Workers workers = Workers.of(2)) {
            Shared fails = (part, _, _) -> {
                if (part == 1) throw new IndexOutOfBoundsException("Gather: no row 9");
            };
            assertThatThrownBy(() -> workers.run(fails, 2))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("Gather: no row 9");
            workers.run((Shared) (_, _, _) -> {}, 2);
        }
    }

    @Test
    void everyThreadHasItsOwnScratch() {
        try (Workers workers = Workers.of(3)) {
            workers.reserve(100);
            CyclicBarrier all = new CyclicBarrier(3);
            float[][] seen = new float[3][];
            workers.run(
                    (Shared) (part, _, scratch) -> {
                        seen[part] = scratch;
                        meet(all);
                    },
                    3);
            for (float[] s : seen) assertThat(s).hasSizeGreaterThanOrEqualTo(100);
            assertThat(seen[0]).isNotSameAs(seen[1]).isNotSameAs(seen[2]);
            assertThat(seen[1]).isNotSameAs(seen[2]);
        }
    }

    /// Waits until every share has been begun, each by a thread of its own.
    private static void meet(CyclicBarrier all) {
        try {
            all.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().equals("gradus-worker"))
                .count();
    }

    /// Pools that are used and then lost.
    private static void forget(int pools) {
        for (int i = 0; i < pools; i++) Workers.of(3).run((Shared) (_, _, _) -> {}, 3);
    }

    @Test
    void theThreadsOfForgottenPoolsEnd() throws InterruptedException {
        long before = threads();
        forget(50);
        for (int i = 0; i < 200 && threads() > before; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(threads()).isLessThanOrEqualTo(before);
    }

    @Test
    void aPoolNeedsAThread() {
        assertThatThrownBy(() -> Workers.of(0)).hasMessage("Workers: needs 1 to 32767 threads, not 0");
    }
}
