package org.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gradus.cli.Shell.Result;
import org.gradus.runs.JsonReader;
import org.gradus.runs.RunFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    /// A network of four tanh layers whose weights are all zero, on points that are easy to tell
    /// apart.
    static final String SICK = """
            name: sick
            data: {blobs: {samples: 200, standardize: true}}
            model:
              - repeat: {times: 4, layers: [{dense: {units: 16, activation: tanh, init: zeros}}]}
              - dense: {units: 3, init: zeros}
            loss: softmax_cross_entropy
            batch: 32
            epochs: 20
            """;

    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void twoRecipesLieInTheFolder() {
        Recipes.write(folder, "sick", SICK);
        Recipes.write(folder, "well", SICK.replace(", init: zeros", "").replace("sick", "well"));
        shell = Shell.piped().in(folder);
    }

    private RunFolder onlyRun() {
        List<RunFolder> runs = RunFolder.list(folder.resolve("runs"));
        assertThat(runs).hasSize(1);
        return runs.getFirst();
    }

    @Test
    void whereNothingIsHeldOutEveryPageIsStillWritten() {
        for (String name : List.of("sick", "well")) {
            Recipes.write(
                    folder,
                    "all",
                    (name.equals("sick") ? SICK : SICK.replace(", init: zeros", ""))
                            .replace("samples: 200", "samples: 160, split: 1"));
            Result result = shell.run("doctor", "all.yaml");
            assertThat(result.code()).as(result.err()).isZero();
            RunFolder run = RunFolder.list(folder.resolve("runs")).getLast();
            assertThat(run.file("report.html")).isNotEmptyFile();
            assertThat(shell.run("report", run.id()).code()).isZero();
        }
        assertThat(shell.run("runs").out()).doesNotContain("NaN");
    }

    /// What `--json` promises.
    public record Answer(
            int version, String verdict, List<Found> diagnoses, List<Tried> trials, Cured cured, String report) {}

    /// A diagnosis of the answer.
    public record Found(
            String cause,
            String severity,
            List<String> layers,
            double confidence,
            List<String> ruledOut,
            String text) {}

    /// A trial of the answer.
    public record Tried(
            String arm,
            String remedy,
            double loss,
            double accuracy,
            double effect,
            List<Double> interval,
            boolean accepted) {}

    /// The cure of the answer.
    public record Cured(String recipe, String remedy, double accuracy, String verdict) {}

    @Test
    void aSickNetworkIsToldWhyAndCuredAndTheReportIsWritten() {
        Result result = shell.run("doctor", "sick.yaml");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("zero-init".replace('-', ' ').toUpperCase(Locale.ROOT))
                .contains("sick.yaml:")
                .contains("rests on  the trial of ", "verdict   zero-init, ", "cured");
        assertThat(result.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(result.out()).doesNotContain("\u001b");
        assertThat(result.err()).startsWith("forecast: ").contains("▼ ZERO INIT, ");
        RunFolder run = onlyRun();
        for (String file : List.of(
                "run.json", "recipe.yaml", "frames.bin", "evidence.json", "trials.json", "cured.yaml", "report.html")) {
            assertThat(run.file(file)).isNotEmptyFile();
        }
    }

    @Test
    void aRunThatWasExaminedIsReadBackAndNotTrainedAgain() throws IOException {
        Result first = shell.run("doctor", "sick.yaml");
        RunFolder run = onlyRun();
        Result again = shell.run("doctor", run.id());
        assertThat(again.out()).isEqualTo(first.out());
        onlyRun();
        isReportedWhateverIsLeftOfItsFrames(run);
    }

    @Test
    void theCuredRecipeOfARunFindsTheDataOfTheRecipeThatItCures() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.createDirectories(folder.resolve("recipes"));
        String points = IntStream.range(0, 200)
                .mapToObj(i -> "%d,%d,%s%n".formatted(i % 20 - 10, i / 20 - 5, i % 20 < 10 ? "left" : "right"))
                .collect(Collectors.joining());
        Files.writeString(folder.resolve("data/points.csv"), points);
        String sick = SICK.replace("blobs: {samples: 200, ", "csv: {path: ../data/points.csv, ")
                .replace("units: 3", "units: 2");
        Recipes.write(folder.resolve("recipes"), "table", sick);
        assertThat(shell.run("doctor", "recipes/table.yaml").code()).isZero();
        RunFolder run = onlyRun();
        Result next = shell.run("train", "runs/" + run.id() + "/cured.yaml");
        assertThat(next.code()).as(next.err()).isZero();
    }

    /// Frames may be gone, or cut off by a full disk.
    private void isReportedWhateverIsLeftOfItsFrames(RunFolder run) throws IOException {
        byte[] frames = Files.readAllBytes(run.file("frames.bin"));
        for (int left : List.of(0, 1, 77, frames.length / 2)) {
            Files.write(run.file("frames.bin"), Arrays.copyOf(frames, left));
            for (String command : List.of("report", "doctor", "diagnose")) {
                Result result = shell.run(command, run.id());
                assertThat(result.code())
                        .as(command + ", " + left + " bytes: " + result.err())
                        .isZero();
            }
        }
    }

    @Test
    void theJsonObjectHasItsFieldsAndAgreesWithTheText() {
        String json = shell.run("doctor", "sick.yaml", "--json").out();
        Answer answer = JsonReader.read(json, Answer.class, "answer");
        assertThat(answer.version()).isEqualTo(4);
        assertThat(answer.verdict()).isEqualTo("unwell");
        Found first = answer.diagnoses().getFirst();
        assertThat(first.cause()).isEqualTo("zero-init");
        assertThat(first.severity()).isEqualTo("ill");
        assertThat(first.layers()).contains("dense1");
        assertThat(first.confidence()).isBetween(0.5, 1.0);
        assertThat(first.ruledOut()).isNotEmpty();
        assertThat(json).contains("\"evidence\"", "\"against\"", "\"forecast\"");
        assertThat(answer.trials()).extracting(Tried::arm).startsWith("control", "sham", "cure");
        assertThat(answer.trials().getLast().interval()).hasSize(2);
        assertThat(answer.cured().verdict()).isEqualTo("healthy");
        assertThat(answer.report()).endsWith("report.html");
    }

    @Test
    void aFindingChangesTheExitCodeOnlyWhenAsked() {
        assertThat(shell.run("doctor", "sick.yaml", "--fail-on", "warn").code()).isEqualTo(3);
        assertThat(shell.run("doctor", "sick.yaml", "--fail-on", "ill").code()).isEqualTo(3);
        assertThat(shell.run("doctor", "well.yaml", "--fail-on", "warn").code()).isZero();
    }

    @Test
    void theExitCodeCanHangOnCauses() {
        shell.run("doctor", "sick.yaml");
        String run = onlyRun().id();
        assertThat(shell.run("doctor", run, "--fail-on=any").code()).isEqualTo(3);
        assertThat(shell.run("doctor", run, "--fail-on=nan,zero-init").code()).isEqualTo(3);
        assertThat(shell.run("doctor", run, "--fail-on=nan,dead-units").code()).isZero();
    }

    @Test
    void aCauseThatIsNoneIsRefusedBeforeAnythingIsTrained() {
        Result result = shell.run("doctor", "sick.yaml", "--fail-on=zero-int");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--fail-on", "found `zero-int`; nearest: zero-init");
        assertThat(shell.run("doctor", "sick.yaml", "--fail-on=fatal").err())
                .contains("found `fatal`; causes: detached, ", "vanishing-depth");
        assertThat(Files.exists(folder.resolve("runs"))).isFalse();
        assertThat(shell.run("doctor", "--help").out())
                .contains("sham  ", "structure  ", "--fail-on=WHAT", "Exit codes:", "vanishing-depth,nan");
    }

    @Test
    void badInputIsRefusedInWordsAndNothingIsWritten() {
        Recipes.write(folder, "broken", SICK.replace("tanh", "tan"));
        for (String name : List.of("broken.yaml", "nowhere.yaml", "deep-sigmoit")) {
            Result result = shell.run("doctor", name);
            assertThat(result.code()).as(name).isEqualTo(2);
            assertThat(result.err()).doesNotContain("\tat ").doesNotContain("Exception");
        }
        assertThat(shell.run("doctor", "well.yaml", "--threads=0").code()).isEqualTo(2);
        assertThat(shell.run("doctor", "deep-sigmoit").err()).contains("deep-sigmoid");
        assertThat(Files.exists(folder.resolve("runs"))).isFalse();
    }
}
