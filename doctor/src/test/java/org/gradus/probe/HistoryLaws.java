package org.gradus.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.gradus.runs.Thinning;
import org.junit.jupiter.api.Test;

/// What of a long training is kept, and what is still known of all of it.
final class HistoryLaws {
    /// So many layers that frames are kept of two thousand steps only.
    private static final List<String> LAYERS =
            IntStream.range(0, 800).mapToObj(i -> "dense" + i).toList();

    @Test
    void whatBeginsAtALaterStepCountsFromThere() {
        History history = new History(LAYERS, List.of());
        float[] numbers = new float[history.width()];
        for (int step = 5_001; step <= 14_000; step++) history.add(step, step, 0.5, true, numbers);
        assertThat(history.made()).isEqualTo(9_000);
        assertThat(history.meanLoss(8_936, 9_000)).isEqualTo(14_000 - 31.5);
    }

    @Test
    void aHistoryThatIsTooLongKeepsTheFirstStepsTheLatestAndSomeBetween() {
        History history = new History(LAYERS, List.of());
        float[] numbers = new float[history.width()];
        int last = 9_000;
        for (int step = 1; step <= last; step++) {
            numbers[History.place(Field.SIGNAL, 799)] = step;
            history.add(step, step, 0.5, step % 2 == 0, numbers);
        }
        assertThat(history.size()).isLessThanOrEqualTo(2048);
        List<Long> steps =
                IntStream.range(0, history.size()).mapToObj(history::step).toList();
        assertThat(steps).isSorted().doesNotHaveDuplicates();
        assertThat(steps)
                .startsWith(LongStream.rangeClosed(1, Thinning.FIRST).boxed().toArray(Long[]::new))
                .endsWith(LongStream.rangeClosed(last - 63, last).boxed().toArray(Long[]::new));
        assertThat(steps).as("from every thousand").satisfies(kept -> {
            for (long from = 0; from < last; from += 1000) {
                long at = from;
                assertThat(kept).anyMatch(step -> step > at && step <= at + 1000);
            }
        });
        assertThat(history.made()).isEqualTo(last);
        assertThat(history.meanLoss(last - 64, last)).isEqualTo(last - 31.5);
        assertThat(history.meanLoss(last / 2, last * 3 / 4)).isBetween(last / 2.0, last * 3 / 4.0);
        for (int i = 0; i < history.size(); i++) {
            long step = history.step(i);
            assertThat(history.loss(i)).isEqualTo((double) step);
            assertThat(history.finite(i)).isEqualTo(step % 2 == 0);
            assertThat(history.get(Field.SIGNAL, i, 799)).isEqualTo((double) step);
        }
    }

    @Test
    void whatWasKnownAfterAStepEndsThere() {
        History history = new History(List.of("dense1"), List.of());
        float[] numbers = new float[history.width()];
        for (int step = 2; step <= 20; step += 2) {
            numbers[History.place(Field.SIGNAL, 0)] = step;
            history.add(step, step, 0.5, true, numbers);
        }
        History past = history.until(7);
        assertThat(past.size()).isEqualTo(3);
        assertThat(past.step(2)).isEqualTo(6);
        assertThat(past.get(Field.SIGNAL, 2, 0)).isEqualTo(6);
        assertThat(history.until(8).step(3)).isEqualTo(8);
        assertThat(history.until(0).size()).isEqualTo(1);
        assertThat(history.until(100).size()).isEqualTo(history.size()).isEqualTo(10);
    }

    @Test
    void whatWasKnownStaysAsItWasWhenTheHistoryGrowsAndIsThinned() {
        History history = new History(LAYERS, List.of());
        float[] numbers = new float[history.width()];
        for (int step = 1; step <= 2_000; step++) history.add(step, step, 0.5, true, numbers);
        History past = history.snapshot();
        for (int step = 2_001; step <= 5_000; step++) history.add(step, step, 0.5, true, numbers);
        assertThat(history.made()).isEqualTo(5_000);
        assertThat(past.size()).isEqualTo(2_000);
        for (int i = 0; i < past.size(); i++) assertThat(past.step(i)).isEqualTo(i + 1);
    }
}
