package org.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Sources within others: standardized ones, and those with a planted fault.
final class WrappedSourceLaws {
    private static final Source LAW = new Regression(400, 3, 2, 0.1, 1, 0.75, 1, false, false);
    private static final Source CLOUDS = new Blobs(400, 4, 3, 1, 1, 0.75, 1, false, false);

    private static Dataset load(Source source) {
        return source.load(Path.of(""));
    }

    private static double[] moments(Tensor t, int column) {
        double[] x = IntStream.range(0, t.shape().dim(0))
                .mapToDouble(i -> t.get(i * t.shape().last() + column))
                .toArray();
        double mean =
                IntStream.range(0, x.length).mapToDouble(i -> x[i]).average().orElseThrow();
        double square = IntStream.range(0, x.length)
                .mapToDouble(i -> (x[i] - mean) * (x[i] - mean))
                .average()
                .orElseThrow();
        return new double[] {mean, Math.sqrt(square)};
    }

    private static Dataset scaled(double inputs, double targets) {
        return load(new Corrupted(LAW, Corrupted.Answers.TRUE, inputs, targets, 1, 1));
    }

    @Test
    void standardizedColumnsHaveMean0AndDeviation1OnTheTrainingPart() {
        Dataset data = load(new Standardized(new Corrupted(LAW, Corrupted.Answers.TRUE, 70, 500, 1, 1), true, true));
        for (int column = 0; column < 3; column++) {
            assertThat(moments(data.train().inputs(), column)[0]).isCloseTo(0, within(1e-6));
            assertThat(moments(data.train().inputs(), column)[1]).isCloseTo(1, within(1e-6));
        }
        assertThat(moments(data.train().targets(), 1)[0]).isCloseTo(0, within(1e-6));
        assertThat(moments(data.train().targets(), 1)[1]).isCloseTo(1, within(1e-6));
    }

    @Test
    void standardizingTakesAFactorBackAndLeavesWhatItIsNotAskedFor() {
        Dataset plain = Standardized.of(load(LAW), true, false), scaled = Standardized.of(scaled(1024, 1), true, false);
        for (int i = 0; i < plain.test().inputs().size(); i++) {
            assertThat(scaled.test().inputs().get(i))
                    .isCloseTo(plain.test().inputs().get(i), within(1e-5));
        }
        assertThat(plain.train().targets()).isEqualTo(load(LAW).train().targets());
        assertThat(Standardized.of(load(CLOUDS), false, true).hash())
                .isEqualTo(load(CLOUDS).hash());
    }

    @Test
    void factorsMultiplyInputsAndQuantities() {
        Dataset plain = load(LAW), scaled = scaled(3, 0.5);
        assertThat(scaled.train().inputs().get(7))
                .isCloseTo(3 * plain.train().inputs().get(7), within(1e-6));
        assertThat(scaled.test().targets().get(5))
                .isCloseTo(plain.test().targets().get(5) / 2, within(1e-6));
        assertThat(scaled(1, 1).hash()).isEqualTo(plain.hash());
    }

    @Test
    void shuffledAnswersAreTheSameAnswersOfOtherSamples() {
        Dataset plain = load(CLOUDS);
        Dataset shuffled = load(new Corrupted(CLOUDS, Corrupted.Answers.SHUFFLED, 1, 1, 1, 5));
        int[] before = new int[4], after = new int[4];
        int kept = 0, n = plain.train().count();
        for (int i = 0; i < n; i++) {
            before[plain.train().targets().getInt(i)]++;
            after[shuffled.train().targets().getInt(i)]++;
            if (plain.train().targets().getInt(i) == shuffled.train().targets().getInt(i)) kept++;
        }
        assertThat(after).isEqualTo(before);
        assertThat(shuffled.train().inputs()).isEqualTo(plain.train().inputs());
        assertThat((double) kept / n).isCloseTo(0.25, within(0.1));
    }

    @Test
    void constantAnswersAreAllOneClassAndRareClassesAreRare() {
        Dataset constant = load(new Corrupted(CLOUDS, Corrupted.Answers.CONSTANT, 1, 1, 1, 1));
        int first = constant.train().targets().getInt(0);
        for (int i = 0; i < constant.train().count(); i++) {
            assertThat(constant.train().targets().getInt(i)).isEqualTo(first);
        }
        Dataset rare = load(new Corrupted(CLOUDS, Corrupted.Answers.TRUE, 1, 1, 0.1, 1));
        long others = IntStream.range(0, rare.train().count())
                .filter(i -> rare.train().targets().getInt(i) != 0)
                .count();
        assertThat((double) others / load(CLOUDS).train().count()).isBetween(0.03, 0.12);
    }
}
