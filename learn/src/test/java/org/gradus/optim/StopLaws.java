package org.gradus.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandles;
import java.util.List;
import org.gradus.law.Laws;
import org.gradus.name.Examples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every rule that stops a training keeps to.
public class StopLaws {
    StopLaws() {}

    /// All of them, for a rule of one's own.
    public static void hold(Stop stop) {
        Laws.hold(MethodHandles.lookup(), stop);
    }

    static List<Stop> all() {
        return Examples.of(Stop.class);
    }

    @ParameterizedTest
    @MethodSource("all")
    void someSamplesAreHeldOutAndSomeAreTrainedOn(Stop stop) {
        assertThat(stop.validation()).isGreaterThan(0).isLessThan(1);
        assertThat(stop.held(1)).isZero();
        for (int samples : new int[] {2, 3, 10, 1000})
            assertThat(stop.held(samples)).isBetween(1, samples - 1);
    }

    @ParameterizedTest
    @MethodSource("all")
    void anEpochIsBetterByWhatItMonitors(Stop stop) {
        double better = stop.monitor() == Stop.Monitor.LOSS ? 1 : 3, worse = 4 - better;
        assertThat(stop.improves(better, worse)).isTrue();
        assertThat(stop.improves(worse, better)).isFalse();
        assertThat(stop.improves(2, 2)).isFalse();
        assertThat(stop.improves(Double.NaN, 2)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("all")
    void aTrainingDoesNotEndAtItsBestEpochAndGoesOnNoLongerThanItsPatience(Stop stop) {
        assertThat(stop.ends(0)).isFalse();
        boolean ended = false;
        for (int epochs = 0; epochs < 100; epochs++) {
            assertThat(stop.ends(epochs)).as("after " + epochs).isIn(ended, true);
            ended = stop.ends(epochs);
        }
    }
}
