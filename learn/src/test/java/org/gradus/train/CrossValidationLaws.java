package org.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gradus.activation.Tanh;
import org.gradus.data.Balanced;
import org.gradus.data.Csv;
import org.gradus.data.Dataset;
import org.gradus.data.Divided;
import org.gradus.data.Samples;
import org.gradus.data.Source;
import org.gradus.data.Standardized;
import org.gradus.data.Task;
import org.gradus.layer.Dense;
import org.gradus.loss.Mse;
import org.gradus.loss.SoftmaxCrossEntropy;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Cross-validation: which samples are held out, what is learned from the others, and what comes out.
final class CrossValidationLaws {
    @TempDir
    Path folder;

    /// Three classes of 23, 11 and 6 rows in three columns, of which one is far from 0.
    private Recipe flowers(Source source) throws IOException {
        StringBuilder text = new StringBuilder("a,b,c,kind\n");
        for (int i = 0; i < 40; i++) {
            int kind = i < 23 ? 0 : i < 34 ? 1 : 2;
            text.append("%d,%.3f,%.3f,k%d\n"
                    .formatted(1000 + 7 * i % 13, kind + Math.sin(i), kind - Math.cos(3 * i), kind));
        }
        Files.writeString(folder.resolve("flowers.csv"), text);
        return Recipe.of("flowers", source, new SoftmaxCrossEntropy(), Dense.of(8, new Tanh()), Dense.of(3))
                .withEpochs(5)
                .withBatch(8);
    }

