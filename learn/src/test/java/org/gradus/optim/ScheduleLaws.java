package org.gradus.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gradus.law.Laws;
import org.gradus.name.Examples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every schedule keeps to, and the factors of each.
public class ScheduleLaws {
    ScheduleLaws() {}

    /// All of them, for a schedule of one's own.
    public static void hold(Schedule schedule) {
        Laws.hold(MethodHandles.lookup(), schedule);
    }

    static List<Schedule> all() {
        return Examples.of(Schedule.class);
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyStepMovesAndNoneMoreThanTheRate(Schedule schedule) {
        for (int steps : new int[] {1, 2, 30, 40, 41}) {
            assertThat(factors(schedule, steps)).allSatisfy(f -> assertThat(f).isBetween(1e-9, 1.0));
        }
    }

    @Test
    void aConstantRateIsConstant() {
        assertThat(factors(ConstantRate.of(), 4)).containsExactly(1.0, 1.0, 1.0, 1.0);
    }

    @Test
    void aWarmUpRisesInEqualStepsFromAboveZero() {
        assertThat(factors(new ConstantRate(4), 6)).containsExactly(0.25, 0.5, 0.75, 1.0, 1.0, 1.0);
        assertThat(factors(new ConstantRate(1), 2)).containsExactly(1.0, 1.0);
    }

    @Test
    void aStepDecayFallsByItsFactor() {
        assertThat(factors(new StepDecay(2, 0.5, 0), 6)).containsExactly(1.0, 1.0, 0.5, 0.5, 0.25, 0.25);
        assertThat(factors(new StepDecay(3, 0.5, 2), 5)).containsExactly(0.5, 1.0, 1.0, 0.5, 0.5);
        assertThat(StepDecay.of(10).factor(25, 30)).isCloseTo(0.01, within(1e-16));
    }

    @Test
    void aCosineFallsFromOneAlongHalfAWave() {
        assertThat(new CosineDecay(0, 0).factor(0, 8)).isEqualTo(1);
        assertThat(new CosineDecay(0, 0).factor(2, 8)).isCloseTo((1 + Math.sqrt(0.5)) / 2, within(1e-15));
        assertThat(new CosineDecay(0, 0).factor(4, 8)).isCloseTo(0.5, within(1e-15));
        assertThat(new CosineDecay(0.2, 0).factor(4, 8)).isCloseTo(0.6, within(1e-15));
        assertThat(new CosineDecay(0.2, 0).factor(8, 8)).isCloseTo(0.2, within(1e-15));
    }

    @Test
    void aCosineStartsWhereTheWarmUpEnds() {
        CosineDecay schedule = new CosineDecay(0, 4);
        assertThat(factors(schedule, 12)).startsWith(0.25, 0.5, 0.75, 1.0, 1.0);
        assertThat(schedule.factor(8, 12)).isCloseTo(0.5, within(1e-15));
    }

    @Test
    void impossibleSettingsAreRefusedByName() {
        assertThatThrownBy(() -> StepDecay.of(0)).hasMessage("every: expected at least 1, found 0");
        assertThatThrownBy(() -> new ConstantRate(-1)).hasMessageMatching("warmup: expected .*, found -1");
        assertThatThrownBy(() -> new CosineDecay(-0.1, 0)).hasMessageMatching("floor: expected .*, found -0.1");
        assertThatThrownBy(() -> new StepDecay(1, 0, 0)).hasMessageMatching("factor: expected .*, found 0.0");
    }

    private static Stream<Double> factors(Schedule schedule, int steps) {
        return IntStream.range(0, steps).mapToObj(step -> schedule.factor(step, steps));
    }
}
