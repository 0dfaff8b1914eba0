package org.gradus.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Finding;
import org.gradus.detect.Odds;
import org.junit.jupiter.api.Test;

/// Fitted odds are as often right as they say.
class CalibrationLaws {
    private static final List<String> CAUSES = List.of("lr-too-low", "clipping", "adam-epsilon");
    private static final int NETWORKS = 3000;

    private static Odds.Contender contender(String cause, double gain) {
        return new Odds.Contender(cause, 0.9, gain, true, false);
    }

    /// Networks of which the truth is drawn with known odds.
    private static List<Calibration.Observation> drawn(Odds odds) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        List<Calibration.Observation> drawn = new ArrayList<>();
        for (int n = 0; n < NETWORKS; n++) {
            List<Odds.Contender> contenders = new ArrayList<>();
            for (String cause : CAUSES) {
                if (random.nextDouble() < 0.7) contenders.add(contender(cause, random.nextDouble()));
            }
            double[] p = odds.probabilities(contenders);
            double u = random.nextDouble();
            String truth = "none";
            for (int i = 0; i < p.length && truth.equals("none"); i++) {
                u -= p[i];
                if (u < 0) truth = contenders.get(i).cause();
            }
            drawn.add(new Calibration.Observation(truth, contenders));
        }
        return drawn;
    }

    private static Odds known() {
        Properties weights = new Properties();
        weights.setProperty("gain", "2");
        weights.setProperty("lead", "3");
        weights.setProperty("prior.clipping", "1");
        weights.setProperty("prior.lr-too-low", "-1");
        return Odds.of(weights);
    }

    @Test
    void oddsThatWereDrawnAreFound() {
        Odds truth = known();
        Odds fitted = Odds.of(Calibration.fit(drawn(truth)));
        for (double gain : new double[] {0.1, 0.4, 0.8}) {
            List<Odds.Contender> contenders = List.of(contender("lr-too-low", 0.6), contender("clipping", gain));
            double[] expected = truth.probabilities(contenders), found = fitted.probabilities(contenders);
            for (int i = 0; i < expected.length; i++)
                assertThat(found[i]).as("gain %s, %d", gain, i).isCloseTo(expected[i], within(0.05));
        }
    }

    @Test
    void theFileIsReadAsItWasWritten() throws IOException {
        Properties weights = Calibration.fit(drawn(known())), read = new Properties();
        read.load(new StringReader(Calibration.lines(weights)));
        List<Odds.Contender> contenders = List.of(contender("lr-too-low", 0.6), contender("clipping", 0.3));
        assertThat(Odds.of(read).probabilities(contenders))
                .containsExactly(Odds.of(weights).probabilities(contenders), within(1e-9));
    }

    /// By hand: 2 of 8 failed where the cause was right, 3 of 3 where it was wrong.
    @Test
    void aFailureWeighsByHowMuchOftenerItHappensToWrongCauses() {
        List<Repair> repairs = new ArrayList<>();
        for (int i = 0; i < 8; i++) repairs.add(repair("clipping", i < 2, 1));
        for (int i = 0; i < 3; i++) repairs.add(repair("lr-too-low", true, 1));
        for (int i = 0; i < 9; i++) repairs.add(repair("lr-too-low", false, 0));
        assertThat(Calibration.refuted(repairs)).isCloseTo(Math.log(3 / 10.0 / (4 / 5.0)), within(1e-12));
        assertThat(Calibration.refuted(List.of())).isZero();
    }

    private static Repair repair(String named, boolean refuted, int shams) {
        return new Repair(
                World.CLEAN,
                Family.TRAIN,
                "clipping",
                "",
                1,
                Said.NOTHING,
                1,
                0,
                named,
                "none",
                0,
                "none",
                0,
                false,
                false,
                0,
                refuted,
                shams,
                0,
                1);
    }

    @Test
    void aRefutedCauseFallsAndTheOthersRiseInItsPlace() {
        Properties weights = new Properties();
        weights.setProperty(Odds.REFUTED, String.valueOf(Math.log(0.1)));
        Finding.Found found = new Finding.Found(
                Finding.Severity.ILL, 0.9, List.of(), 0, List.of(), List.of(), "a headline", "a reason");
        List<Diagnosis> before = List.of(diagnosis("clipping", found, 0.6), diagnosis("lr-too-low", found, 0.3));
        List<Diagnosis> after = Odds.of(weights).refuted(before, List.of(before.getFirst()));
        assertThat(after).extracting(Diagnosis::cause).containsExactly("lr-too-low", "clipping");
        double left = 0.06 / 0.46;
        assertThat(after.getLast().sure()).isCloseTo(left, within(1e-12));
        assertThat(after.getFirst().sure()).isCloseTo(0.3 * (1 - left) / 0.4, within(1e-12));
    }

    private static Diagnosis diagnosis(String cause, Finding.Found found, double sure) {
        return new Diagnosis(cause, found, new Odds.Contender(cause, 0.9, 0.5, true, false), sure, List.of());
    }

    @Test
    void aCauseThatStoodItsTrialIsLikelierAndNeverLessThanItWas() {
        Properties weights = new Properties();
        weights.setProperty(Odds.PROVEN, String.valueOf(Math.log(4)));
        assertThat(Odds.of(weights).proven(0.5)).isCloseTo(0.8, within(1e-12));
        assertThat(Odds.of(new Properties()).proven(0.999999)).isEqualTo(0.999999);
    }

    @Test
    void probabilitiesLeaveRoomForNoneOfThese() {
        double[] p = Odds.fitted().probabilities(List.of(contender("clipping", 0.1), contender("lr-too-low", 0.1)));
        assertThat(p[0] + p[1]).isGreaterThan(0).isLessThan(1);
        assertThat(Odds.fitted().probabilities(List.of())).isEmpty();
    }
}
