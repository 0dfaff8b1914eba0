package org.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gradus.cli.Shell.Result;
import org.gradus.runs.RunFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A trained network is used: `predict`, `evaluate`, `export`.
class UseCommandsTest {
    private static final String RECIPE = """
            name: flowers
            data: {csv: {path: flowers.csv, target: species, standardize: true}}
            model: [{dense: {units: 8, activation: tanh}}, {dense: 3}]
            loss: softmax_cross_entropy
            optimizer: {adam: 0.05}
            epochs: 40
            batch: 16
            """;

    @TempDir
    Path folder;

    private Shell shell;
    private String run = "";

    @BeforeEach
    void aNetworkIsTrained() throws IOException {
        StringBuilder text = new StringBuilder("petal,sepal,species\n");
        for (int i = 0; i < 60; i++) {
            text.append(i % 3 * 10 + i % 5).append(',').append(100 - i % 3 * 20).append(',');
            text.append(
                            List.of("setosa", "versi,color", "virginica")
                                            .get(i % 3)
                                            .contains(",")
                                    ? "\"versi,color\""
                                    : List.of("setosa", "", "virginica").get(i % 3))
                    .append('\n');
        }
        Files.writeString(folder.resolve("flowers.csv"), text);
        Recipes.write(folder, "flowers", RECIPE);
        shell = Shell.piped().in(folder);
        assertThat(shell.run("train", "flowers.yaml").code()).isZero();
        run = RunFolder.list(folder.resolve("runs")).getFirst().id();
    }

    @Test
    void predictAnswersRowsInTheWordsOfTheData() throws IOException {
        Files.writeString(folder.resolve("new.csv"), "id;sepal;petal\n1;100;0\n2;80;12\n3;60;22\n");
        Result result = shell.run("predict", run, "new.csv");
        assertThat(result.out()).isEqualTo("species\nsetosa\n\"versi,color\"\nvirginica\n");
        assertThat(result.code()).isZero();
        Result sure = shell.run("predict", "runs/" + run + "/model.safetensors", "new.csv", "--proba");
        assertThat(sure.out()).startsWith("species,setosa,\"versi,color\",virginica\nsetosa,0.9");
        assertThat(shell.run("predict", run, "new.csv", "--json").out())
                .contains("\"answers\": [\"setosa\", \"versi,color\", \"virginica\"]", "\"label\": \"setosa\"");
        assertThat(shell.run("predict", run, "new.csv", "-o", "out.csv").err()).contains("3 rows answered, in out.csv");
        assertThat(folder.resolve("out.csv")).hasContent(result.out());
        Files.writeString(folder.resolve("one.csv"), "22,60\n");
        assertThat(shell.run("predict", run, "one.csv").out()).isEqualTo("species\nvirginica\n");
    }

    @Test
    void whatDoesNotFitIsRefused() throws IOException {
        Files.writeString(folder.resolve("bad.csv"), "petal,sepel\n1,2\n");
        Result bad = shell.run("predict", run, "bad.csv");
        assertThat(bad.code()).isEqualTo(2);
        assertThat(bad.err().replaceAll("\\s+", " ")).contains("bad.csv: line 1: no column \"sepal\"; nearest: sepel");
        Result unknown = shell.run("predict", "2026-01-01-a", "bad.csv");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err().replaceAll("\\s+", " ")).contains("unknown model `2026-01-01-a`: no file and no run");
        assertThat(shell.run("predict", "flowers.yaml", "bad.csv").code()).isEqualTo(2);
        assertThat(shell.run("export", run, "--java", "a b").code()).isEqualTo(2);
    }

    @Test
    void evaluateMeasuresEveryClass() {
        Result result = shell.run("evaluate", run, "flowers.csv");
        assertThat(result.out())
                .startsWith("accuracy 1.000, balanced 1.000, mean AUC 1.000, 60 rows\n")
                .contains("class        support  precision  recall     F1    AUC\n")
                .contains("setosa            20      1.000   1.000  1.000  1.000\n")
                .contains("true, below predicted");
        assertThat(shell.run("evaluate", run, "flowers.csv", "--json").out())
                .contains("\"accuracy\": 1", "\"confusion\": [[20, 0, 0], [0, 20, 0], [0, 0, 20]]");
    }

    @Test
    void foldsTrainAnewAndMeasureEveryRowOnce() {
        Result result = shell.run("evaluate", "flowers.yaml", "--folds", "4", "--threads=2");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .startsWith("flowers: 4 folds of 60 rows, drawn by seed 1; ")
                .contains(
                        "  fold  rows  ",
                        "  accuracy  balanced     F1    AUC\n",
                        "\n  1       15  ",
                        "\n  4       15  ")
                .containsPattern("\n  mean  .* 1\\.000 .*\n  ± sd  .* 0\\.000 ");
        String json =
                shell.run("evaluate", "flowers.yaml", "--folds=4", "--json").out();
        assertThat(json).contains("\"accuracy\": {\"mean\": 1, \"sd\": 0, \"count\": 4}", "\"trained\": 45");
        assertThat(shell.run("evaluate", "flowers.yaml", "--folds=4", "--threads=3")
                        .out())
                .isEqualTo(result.out());
    }

    @Test
    void whatDoesNotGoWithFoldsIsSaid() {
        refused("expected DATA behind the model", "flowers.yaml");
        refused("--folds divides the rows of the recipe's own data", "flowers.yaml", "flowers.csv", "--folds=3");
        refused("expected no --targets", "flowers.yaml", "--folds=3", "--targets=a.idx");
        refused("--folds trains anew; expected a recipe", "runs/" + run + "/model.safetensors", "--folds=3");
        refused("--folds: expected at least 2, found 1", "flowers.yaml", "--folds=1");
        refused("folds: expected 2 to 60, the number of samples, found 61", "flowers.yaml", "--folds=61");
        refused("--threads goes with --folds only", run, "flowers.csv", "--threads=2");
        refused("unknown recipe `flowrs`", "flowrs", "--folds=3");
    }

    private void refused(String why, String... arguments) {
        String[] call =
                Stream.concat(Stream.of("evaluate"), Stream.of(arguments)).toArray(String[]::new);
        Result result = shell.run(call);
        assertThat(result.code()).as(why).isEqualTo(2);
        assertThat(result.err().replaceAll("\\s+", " ")).contains(why);
    }

    @Test
    void exportWritesAClass() throws IOException {
        assertThat(shell.run("export", run, "--java", "com.shop.Flowers", "-o", "Flowers.java")
                        .code())
                .isZero();
        assertThat(Files.readString(folder.resolve("Flowers.java")))
                .startsWith("package com.shop;")
                .contains("public static String label(double... row)", "@param row petal, sepal");
    }
}
