package org.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.gradus.tensor.Element;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Sources within others: standardized ones, and those with a planted fault.
final class WrappedSourceLaws {
    private static final Source LAW = new Regression(400, 3, 2, 0.1, 1, 0.75, 1, false, Scale.FALSE);
    private static final Source CLOUDS = new Blobs(400, 4, 3, 1, 1, 0.75, 1, false, Scale.FALSE);

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
    void whereNothingIsHeldOutNothingIsThereToBeWrapped() {
        for (Source source : List.of(
                new Blobs(40, 4, 3, 1, 1, 1, 1, false, Scale.FALSE),
                new Regression(40, 3, 2, 0.1, 1, 1, 1, false, Scale.FALSE))) {
            for (Corrupted.Answers answers : Corrupted.Answers.values()) {
                Source corrupted = new Corrupted(source, answers, 3, 2, 0.5, 1);
                Dataset data = load(new Balanced(new Standardized(corrupted, true, true)));
                assertThat(data.train().count()).isPositive();
                assertThat(data.hasTest()).isFalse();
            }
        }
    }

    /// Two yes-or-no questions on three inputs.
    private record Questions() implements Source {
        @Override
        public Dataset load(Path folder) {
            Dataset law = WrappedSourceLaws.load(LAW);
            return Dataset.of("questions", answered(law.train()), answered(law.test()), new Task.MultiLabel(2));
        }

        private static Samples answered(Samples s) {
            return new Samples(s.inputs(), s.targets().map(t -> t > 0.3 ? 1 : 0).as(Element.F32));
        }
    }

    @Test
    void answersOfYesAndNoAreNeverRescaled() {
        Dataset plain = load(new Questions());
        Dataset wrapped = load(
                new Standardized(new Corrupted(new Questions(), Corrupted.Answers.TRUE, 70, 500, 0.1, 1), true, true));
        assertThat(wrapped.train().targets()).isEqualTo(plain.train().targets());
        assertThat(wrapped.test().targets()).isEqualTo(plain.test().targets());
        assertThat(moments(wrapped.train().inputs(), 0)[1]).isCloseTo(1, within(1e-6));
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

    @Test
    void aSubsetKeepsTheFirstSamplesOfEachPart() {
        Dataset all = load(CLOUDS), few = load(new Subset(CLOUDS, 30, 10));
        assertThat(few.train().count()).isEqualTo(30);
        assertThat(few.test().count()).isEqualTo(10);
        assertThat(few.train().inputs().get(29 * 3))
                .isEqualTo(all.train().inputs().get(29 * 3));
    }

    @Test
    void messFlipsLabelsInBothPartsAndNeverToTheSameClass() {
        Dataset clean = load(CLOUDS), messy = load(new Messy(CLOUDS, 0.25, 0, 0, 0, 0, 3));
        assertThat(different(clean.train(), messy.train())).isCloseTo(0.25, within(0.06));
        assertThat(different(clean.test(), messy.test())).isCloseTo(0.25, within(0.1));
        assertThat(different(
                        clean.train(),
                        load(new Messy(CLOUDS, 0.999, 0, 0, 0, 0, 3)).train()))
                .isGreaterThan(0.99);
    }

    private static double different(Samples a, Samples b) {
        long differ = IntStream.range(0, a.count())
                .filter(i -> a.targets().getInt(i) != b.targets().getInt(i))
                .count();
        return (double) differ / a.count();
    }

    @Test
    void messAddsColumnsSpreadsTheirScalesAndRoundsThem() {
        Dataset messy = load(new Messy(LAW, 0, 2, 2, 0, 4, 1));
        assertThat(messy.features()).isEqualTo(5);
        double least = Double.POSITIVE_INFINITY, most = 0;
        for (int j = 0; j < 5; j++) {
            double size = moments(messy.train().inputs(), j)[1];
            least = Math.min(least, size);
            most = Math.max(most, size);
        }
        assertThat(most / least).isBetween(5e3, 2e4);
        Samples whole = load(new Messy(LAW, 0, 0, 2, 0.5, 0, 1)).train();
        double zeros = 0;
        for (int i = 0; i < whole.inputs().size(); i++) {
            double x = whole.inputs().get(i);
            assertThat(x).isEqualTo(Math.rint(x));
            if (x == 0) zeros++;
        }
        assertThat(zeros / whole.inputs().size()).isBetween(0.5, 0.75);
    }

    @Test
    void thresholdedQuantitiesAreYesForHalfOfTheTrainingSamples() {
        Dataset data = load(new Thresholded(LAW));
        assertThat(data.task()).isEqualTo(new Task.MultiLabel(2));
        for (int column = 0; column < 2; column++) {
            assertThat(moments(data.train().targets(), column)[0]).isCloseTo(0.5, within(0.01));
        }
        assertThat(load(new Thresholded(CLOUDS)).hash()).isEqualTo(load(CLOUDS).hash());
    }
}
