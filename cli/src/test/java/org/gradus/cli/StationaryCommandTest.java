package org.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gradus.cli.Shell.Result;
import org.gradus.runs.RunFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StationaryCommandTest {
    /// All weights are 0: only the output's bias has a gradient, and that is 0 once it knows the class frequencies.
    private static final String ZERO = """
            name: zero
            data: {xor: {samples: 120}}
            model:
              - dense: {units: 4, activation: tanh, init: zeros}
              - dense: {units: 2, init: zeros}
            loss: softmax_cross_entropy
            optimizer: {sgd: {rate: 0.5}}
            batch: 96
            epochs: 60
            """;

    /// A few small steps towards a plane that fits.
    private static final String SLOPE = """
            name: slope
            data: {regression: {samples: 400}}
            model: [{dense: {units: 1}}]
            loss: mse
            optimizer: {sgd: {rate: 0.001}}
            batch: 32
            epochs: 1
            """;

    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void recipesLieInTheFolder() {
        Recipes.write(folder, "slope", SLOPE);
        Recipes.write(folder, "zero", ZERO);
        shell = Shell.piped().in(folder);
    }

    private RunFolder trained(String recipe) {
        assertThat(shell.run("train", recipe + ".yaml").code()).isZero();
        return RunFolder.list(folder.resolve("runs")).getLast();
    }

    @Test
    void aTrainingThatWentOnStoppedOnASlope() {
        Result result = shell.run("stationary", trained("slope").id());
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .startsWith("◆ NOT STATIONARY")
                .contains("not a stationary point but a slope", "Go on:", "not below 0");
    }

    @Test
    void aNetworkOfZerosStoppedAtASaddle() {
        String id = trained("zero").id();
        assertThat(shell.run("stationary", id).out())
                .startsWith("▼ STRICT SADDLE")
                .contains("curves down", "lowers it by", "way out", "symmetries")
                .doesNotContain("global");
        assertThat(shell.run("stationary", id, "--json").out())
                .contains("\"verdict\": \"strict_saddle\"", "\"escape\": ", "\"limit\": 4", "\"zeros\": ");
    }

    @Test
    void aRunWithoutWeightsOrWithoutAFolderIsRefused() throws IOException {
        RunFolder run = trained("zero");
        Files.delete(run.file(RunFolder.CHECKPOINT));
        Result result = shell.run("stationary", run.id());
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("has no checkpoint.safetensors");
        assertThat(shell.run("stationary", "2000-01-01-a").code()).isEqualTo(2);
    }
}
