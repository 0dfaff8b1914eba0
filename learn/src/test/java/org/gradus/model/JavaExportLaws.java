package org.gradus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gradus.activation.Activation;
import org.gradus.activation.Tanh;
import org.gradus.check.Family;
import org.gradus.data.Csv;
import org.gradus.data.Dataset;
import org.gradus.data.InMemory;
import org.gradus.data.Missing;
import org.gradus.data.Preparation;
import org.gradus.data.Table;
import org.gradus.init.GlorotUniform;
import org.gradus.law.JavaCode;
import org.gradus.layer.BatchNorm;
import org.gradus.layer.Dense;
import org.gradus.layer.Dropout;
import org.gradus.layer.Layer;
import org.gradus.layer.LayerNorm;
import org.gradus.layer.Residual;
import org.gradus.loss.Mse;
import org.gradus.loss.SoftmaxCrossEntropy;
import org.gradus.name.InputException;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Philox;
import org.gradus.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An exported class says what its model says.
class JavaExportLaws {
    @TempDir
    Path folder;

    private static Model trained(Recipe recipe, Dataset data) {
        try (Trainer trainer = Trainer.of(recipe.withEpochs(2).withBatch(16), data)) {
            while (!trainer.done()) trainer.step();
            return trainer.model();
        }
    }

    /// What exported classes answer, by one of their methods.
    private static List<Function<double[], Object>> compiled(Path folder, List<Model> models, String method) {
        List<String> names = new ArrayList<>(List.of("Ask")), sources = new ArrayList<>();
        StringBuilder asks = new StringBuilder();
        for (Model model : models) {
            String name = "Exported" + names.size(), source = JavaExport.write(model, name);
            assertThat(source).doesNotContain("org.gradus");
            asks.append("all.add(").append(name).append("::").append(method).append(");\n");
            names.add(name);
            sources.add(source);
        }
        sources.addFirst("""
                public final class Ask {
                    public static Object make() {
                        java.util.List<java.util.function.Function<double[], Object>> all = new java.util.ArrayList<>();
                        %s
                        return all;
                    }
                }
                """.formatted(asks));
        @SuppressWarnings("unchecked")
        List<Function<double[], Object>> made =
                (List<Function<double[], Object>>) JavaCode.result("Ask", names, sources, folder);
        return made;
    }

    private void same(List<Model> models, double[][] rows) {
        List<Function<double[], Object>> exported = compiled(folder, models, "predict");
        for (int m = 0; m < models.size(); m++) {
            for (double[] row : rows) {
                double[] found = (double[]) exported.get(m).apply(row);
                List<Float> expected = models.get(m).predict(row).values();
                assertThat(found).hasSize(expected.size());
                for (int k = 0; k < found.length; k++) {
                    assertThat(found[k])
                            .as(models.get(m).recipe().toText())
                            .isCloseTo(expected.get(k), within(1e-5 * Math.max(1, Math.abs(expected.get(k)))));
                }
            }
        }
    }

    private static double[][] rows(int count, int width) {
        double[][] rows = new double[count][width];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < width; k++) rows[i][k] = 3 * Philox.normal(5, 0, 0, i * width + k);
        }
        return rows;
    }

    /// Samples of four numbers whose class is the sign of the first.
    private static Dataset classes() {
        double[][] rows = rows(80, 4);
        List<String> labels =
                Stream.of(rows).map(r -> r[0] > 0 ? "up \"so\"" : "down\\\r\né").toList();
        return Preparation.standard().of(Table.of("signs", rows, labels));
    }

    private static Model deep(Activation activation) {
        Layer[] layers = {
            Dense.of(6, activation, new GlorotUniform()),
            new Dropout(0.2),
            new BatchNorm(0.9, 1e-5),
            new Residual(List.of(new LayerNorm(1e-5), Dense.of(6, new Tanh(), new GlorotUniform())), 1),
            Dense.of(2)
        };
        // trained for one step only, which is enough to move every statistic
        try (Trainer trainer =
                Trainer.of(Recipe.of("signs", new InMemory("signs"), new SoftmaxCrossEntropy(), layers), classes())) {
            trainer.step();
            return trainer.model();
        }
    }

    @Test
    void anyActivationInANetworkOfManyLayers() {
        same(Family.examples(Activation.BuiltIn.class).map(JavaExportLaws::deep).toList(), rows(20, 4));
    }

    @Test
    void itTellsTheLikeliestClassByName() {
        Model model =
                trained(Recipe.of("signs", new InMemory("signs"), new SoftmaxCrossEntropy(), Dense.of(2)), classes());
        Function<double[], Object> label =
                compiled(folder, List.of(model), "label").getFirst();
        for (double[] row : rows(20, 4))
            assertThat(label.apply(row)).isEqualTo(model.predict(row).label());
    }

    @Test
    void classesAgainstNumbersAreProjectedAndASingleOutputIsTwoClasses() {
        Model projected = trained(Recipe.of("signs", new InMemory("signs"), new Mse(), Dense.of(2)), classes());
        same(List.of(projected), rows(20, 4));
        Model single = trained(
                Recipe.of("signs", new InMemory("signs"), new org.gradus.loss.SigmoidCrossEntropy(), Dense.of(1)),
                classes());
        same(List.of(single), rows(20, 4));
    }

    @Test
    void tablesWithCategoriesGapsAndRescaledTargets() throws IOException {
        StringBuilder text = new StringBuilder("age,colour,price\n");
        for (int i = 0; i < 60; i++) {
            text.append(i % 7 == 0 ? "" : String.valueOf(i)).append(',');
            text.append(List.of("red", "blue", "green").get(i % 3))
                    .append(',')
                    .append(100 + 3 * i)
                    .append('\n');
        }
        Path file = folder.resolve("prices.csv");
        Files.writeString(file, text);
        Csv csv = Csv.of(file.toString())
                .withTargets(Csv.Kind.REGRESSION, "price")
                .withMissing(Missing.FLAG)
                .withStandardize(true);
        Recipe recipe = Recipe.of("prices", csv.standardized(false, true), new Mse(), Dense.of(1));
        Model model = trained(recipe, recipe.data().load(folder));
        double[][] rows = {{12, 0, 0}, {Double.NaN, 2, 0}, {40, 1, 0}};
        double[][] own = Stream.of(rows)
                .map(r -> IntStream.range(0, 2).mapToDouble(k -> r[k]).toArray())
                .toArray(double[][]::new);
        same(List.of(model), own);
    }

    @Test
    void whatIsNoClassNameIsRefused() {
        Model model =
                trained(Recipe.of("signs", new InMemory("signs"), new SoftmaxCrossEntropy(), Dense.of(2)), classes());
        for (String name : new ArrayList<>(List.of("", "a b", "1a", "a..b", "a/b"))) {
            assertThatThrownBy(() -> JavaExport.write(model, name))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("expected the name of a class");
        }
        assertThat(JavaExport.write(model, "com.shop.Flowers")).startsWith("package com.shop;");
    }
}