    private Recipe flowers() throws IOException {
        return flowers(Csv.of("flowers.csv").withStandardize(true));
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "5, 1", "5, 2", "7, 3", "40, 1"})
    void thePartsShareOutAllSamplesAndEveryClass(int count, long seed) {
        int n = 40;
        int[] classes = IntStream.range(0, n)
                .map(i -> i % 10 < 6 ? 0 : i % 10 < 9 ? 1 : 2)
                .toArray();
        Samples samples = new Samples(Tensor.generate(Shape.of(n, 1), i -> i).as(Element.F32), Tensor.ints(classes));
        List<int[]> parts = Folds.of(samples, new Task.Classification(3), count, seed);
        assertThat(parts).hasSize(count);
        assertThat(parts.stream().flatMapToInt(Arrays::stream).sorted().toArray())
                .isEqualTo(IntStream.range(0, n).toArray());
        for (int k = 0; k < 3; k++) {
            int kind = k;
            int[] sizes = parts.stream()
                    .mapToInt(p -> (int)
                            Arrays.stream(p).filter(i -> classes[i] == kind).count())
                    .toArray();
            assertThat(Arrays.stream(sizes).max().orElseThrow()
                            - Arrays.stream(sizes).min().orElseThrow())
                    .as("class " + k)
                    .isLessThanOrEqualTo(1);
        }
        assertThat(Folds.of(samples, new Task.Classification(3), count, seed))
                .usingRecursiveComparison()
                .isEqualTo(parts);
        if (count < n) {
            assertThat(Folds.of(samples, new Task.Classification(3), count, seed + 1)
                            .getFirst())
                    .isNotEqualTo(parts.getFirst());
        }
    }

    @Test
    void theResultDoesNotDependOnThreads() throws IOException {
        Recipe recipe = flowers();
        CrossValidation one = CrossValidation.of(recipe, folder, 4, 1, 1, _ -> {});
        CrossValidation three = CrossValidation.of(recipe, folder, 4, 1, 3, _ -> {});
        assertThat(three).isEqualTo(one);
        assertThat(one.samples()).isEqualTo(40);
        assertThat(one.folds().stream().mapToInt(f -> f.evaluation().rows()).sum())
                .isEqualTo(40);
        assertThat(one.folds()).allMatch(f -> f.trained() + f.evaluation().rows() == 40);
        assertThat(CrossValidation.of(recipe, folder, 4, 2, 1, _ -> {})).isNotEqualTo(one);
    }

    @Test
    void rescalingIsLearnedFromTheRowsTrainedOnAlone() throws IOException {
        Dataset data = flowers().data().load(folder);
        Dataset plain = flowers(Csv.of("flowers.csv")).data().load(folder);
        Samples all = data.train().and(data.test()), raw = plain.train().and(plain.test());
        int[] trained = IntStream.range(0, 25).toArray(),
                tested = IntStream.range(25, 40).toArray();
        Dataset again = Divided.of(data, all.rows(trained), all.rows(tested));
        Dataset fresh = Standardized.of(plain.with(raw.rows(trained), raw.rows(tested)), true, false);
        near(again.train().inputs(), fresh.train().inputs());
        near(again.test().inputs(), fresh.test().inputs());
        assertThat(all.rows(trained).inputs().get(0))
                .isNotCloseTo(again.train().inputs().get(0), within(1e-3));
        // a model would make the same numbers of a row as it stands in the file
        for (int j = 0; j < 3; j++) {
            assertThat(again.preprocessing().input(raw.inputs().get(j), j))
                    .isCloseTo((float) again.train().inputs().get(j), within(1e-5f));
        }
    }

    private static void near(Tensor found, Tensor expected) {
        for (int i = 0; i < expected.size(); i++) assertThat(found.get(i)).isCloseTo(expected.get(i), within(1e-4));
    }

    @Test
    void balancedRowsAreInOnePartOnly() throws IOException {
        Source balanced = new Balanced(Csv.of("flowers.csv").withStandardize(true));
        CrossValidation found = CrossValidation.of(flowers(balanced), folder, 4);
        assertThat(found.samples()).isEqualTo(40);
        // of 23 rows of the largest class 17 or 18 are trained on, and as many of each other
        assertThat(found.folds()).allMatch(f -> f.trained() == 3 * 17 || f.trained() == 3 * 18);
        assertThat(Divided.unbalanced(new Standardized(balanced, true, true)))
                .contains(new Standardized(Csv.of("flowers.csv").withStandardize(true), true, true));
        assertThat(Divided.unbalanced(Csv.of("flowers.csv"))).isEmpty();
    }

    @Test
    void quantitiesAreMeasuredInTheirOwnUnits() throws IOException {
        StringBuilder text = new StringBuilder("x,y\n");
        for (int i = 0; i < 60; i++) {
            int x = i * 37 % 60;
            text.append(x).append(',').append(5000 + 100 * x + i % 5 * 20).append('\n');
        }
        Files.writeString(folder.resolve("line.csv"), text);
        Source source = Csv.of("line.csv")
                .withTask(Csv.Kind.REGRESSION)
                .withStandardize(true)
                .standardized(false, true);
        Recipe recipe =
                Recipe.of("line", source, new Mse(), Dense.of(1)).withEpochs(60).withBatch(8);
        CrossValidation found = CrossValidation.of(recipe, folder, 3);
        assertThat(found.spread(f -> f.evaluation().quantities().getFirst().r2())
                        .mean())
                .isGreaterThan(0.999);
        assertThat(found.spread(f -> f.evaluation().quantities().getFirst().mae())
                        .mean())
                .isBetween(10.0, 60.0);
        assertThat(found.spread(CrossValidation.Fold::loss).mean()).isLessThan(1e-3);
    }

    @Test
    void whatCannotBeDividedIsRefused() throws IOException {
        Recipe recipe = flowers();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CrossValidation.of(recipe, folder, 41))
                .withMessage("folds: expected 2 to 40, the number of samples, found 41");
        assertThatIllegalArgumentException().isThrownBy(() -> CrossValidation.of(recipe, folder, 1));
    }

    @Test
    void aSpreadIsThatOfASample() {
        assertThat(Spread.of(1, 2, 3, Double.NaN)).isEqualTo(new Spread(2, 1, 3));
        assertThat(Spread.of(5)).isEqualTo(new Spread(5, Double.NaN, 1));
    }
}
