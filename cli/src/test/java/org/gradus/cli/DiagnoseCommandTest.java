package org.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gradus.cli.Shell.Result;
import org.gradus.runs.JsonReader;
import org.gradus.runs.RunFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The verdict without the trials.
class DiagnoseCommandTest {
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
    Path folder;

    private Shell shell;

    @BeforeEach
    void twoRecipesLieInTheFolder() {
        Recipes.write(folder, "sick", SICK);
        Recipes.write(folder, "well", WELL);
        shell = Shell.piped().in(folder);
    }

    private List<RunFolder> runs() {
        return RunFolder.list(folder.resolve("runs"));
    }

    /// What `--json` promises.
    public record Answer(int version, String verdict, List<Found> diagnoses, String restsOn, List<Tried> trials) {}

    /// A diagnosis of the answer.
    public record Found(String cause) {}

    /// A trial of the answer.
    public record Tried(String remedy) {}

    private Answer answer(String... call) {
        return JsonReader.read(shell.run(call).out(), Answer.class, "answer");
    }

    @Test
    void aSickNetworkIsToldWhyAndNothingIsTriedOrRecorded() {
        Result result = shell.run("diagnose", "sick.yaml");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .startsWith("▼ ZERO INIT  ")
                .contains("rests on  ")
                .doesNotContain("cures on trial", "report ")
                .endsWith("  next      `gradus doctor sick.yaml` tries the cures\n\n");
        assertThat(result.out().lines()).allMatch(line -> Terminal.columns(line) <= 80);
        assertThat(result.err()).startsWith("forecast: ");
        assertThat(runs()).isEmpty();
    }

    @Test
    void aHealthyNetworkIsSaidToBeSo() {
        Result result = shell.run("diagnose", "well.yaml", "--fail-on=warn,unproven");
        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("● HEALTHY").contains("next      `gradus train well.yaml`");
    }

    @Test
    void theExitCodeCanHangOnTheVerdict() {
        assertThat(shell.run("diagnose", "sick.yaml", "--fail-on=ill").code()).isEqualTo(3);
        assertThat(shell.run("diagnose", "sick.yaml", "--fail-on=unproven").code())
                .isZero();
        Result wrong = shell.run("diagnose", "sick.yaml", "--fail-on=unprove");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err().replaceAll("\\s+", " "))
                .contains("expected warn, ill, any, unproven or causes, found `unprove`; nearest: unproven");
        assertThat(shell.run("diagnose", "sick.yaml", "--threads=0").code()).isEqualTo(2);
    }

    @Test
    void threadsDoNotChangeTheAnswer() {
        String one = shell.run("diagnose", "sick.yaml", "--json", "--threads=1").out();
        assertThat(shell.run("diagnose", "sick.yaml", "--json", "--threads=3").out())
                .isEqualTo(one);
    }

    @Test
    void aRunThatWasTrainedIsTrainedAgainAndThatIsSaid() throws IOException {
        shell.run("train", "sick.yaml");
        RunFolder run = runs().getFirst();
        Result result = shell.run("diagnose", run.id());
        assertThat(result.out()).startsWith("▼ ZERO INIT  ").contains("run " + run.id());
        assertThat(result.err()).startsWith("run " + run.id() + " holds no examination: its recipe is trained again\n");
        Files.writeString(
                run.file("run.json"),
                Files.readString(run.file("run.json")).replaceFirst("\"data\": \"[^\"]*\"", "\"data\": \"0\""));
        assertThat(shell.run("diagnose", run.path().toString()).err().replaceAll("\\s+", " "))
                .contains("trained again, on data that have changed since");
        assertThat(runs()).hasSize(1);
    }

    @Test
    void aRunThatWasExaminedIsReadBackWithItsVerdictAfterTheTrials() throws IOException {
        shell.run("doctor", "sick.yaml");
        RunFolder run = runs().getFirst();
        Result result = shell.run("diagnose", run.id());
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .startsWith("▼ ZERO INIT  ")
                .contains("rests on  the trial of ")
                .doesNotContain("Cures on trial")
                .endsWith("  next      `gradus doctor " + run.id() + "` shows how the cures did\n\n");
        Answer answer = answer("diagnose", run.id(), "--json");
        assertThat(answer.version()).isEqualTo(4);
        assertThat(answer.diagnoses()).extracting(Found::cause).startsWith("zero-init");
        assertThat(answer.trials()).isNotEmpty();
        Files.writeString(run.file("evidence.json"), "{}");
        assertThat(shell.run("diagnose", run.id()).err())
                .startsWith("run " + run.id() + " cannot be read back: ")
                .contains("is trained again");
    }

    @Test
    void badInputIsRefusedInWords() {
        assertThat(shell.run("diagnose", "nowhere.yaml").code()).isEqualTo(2);
        assertThat(shell.run("diagnose", "deep-sigmoit").err()).contains("nearest: deep-sigmoid");
    }
}
