package org.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gradus.cli.Shell.Result;
import org.gradus.clinic.Archive;
import org.gradus.clinic.Consultation;
import org.gradus.clinic.Examination;
import org.gradus.clinic.Judge;
import org.gradus.data.Dataset;
import org.gradus.detect.Evidence;
import org.gradus.preset.Preset;
import org.gradus.recipe.Recipe;
import org.gradus.runs.RunFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands that list, foresee and report: `presets`, `forecast`, `runs`, `report`.
class RecipeCommandsTest {
    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void aRecipeLiesInTheFolder() {
        Recipes.write(folder, "small", Recipes.SMALL);
        shell = Shell.piped().in(folder);
    }

    private RunFolder run() {
        return RunFolder.list(folder.resolve("runs")).getFirst();
    }

    @Test
    void everyPresetHasItsLine() {
        Golden.check("presets", shell.run("presets").all());
    }

    @Test
    void aPresetIsPrintedAsAFileToCopy() throws IOException {
        for (Preset preset : Preset.all()) {
            Result result = shell.run("presets", preset.name());
            assertThat(result.out()).isEqualTo(preset.yaml());
        }
        Files.writeString(
                folder.resolve("copy.yaml"), shell.run("presets", "linear").out());
        assertThat(shell.run("forecast", "copy.yaml").code()).isZero();
    }

    @Test
    void anUnknownPresetGetsTheNearest() {
        assertThat(shell.run("presets", "deep-sigmod").err())
                .isEqualTo("gradus presets: unknown preset `deep-sigmod`; nearest: deep-sigmoid\n");
    }

    @Test
    void theForecastOfAStackThatCannotLearn() {
        Golden.check("forecast-sick", shell.run("forecast", "deep-sigmoid").all());
    }

    @Test
    void theForecastOfAStackThatLeans() {
        Golden.check("forecast-leans", shell.run("forecast", "relu-glorot").all());
    }

    @Test
    void theForecastOfASoundStack() {
        assertThat(shell.run("forecast", "relu-he").out()).contains("● The signal reaches the first layer");
    }

    @Test
    void whereThereIsNoForecastTheReasonStands() {
        assertThat(shell.run("forecast", "constant-init").out())
                .contains("No forecast: dense1: its weights are all equal, not random.");
    }

    @Test
    void aForecastTrainsNothing() {
        shell.run("forecast", "small.yaml");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void theForecastAsJson() {
        String out = shell.run("forecast", "deep-sigmoid", "--json").out();
        assertThat(out).contains("\"carries\": false", "\"asked\": 12", "\"remedy\": ", "\"path\": \"dense12\"");
    }

    @Test
    void noRunsIsNoMistake() {
        Result result = shell.run("runs");
        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("No runs in ");
    }

    @Test
    void everyRunHasItsLineAndABrokenOneIsLeftOutAloud() {
        shell.run("train", "small.yaml");
        shell.run("train", "small.yaml");
        List<RunFolder> runs = RunFolder.list(folder.resolve("runs"));
        runs.getLast().write(RunFolder.RUN, "{\"version\": ");
        Result result = shell.run("runs");
        assertThat(result.code()).isZero();
        assertThat(result.out().lines()).hasSize(2);
        assertThat(result.out()).contains(runs.getFirst().id() + "  small   24 of 24");
        assertThat(result.err()).startsWith("left out: " + runs.getLast().id() + "/run.json: not JSON");
    }

    @Test
    void aRunThatWasOnlyTrainedHasNothingToReport() {
        shell.run("train", "small.yaml");
        Result result = shell.run("report", run().id());
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("was trained, not examined");
    }

    @Test
    void aRunThatWasExaminedIsReported() throws IOException {
        shell.run("train", "small.yaml");
        examine(run());
        Result result = shell.run("report", run().id(), "-o", "page.html");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).matches("page.html, \\d+ KB\n");
        assertThat(Files.readString(folder.resolve("page.html")))
                .startsWith("<!DOCTYPE html>")
                .contains(run().id());
        assertThat(shell.run("report", run().id()).out()).startsWith("runs/" + run().id() + "/report.html, ");
    }

    private static void examine(RunFolder run) {
        Recipe recipe = Recipe.parse(run.read(RunFolder.RECIPE), "recipe");
        Dataset data = recipe.data().load(Path.of(""));
        try (Examination examination = new Examination(recipe, data, recipe.seed(), 1)) {
            examination.train(examination.trainer().totalSteps(), _ -> {});
            Evidence evidence = examination.evidence();
            Archive.save(
                    run, new Consultation(evidence, new Judge().judge(evidence), List.of(), Optional.empty(), 0, 0));
        }
    }
}
