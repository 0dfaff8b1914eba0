package org.gradus.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gradus.junit.GradusAssertions.assertTrains;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gradus.exam.Preset;
import org.gradus.name.InputException;
import org.gradus.recipe.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The assertion passes where the doctor finds nothing, and says what it finds where it does.
class AssertTrainsTest {
    private static final String WELL = """
            name: well
            data: {blobs: {samples: 200, standardize: true}}
            model:
              - dense: {units: 16, activation: tanh}
              - dense: {units: 3}
            loss: softmax_cross_entropy
            batch: 32
            epochs: 20
            """;

    private static final String SICK =
            WELL.replace("well", "sick").replace("tanh}", "tanh, init: zeros}").replace("3}", "3, init: zeros}");

    @TempDir
    private Path folder;

    private static Recipe recipe(String yaml) {
        return Recipe.parse(yaml, "test.yaml");
    }

    @Test
    void aHealthyPresetPassesWithoutAWord() {
        assertThatCode(() -> assertTrains("relu-he")).doesNotThrowAnyException();
    }

    @Test
    void aHealthyFileIsReadWithItsDataBesideIt() throws IOException {
        Path data = folder.resolve("points.csv");
        StringBuilder points = new StringBuilder("x,y,class\n");
        for (int i = 0; i < 200; i++) {
            points.append("%s,%s,%s%n".formatted(i % 2 + 0.001 * i, i % 7, i % 2 == 0 ? "a" : "b"));
        }
        Files.writeString(data, points);
        Path file = folder.resolve("well.yaml");
        Files.writeString(
                file,
                WELL.replace("{blobs: {samples: 200, standardize: true}}", "{csv: {path: points.csv, target: class}}")
                        .replace("units: 3", "units: 2"));
        assertThatCode(() -> assertTrains(file)).doesNotThrowAnyException();
    }

    @Test
    void aSickPresetFailsWithTheDiagnosisAsTheTerminalPrintsIt() {
        assertThatThrownBy(() -> assertTrains("zero-init"))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("zero-init failed its check-up: zero-init, since step 0\n\n▼ ZERO INIT")
                .hasMessageContaining("evidence ")
                .hasMessageContaining("weights exactly 0")
                .hasMessageContaining("why ")
                .hasMessageContaining("may help: he_normal");
    }

    /// A trainer would refuse it; the assertion says why.
    @Test
    void aNetworkOfFrozenLayersFailsWithTheirDiagnosis() {
        String frozen = WELL.replace("- dense: {units: 16", "- freeze: [{dense: 8}, {dense: 3}]\n  #")
                .replace("- dense: {units: 3}", "#");
        assertThatThrownBy(() -> assertTrains(recipe(frozen).withSeed(4)))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("well failed its check-up: frozen, since step 0")
                .hasMessageContaining("may help: no_freeze");
    }

    @Test
    void whatIsToleratedOrDoesNotReachTheGatePasses() {
        Checkup sick = Checkup.of(recipe(SICK));
        assertThatThrownBy(() -> assertTrains(sick)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertTrains(sick.failingOn("ill"))).isInstanceOf(AssertionError.class);
        assertThatCode(() -> assertTrains(sick.failingOn("nan,exploding"))).doesNotThrowAnyException();
        assertThatCode(() -> assertTrains(sick.tolerating("zero-init", "symmetric-init")))
                .doesNotThrowAnyException();
    }

    @Test
    void aTrainingTooShortToJudgeDoesNotPass() {
        // 3 steps of the 20 it asks for
        Recipe stopped = recipe(WELL.replace("batch: 32", "batch: 500").replace("epochs: 20", "epochs: 60"));
        assertThatThrownBy(() -> assertTrains(Checkup.of(stopped).withEpochs(3)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void seedAndEpochsChangeTheRecipeAndNothingElse() {
        Recipe recipe = Preset.named("relu-he").orElseThrow().recipe();
        Checkup checkup = Checkup.of(recipe).withSeed(7).withEpochs(5);
        assertThat(checkup.recipe()).isEqualTo(recipe.withSeed(7).withEpochs(5));
        assertThat(Checkup.of(recipe).withEpochs(1000).recipe()).isEqualTo(recipe);
    }

    @Test
    void badInputIsRefusedInWords() {
        assertThatThrownBy(() -> assertTrains("relu-hee"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("unknown preset `relu-hee`; nearest: relu-he");
        assertThatThrownBy(() -> Checkup.of("relu-he").tolerating("vanishing"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("vanishing-depth");
        assertThatThrownBy(() -> Checkup.of("relu-he").withEpochs(0)).hasMessageContaining("at least 1, found 0");
        assertThatThrownBy(() -> assertTrains(folder.resolve("none.yaml"))).hasMessageContaining("no such file");
    }
}
