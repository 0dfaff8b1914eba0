package org.gradus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gradus.activation.Sigmoid;
import org.gradus.activation.Softmax;
import org.gradus.activation.Tanh;
import org.gradus.data.Blobs;
import org.gradus.data.Csv;
import org.gradus.data.Dataset;
import org.gradus.data.Digits;
import org.gradus.data.Friedman;
import org.gradus.data.Missing;
import org.gradus.data.Preparation;
import org.gradus.data.Rescaling;
import org.gradus.data.Scale;
import org.gradus.data.Source;
import org.gradus.data.Standardized;
import org.gradus.data.Table;
import org.gradus.data.Task;
import org.gradus.init.GlorotUniform;
import org.gradus.law.Allocation;
import org.gradus.layer.BatchNorm;
import org.gradus.layer.Dense;
import org.gradus.layer.Dropout;
import org.gradus.layer.Layer;
import org.gradus.loss.BinaryCrossEntropy;
import org.gradus.loss.CrossEntropy;
import org.gradus.loss.Loss;
import org.gradus.loss.Mse;
import org.gradus.loss.SigmoidCrossEntropy;
import org.gradus.loss.SoftmaxCrossEntropy;
import org.gradus.name.InputException;
import org.gradus.optim.Adam;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Tensor;
import org.gradus.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A model in use says what the trained network says, of rows that nobody prepared.
class ModelLaws {
    @TempDir
    Path folder;

    private static Recipe recipe(Source source, Loss loss, Layer... layers) {
        return Recipe.of("small", source, loss, layers)
                .withOptimizer(Adam.of(0.01))
                .withEpochs(2)
                .withBatch(16);
    }

    private static Layer dense(int units) {
        return Dense.of(units, new Tanh(), new GlorotUniform());
    }

    private static Blobs blobs(int classes) {
        return new Blobs(120, classes, 2, 0.3, 1, 0.8, 1, true, Scale.FALSE);
    }

    private static final Friedman FRIEDMAN = new Friedman(120, 5, 0.1, 1, 0.8, 1, true, Scale.FALSE);

    static List<Recipe> recipes() {
        return List.of(
                recipe(Digits.standard(), new SoftmaxCrossEntropy(), dense(16), Dense.of(10)),
                recipe(
                        blobs(3),
                        new CrossEntropy(),
                        dense(8),
                        new BatchNorm(0.9, 1e-5),
                        new Dropout(0.2),
                        Dense.of(3, new Softmax(), new GlorotUniform())),
                recipe(blobs(2), new SigmoidCrossEntropy(), dense(8), Dense.of(1)),
                recipe(blobs(2), new BinaryCrossEntropy(), Dense.of(2, new Sigmoid(), new GlorotUniform())),
                recipe(blobs(3), new Mse(), Dense.of(3)),
                recipe(new Standardized(FRIEDMAN, false, true), new Mse(), dense(8), Dense.of(1)));
    }

    /// A model that was trained on a recipe's data, and the data.
    private record Made(Model model, Dataset data, Tensor outputs) {
        static Made of(Recipe recipe, Path folder) {
            Dataset data = recipe.data().load(folder);
            try (Trainer trainer = Trainer.of(recipe, data)) {
                while (!trainer.done()) trainer.step();
                return new Made(trainer.model(), data, trainer.outputs(data.test()));
            }
        }

