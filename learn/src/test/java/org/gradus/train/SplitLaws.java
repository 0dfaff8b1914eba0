package org.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.gradus.data.Dataset;
import org.gradus.data.Digits;
import org.gradus.data.Samples;
import org.gradus.data.Task;
import org.gradus.layer.Dense;
import org.gradus.loss.SoftmaxCrossEntropy;
import org.gradus.optim.EarlyStopping;
import org.gradus.optim.Stop.Monitor;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What early stopping holds out.
final class SplitLaws {
    private static Recipe recipe(double validation, long seed) {
        return Recipe.of("x", Digits.standard(), new SoftmaxCrossEntropy(), Dense.of(2))
                .withStop(new EarlyStopping(validation, 5, Monitor.LOSS, 0, seed));
    }

    /// Samples with so many of each class, classes mixed; the first input numbers them.
    private static Dataset classes(int... sizes) {
        int n = Arrays.stream(sizes).sum();
        int[] classes = new int[n], left = sizes.clone();
        for (int row = 0, k = 0; row < n; row++) {
            do k = (k + 1) % sizes.length;
            while (left[k] == 0);
            left[k]--;
            classes[row] = k;
        }
        Samples test = new Samples(Tensor.full(Shape.of(1, 1), -1).as(Element.F32), Tensor.ints(0));
        return Dataset.of(
                "classes", new Samples(numbered(n), Tensor.ints(classes)), test, new Task.Classification(sizes.length));
    }

    private static Tensor numbered(int n) {
        return Tensor.generate(Shape.of(n, 1), i -> i).as(Element.F32);
    }

    private static int[] counts(Samples samples, int classes) {
        int[] counts = new int[classes];
        for (int target : samples.targets().toInts()) counts[target]++;
        return counts;
    }

    private static Set<Double> numbers(Samples samples) {
        Set<Double> numbers = new HashSet<>();
        for (double x : samples.inputs().toDoubles()) numbers.add(x);
        return numbers;
    }

    @ParameterizedTest
    @CsvSource({
        "0.2, '100,100', '20,20'",
        "0.2, '900,100', '180,20'",
        "0.2, '95,5', '19,1'",
        "0.2, '97,3', '19,1'",
        "0.1, '97,2,1', '9,1,0'",
        "0.5, '3,3,3', '2,2,1'",
        "0.5, '2,2,2', '1,1,1'",
        "0.4, '2,2,2', '1,1,0'",
        "0.9, '2,2,2', '2,2,1'",
        "0.3, '33,33,34,0', '10,10,10,0'",
        "0.05, '2,2,2,2,2,2,2,2,2,2', '1,0,0,0,0,0,0,0,0,0'",
        "0.5, '1,1,1,1', '1,1,0,0'"
    })
    void eachClassGivesItsShareAndASmallOneAtLeastOne(double validation, String sizes, String held) {
        int[] of = ints(sizes), expected = ints(held);
        Dataset data = classes(of);
        Split split = Split.of(recipe(validation, 1), data);
        assertThat(counts(split.validation().orElseThrow(), of.length)).containsExactly(expected);
    }

    private static int[] ints(String numbers) {
        return Arrays.stream(numbers.split(",")).mapToInt(Integer::parseInt).toArray();
    }

    @Test
    void everyTrainingSampleIsInOnePartInOrderAndNoTestSampleInAny() {
        for (int[] sizes : new int[][] {{40, 40}, {97, 2, 1}, {1, 1, 1, 1, 60}, {500, 3}}) {
            for (double validation : new double[] {0.01, 0.2, 0.5, 0.99}) {
                Dataset data = classes(sizes);
                Split split = Split.of(recipe(validation, 3), data);
                Samples trained = split.trained().train(),
                        held = split.validation().orElseThrow();
                Set<Double> all = numbers(trained);
                assertThat(all).doesNotContainAnyElementsOf(numbers(held));
                all.addAll(numbers(held));
                assertThat(all).isEqualTo(numbers(data.train()));
                assertThat(trained.inputs().toDoubles()).isSorted();
                assertThat(held.inputs().toDoubles()).isSorted();
                assertThat(split.trained().test()).isEqualTo(data.test());
                int n = data.train().count();
                assertThat(held.count()).isEqualTo(Math.clamp(Math.round(n * validation), 1, n - 1));
                assertThat(recipe(validation, 3).withBatch(1).stepsPerEpoch(n)).isEqualTo(trained.count());
            }
        }
    }

    @Test
    void itsOwnSeedDrawsTheSamplesAndTheRunsSeedDoesNot() {
        Dataset data = classes(60, 60);
        Split one = Split.of(recipe(0.2, 1), data);
        assertThat(Split.of(recipe(0.2, 1).withSeed(99), data)).isEqualTo(one);
        assertThat(Split.of(recipe(0.2, 2), data).validation()).isNotEqualTo(one.validation());
    }

    @Test
    void quantitiesAreHeldOutAtRandom() {
        Samples train = new Samples(numbered(50), numbered(50));
        Dataset data = Dataset.of("numbers", train, train, new Task.Regression(1));
        double[] held = Split.of(recipe(0.2, 1), data)
                .validation()
                .orElseThrow()
                .inputs()
                .toDoubles();
        assertThat(held)
                .hasSize(10)
                .isNotEqualTo(IntStream.range(0, 10).asDoubleStream().toArray());
        assertThat(Arrays.stream(held).average().orElseThrow()).isBetween(10.0, 40.0);
    }

    @Test
    void withoutEarlyStoppingAllSamplesAreTrainedOn() {
        Dataset data = classes(4, 4);
        Split split = Split.of(recipe(0.2, 1).withoutStop(), data);
        assertThat(split.trained()).isSameAs(data);
        assertThat(split.validation()).isEmpty();
    }

    @Test
    void oneSampleCannotBeDivided() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Split.of(recipe(0.2, 1), classes(1, 0)))
                .withMessage("stop: expected at least 2 training samples, to hold one of them out, found 1");
    }
}
