package org.gradus.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.gradus.run.Session;
import org.gradus.train.Trainer;
import org.junit.jupiter.api.Test;

class StopwatchTest {
    @Test
    void quantilesAreInterpolated() {
        Times times = Times.of(4, 1, 3, 2);
        assertThat(times.median()).isEqualTo(2.5);
        assertThat(Times.of(1, 1, 1, 9).mean()).isEqualTo(3);
        assertThat(times.quantile(0.1)).isEqualTo(1.3);
        assertThat(times.best()).isEqualTo(1);
        assertThat(times.quantile(1)).isEqualTo(4);
        assertThat(Times.all(List.of(times, Times.of(9))).median()).isEqualTo(3);
    }

    @Test
    void atLeastOneStepIsTimedAndShortOnesInGroups() {
        int[] steps = new int[1];
        assertThat(Stopwatch.time(() -> steps[0]++, Duration.ZERO).count()).isEqualTo(1);
        assertThat(steps[0]).isEqualTo(1);
        Times short1 = Stopwatch.time(() -> steps[0]++, Duration.ofMillis(5));
        assertThat(short1.count()).isLessThan(steps[0]);
    }

    @Test
    void stepsTakeTurns() {
        StringBuilder order = new StringBuilder();
        Stopwatch.inTurns(List.of(() -> order.append('a'), () -> order.append('b')), 3, Duration.ZERO);
        assertThat(order).hasToString("ababab");
    }

    @Test
    void aTrainingIsSteadyFromTheFirstFastWindowOn() {
        // three steps of 100 ms, then 30 of 50 ms
        List<Long> ends = new ArrayList<>(List.of(0L));
        for (int i = 0; i < 33; i++) ends.add(ends.getLast() + (i < 3 ? 100_000_000L : 50_000_000L));
        assertThat(Beginning.steady(ends)).isEqualTo(300_000_000L);
    }

    @Test
    void aProfileTimesEveryCallAndRunsTheSameStep() {
        try (Trainer trainer = Workload.of(Mlp.W1).trainer(Watch.PLAIN, 1);
                Trainer twin = Workload.of(Mlp.W1).trainer(Watch.PLAIN, 1)) {
            Session session = trainer.session();
            long[] nanos = new long[session.plan().calls().size()];
            trainer.step();
            session.run(System::nanoTime, nanos);
            twin.step();
            twin.session().run();
            assertThat(LongStream.of(nanos)).allMatch(n -> n >= 0).anyMatch(n -> n > 0);
            for (String name : trainer.store().names()) {
                assertThat(trainer.store().get(name).toDoubles())
                        .isEqualTo(twin.store().get(name).toDoubles());
            }
        }
        Profile profile = Profile.of(Mlp.W1, Watch.PLAIN, 1, Duration.ofMillis(40));
        assertThat(profile.lines().stream().mapToDouble(Profile.Line::share).sum())
                .isBetween(0.999, 1.001);
        assertThat(profile.lines().stream().mapToLong(Profile.Line::operations).sum())
                .isEqualTo(Mlp.W1.operations());
    }
}
