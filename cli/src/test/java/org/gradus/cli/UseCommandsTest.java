package org.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void exportWritesAClass() throws IOException {
        assertThat(shell.run("export", run, "--java", "com.shop.Flowers", "-o", "Flowers.java")
                        .code())
                .isZero();
        assertThat(Files.readString(folder.resolve("Flowers.java")))
                .startsWith("package com.shop;")
                .contains("public static String label(double... row)", "@param row petal, sepal");
    }
}
