package org.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

/// The number of threads is the one that proved fastest, and follows the machine; time is simulated.
class PaceLaws {
    private static long free(int threads) {
        return 1_000_000 / threads;
    }

    private static long taken(int threads) {
        return 1_000_000L * threads;
    }

    /// Runs, each as long as a machine needs with that many threads; returns the time of all.
    private static long run(Pace pace, int runs, IntToLongFunction machine) {
        long all = 0;
        for (int i = 0; i < runs; i++) {
            long nanos = machine.applyAsLong(pace.threads());
            pace.took(nanos);
            all += nanos;
        }
        return all;
    }

    /// The number of threads of most of the next runs.
    private static int usual(Pace pace, IntToLongFunction machine) {
        int[] counts = new int[17];
        for (int i = 0; i < 500; i++) {
            counts[pace.threads()]++;
            run(pace, 1, machine);
        }
        int usual = 0;
        for (int i = 1; i < counts.length; i++) if (counts[i] > counts[usual]) usual = i;
        assertThat(counts[usual]).as("runs of the usual number").isGreaterThan(450);
        return usual;
    }

    @Test
    void aFreeMachineGivesAllItsThreads() {
        for (int most : new int[] {1, 2, 3, 4, 6, 16}) {
            Pace pace = new Pace(most);
            run(pace, 100, PaceLaws::free);
            assertThat(usual(pace, PaceLaws::free)).isEqualTo(most);
        }
    }

    @Test
    void onceACoreIsTakenOneThreadGoesOnAloneAndComesBackLater() {
        Pace pace = new Pace(2);
        run(pace, 1000, PaceLaws::free);
        long slow = run(pace, 1000, PaceLaws::taken);
        assertThat(usual(pace, PaceLaws::taken)).isEqualTo(1);
        assertThat(slow).as("against one thread").isLessThan(1_000 * 1_020_000L);
        run(pace, 10_000, PaceLaws::free);
        assertThat(usual(pace, PaceLaws::free)).isEqualTo(2);
    }

    @Test
    void threadsThatDoNotHelpAreLeftToOthers() {
        Pace pace = new Pace(4);
        run(pace, 100, _ -> 1_000);
        assertThat(usual(pace, _ -> 1_000)).isEqualTo(1);
    }

    @Test
    void comparingCostsATwoHundredthInTheLongRun() {
        Pace pace = new Pace(2);
        run(pace, 10_000, PaceLaws::free);
        assertThat(run(pace, 100_000, PaceLaws::free)).isLessThan(100_000L * 503_000);
    }

    @Test
    void aSingleSlowRunChangesNothing() {
        Pace pace = new Pace(2);
        run(pace, 1000, PaceLaws::free);
        run(pace, 2, PaceLaws::taken);
        assertThat(usual(pace, PaceLaws::free)).isEqualTo(2);
    }
}
