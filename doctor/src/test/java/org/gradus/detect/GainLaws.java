package org.gradus.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gradus.tensor.Philox;
import org.junit.jupiter.api.Test;

/// What a gain is sure of, and what it is not.
final class GainLaws {
    /// Errors of samples of which each is wrong with some probability, `wrong`, and counts twice.
    private static List<double[]> errors(long seed, int arm, int trainings, int rows, double wrong) {
        return IntStream.range(0, trainings)
                .mapToObj(k -> IntStream.range(0, rows)
                        .mapToDouble(i -> Philox.uniform(seed, arm, k, i) < wrong ? 2 : 0)
                        .toArray())
                .toList();
    }

    private static Gain likely(List<double[]> before, List<double[]> after) {
        return Gain.likely(before, after, 5);
    }

    private static Gain surely(List<double[]> before, List<double[]> after) {
        return Gain.surely(before, after, 5);
    }

    private static List<double[]> repeated(List<double[]> once, int times) {
        return Stream.generate(() -> once).limit(times).flatMap(List::stream).toList();
    }

    /// The same samples again tell nothing new of what the samples are in doubt of.
    @Test
    void repeatedTrainingsMakeNoSurerThanTheirSamplesAllow() {
        List<double[]> before = errors(4, 0, 5, 20, 0.5), after = errors(4, 1, 5, 20, 0.35);
        Gain once = likely(before, after), thrice = likely(repeated(before, 3), repeated(after, 3));
        assertThat(thrice.mean()).isCloseTo(once.mean(), within(1e-12));
        double narrower = (thrice.mean() - thrice.low()) / (once.mean() - once.low());
        assertThat(narrower).isBetween(0.65, 1.0);
        assertThat(Gain.undecided(before, after, 5)).isFalse();
    }

    /// A training that gets away by luck in two of five seeds is decided by more of them.
    @Test
    void whatTrainingsLeaveOpenIsDecidedByMoreOfThem() {
        List<double[]> before = List.of(filled(0.9), filled(0.9), filled(0.9), filled(0.2), filled(0.2)),
                after = List.of(filled(0.1), filled(0.1), filled(0.1), filled(0.1), filled(0.1));
        assertThat(likely(before, after).helps()).isFalse();
        assertThat(Gain.undecided(before, after, 5)).isTrue();
        assertThat(likely(repeated(before, 3), repeated(after, 3)).helps()).isTrue();
    }

    /// The errors of untreated twins differ by chance alone: what passes among them is the rule's
    /// error, one in a hundred likely and one in two hundred surely.
    @Test
    void ofThousandsOfRedrawnTwinsFewSeemToGain() {
        int n = 4000, likely = 0, surely = 0, helps = 0;
        for (int i = 0; i < n; i++) {
            List<double[]> a = errors(i, 0, 5, 60, 0.2), b = errors(i, 1, 5, 60, 0.2);
            Gain gain = likely(a, b);
            if (gain.low() > 0) likely++;
            if (gain.helps()) helps++;
            if (surely(a, b).low() > 0) surely++;
        }
        assertThat(likely / (double) n).isBetween(0.001, 0.012);
        assertThat(surely / (double) n).isBetween(0.0, 0.006);
        assertThat(helps).isLessThanOrEqualTo(likely);
    }

    @Test
    void aRealGainIsSeenAndBounded() {
        Gain gain = surely(errors(1, 0, 5, 200, 0.4), errors(1, 1, 5, 200, 0.1));
        assertThat(gain.mean()).isCloseTo(0.6, within(0.08));
        assertThat(gain.low()).isBetween(0.3, gain.mean());
        assertThat(gain.high() - gain.mean()).isCloseTo(gain.mean() - gain.low(), within(1e-12));
        assertThat(gain.helps()).isTrue();
    }

    @Test
    void oneTrainingIsJudgedByItsSamplesAndFewSamplesAreUnsure() {
        assertThat(likely(errors(2, 0, 1, 200, 0.4), errors(2, 1, 1, 200, 0.1)).helps())
                .isTrue();
        Gain few = likely(errors(3, 0, 1, 8, 0.5), errors(3, 1, 1, 8, 0.3));
        assertThat(few.low()).isNegative();
        assertThat(new Gain(0.3, -0.1).unsure()).isTrue();
        assertThat(new Gain(0.05, -0.1).unsure()).isFalse();
    }

    /// A network a thousand times worse than guessing that gets ten times better is seen to.
    @Test
    void errorsAboveGuessingAreComparedByTheirLogarithm() {
        List<double[]> worse = List.of(filled(9062), filled(9100)), better = List.of(filled(615), filled(620));
        Gain gain = likely(worse, better);
        assertThat(gain.mean()).isCloseTo(Math.log(9081 / 617.5), within(1e-2));
        assertThat(gain.helps()).isTrue();
        assertThat(Gain.scaled(1)).isEqualTo(1);
        assertThat(Gain.scaled(0.3)).isEqualTo(0.3);
    }

    private static double[] filled(double error) {
        return IntStream.range(0, 40)
                .mapToDouble(i -> error * (1 + 0.01 * (i % 3)))
                .toArray();
    }

    /// A sample without an error counts in neither arm.
    @Test
    void outlyingSamplesAreLeftOut() {
        double[] before = filled(0.5), after = filled(0.2);
        Gain without = likely(List.of(before), List.of(after));
        before[7] = Double.NaN;
        after[7] = Double.NaN;
        assertThat(likely(List.of(before), List.of(after)).mean()).isCloseTo(without.mean(), within(1e-2));
        assertThat(Gain.mean(new double[] {1, Double.NaN, 3})).isEqualTo(2);
    }

    /// Five trainings of which one or two gain nothing: no proof, but worth more of them; of which
    /// three do not, neither.
    @Test
    void moreTrainingsAreForWhatGainsOnMostOfThem() {
        List<double[]> control = List.of(filled(0.9), filled(0.9), filled(0.9), filled(0.9), filled(0.9));
        Gain four = surely(control, List.of(filled(0.1), filled(0.1), filled(0.1), filled(0.1), filled(0.9)));
        Gain two = surely(control, List.of(filled(0.1), filled(0.1), filled(0.9), filled(0.9), filled(0.9)));
        assertThat(four.helps(0.05)).isFalse();
        assertThat(four.promises(0.05)).isTrue();
        assertThat(two.promises(0.05)).isFalse();
    }
}