        /// Test samples as they were before they were rescaled, to rounding.
        List<float[]> rows() {
            Tensor inputs = data.test().inputs();
            int width = inputs.shape().row().size();
            List<float[]> rows = new ArrayList<>();
            for (int i = 0; i < data.test().count(); i++) {
                float[] row = new float[width];
                for (int k = 0; k < width; k++) {
                    double x = inputs.get(i * width + k);
                    for (Rescaling r : data.preprocessing().inputs().reversed()) x = r.invert(x, k);
                    row[k] = (float) x;
                }
                rows.add(row);
            }
            return rows;
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void itAnswersAsTheTrainedNetworkDoes(Recipe recipe) {
        Made made = Made.of(recipe, folder);
        List<Prediction> predictions = made.model().predict(made.rows());
        int width = made.outputs().shape().last();
        for (int i = 0; i < predictions.size(); i++) {
            List<Float> values = predictions.get(i).values();
            switch (made.data().task()) {
                case Task.Regression _ ->
                    assertThat((double) values.getFirst())
                            .isCloseTo(
                                    made.data()
                                            .preprocessing()
                                            .quantity(made.outputs().get(i), 0),
                                    within(1e-4));
                case Task.MultiLabel _ -> throw new AssertionError("none of these");
                case Task.Classification _ -> {
                    assertThat(values.stream().mapToDouble(v -> v).sum()).isCloseTo(1, within(1e-5));
                    assertThat(predictions.get(i).classNumber())
                            .isEqualTo(likeliest(made.outputs(), i, width, recipe.loss()));
                }
            }
        }
    }

    private static int likeliest(Tensor outputs, int row, int width, Loss loss) {
        if (width == 1) return outputs.get(row) > loss.threshold() ? 1 : 0;
        int best = 0;
        for (int k = 1; k < width; k++) if (outputs.get(row * width + k) > outputs.get(row * width + best)) best = k;
        return best;
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void aRowGetsTheSameBitsInABatchOfAnySizeAndAfterReading(Recipe recipe) {
        Made made = Made.of(recipe, folder);
        List<float[]> rows = made.rows();
        List<Prediction> together = made.model().predict(rows);
        Path file = folder.resolve("model.safetensors");
        made.model().write(file);
        Model read = Model.read(file);
        assertThat(read.predict(rows)).isEqualTo(together);
        assertThat(read.preprocessing()).isEqualTo(made.model().preprocessing());
        assertThat(read.data()).isEqualTo(made.data().hash());
        for (int size : new int[] {1, 2, 3, 7}) {
            List<Prediction> parts = new ArrayList<>();
            for (int from = 0; from < rows.size(); from += size) {
                parts.addAll(made.model().predict(rows.subList(from, Math.min(rows.size(), from + size))));
            }
            assertThat(parts).isEqualTo(together);
        }
    }

    @Test
    void manyThreadsGetWhatOneGets() throws InterruptedException, ExecutionException {
        Made made = Made.of(recipes().getFirst(), folder);
        List<float[]> rows = made.rows();
        List<Prediction> alone = made.model().predict(rows);
        List<Callable<Boolean>> asks = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            int[] order = Philox.permutation(rows.size(), thread, 0, 0);
            asks.add(() -> {
                boolean same = true;
                for (int row : order)
                    same &= made.model().predict(rows.get(row)).equals(alone.get(row));
                return same;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> answer : threads.invokeAll(asks))
                assertThat(answer.get()).isTrue();
        }
    }

    @Test
    void classesAndColumnsKeepTheirNames() throws IOException {
        Path file = folder.resolve("flowers.csv");
        StringBuilder text = new StringBuilder("petal,sepal,species\n");
        for (int i = 0; i < 60; i++) {
            text.append(i % 3 * 10 + i % 5).append(',').append(100 - i % 3 * 20).append(',');
            text.append(List.of("setosa", "versicolor", "virginica").get(i % 3)).append('\n');
        }
        Files.writeString(file, text);
        Source source = Csv.of(file.toString()).withTarget("species").withStandardize(true);
        Made made = Made.of(
                recipe(source, new SoftmaxCrossEntropy(), dense(8), Dense.of(3)).withEpochs(60), folder);
        assertThat(made.model().answers()).containsExactly("setosa", "versicolor", "virginica");
        assertThat(made.model().preprocessing().layout().names()).containsExactly("petal", "sepal");
        assertThat(made.model().predict(0, 100).label()).isEqualTo("setosa");
        assertThat(made.model().predict(21, 60).label()).isEqualTo("virginica");
        assertThat(made.model().predict(0, 100).value("setosa")).isGreaterThan(0.5f);
    }

    @Test
    void rowsOfATableAreGivenByNameAsRecordsOrAsNumbersAndKeepTheirBitsInAFile() throws IOException {
        record Fish(Double length, String water, boolean tame) {}
        StringBuilder text = new StringBuilder("length,water,tame,kind\n");
        for (int i = 0; i < 60; i++) {
            text.append(i % 9 == 0 ? "NA" : String.valueOf(i * 0.37)).append(',');
            text.append(i % 2 == 0 ? "salt" : "fresh\twater").append(',').append(i % 3 == 0 ? 1 : 0);
            text.append(i % 2 == 0 ? ",cod\n" : ",carp\n");
        }
        Path data = folder.resolve("fish.csv");
        Files.writeString(data, text);
        Csv source = Csv.of(data.toString()).withMissing(Missing.FLAG).withStandardize(true);
        Model model = Made.of(
                        recipe(source, new SoftmaxCrossEntropy(), dense(4), Dense.of(2))
                                .withEpochs(30),
                        folder)
                .model();
        Path file = folder.resolve("fish.safetensors");
        model.write(file);
        assertThat(Model.read(file)).isEqualTo(model);
        assertThat(model.inputs()).isEqualTo(3);
        Prediction prediction = model.predict(Map.of("length", 3.5, "water", "salt", "tame", 0, "other", "x"));
        assertThat(prediction.label()).isEqualTo("cod");
        // salt is the second of two categories
        assertThat(model.predict(3.5, 1, 0)).isEqualTo(prediction);
        assertThat(model.predict(new Fish(3.5, "salt", false))).isEqualTo(prediction);
        assertThat(model.predict(new Fish(null, "salt", false))).isEqualTo(model.predict(Double.NaN, 1, 0));
        assertThatThrownBy(() -> model.predict(Map.of("length", 3.5, "watr", "salt", "tame", 0)))
                .isInstanceOf(InputException.class)
                .hasMessage("model: column water: expected it in the row, found none; nearest: watr");
        assertThatThrownBy(() -> model.predict(Map.of("length", 3.5, "water", "sweet", "tame", 0)))
                .isInstanceOf(InputException.class)
                .hasMessage("model: column water: expected one of fresh\\twater, salt, found \"sweet\"");
        assertThatThrownBy(() -> model.predict(3.5, 2, 0))
                .isInstanceOf(InputException.class)
                .hasMessage("model: expected the number of a category, below 2, found 2.0 in row 1, column 2 water");
    }

    @Test
    void whatWasLearnedFromMemoryCanBeKept() {
        double[][] rows = {{0, 1}, {1, 0}, {0, 2}, {2, 0}, {0, 3}, {3, 0}};
        Dataset data = new Preparation(1, 1, true, Scale.FALSE)
                .of(Table.of("pairs", rows, List.of("up", "right", "up", "right", "up", "right")));
        Recipe recipe =
                recipe(_ -> data, new SoftmaxCrossEntropy(), Dense.of(2)).withEpochs(100);
        try (Trainer trainer = Trainer.of(recipe, data)) {
            while (!trainer.done()) trainer.step();
            Path file = folder.resolve("pairs.safetensors");
            trainer.model().write(file);
            Model read = Model.read(file);
            assertThat(read.predict(0, 5).label()).isEqualTo("up");
            assertThatThrownBy(() -> read.recipe().data().load(folder))
                    .hasMessage("small: these samples were in the memory of a program; a file of them is read by csv");
        }
    }

    @Test
    void aRowThatDoesNotFitIsRefusedWithItsPlace() {
        Model model = Made.of(recipes().get(2), folder).model();
        assertThatThrownBy(() -> model.predict(1, 2, 3))
                .isInstanceOf(InputException.class)
                .hasMessage("model: expected 2 numbers a row, found 3 in a row");
        assertThatThrownBy(() -> model.predict(List.of(new float[] {1, 2}, new float[] {1})))
                .isInstanceOf(InputException.class)
                .hasMessage("model: expected 2 numbers a row, found 1 in row 2");
        assertThatThrownBy(() -> model.predict(1, Float.NaN))
                .isInstanceOf(InputException.class)
                .hasMessage("model: expected finite numbers, found NaN in row 1, column 2");
    }

    @Test
    void aPredictionIntoAnArrayAllocatesNothing() {
        for (Recipe recipe :
                List.of(recipes().getFirst(), recipes().get(4), recipes().getLast())) {
            Model model = Made.of(recipe, folder).model();
            float[] rows = new float[3 * model.inputs()],
                    into = new float[3 * model.task().outputs()];
            Runnable often = () -> {
                for (int i = 0; i < 2000; i++) model.predict(rows, 3, into);
            };
            long bytes = Long.MAX_VALUE;
            // until the compilers are done
            for (int i = 0; i < 50 && bytes > 0; i++) bytes = Math.min(bytes, Allocation.of(often));
            assertThat(bytes).isZero();
        }
    }

    @Test
    void anAlteredFileIsRefused() throws IOException {
        Path file = folder.resolve("model.safetensors");
        Made.of(recipes().get(2), folder).model().write(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> Model.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the file was altered");
    }
}
