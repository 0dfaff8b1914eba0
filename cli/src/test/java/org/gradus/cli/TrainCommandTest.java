package org.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.gradus.cli.Shell.Result;
import org.gradus.law.JavaCode;
import org.gradus.model.Model;
import org.gradus.record.NamedRecipe;
import org.gradus.record.Recording;
import org.gradus.runs.Frames;
import org.gradus.runs.RunCard;
import org.gradus.runs.RunFolder;
import org.gradus.runs.RunResult;
import org.gradus.tensor.Tensor;
import org.gradus.train.Checkpoint;
import org.gradus.train.Ending;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainCommandTest {
    private static final int STEPS = 24;

    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void aRecipeLiesInTheFolder() {
        Recipes.write(folder, "small", Recipes.SMALL);
        shell = Shell.piped().in(folder);
    }

    @Test
    void aRecipeWithNothingToTrainIsRefusedBeforeAnythingIsWrittenAndTheForecastSaysSo() {
        Recipes.write(
                folder,
                "still",
                Recipes.SMALL.replace("- dense: {units: 2}\n", "- dense: {units: 2}\n  - stop_gradient\n"));
        String why =
                "recipe small: no parameter can be trained (cut off from the loss by stop_gradient1: dense1, dense2, dense3)";
        Result refused = shell.run("train", "still.yaml");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err().replaceAll("\\s+", " ")).startsWith("gradus train: " + why);
        assertThat(runs()).isEmpty();
        assertThat(shell.run("forecast", "still.yaml").out().replaceAll("\\s+", " "))
                .contains("▼ " + why);
    }

    private List<RunFolder> runs() {
        return RunFolder.list(folder.resolve("runs"));
    }

    /// Every weight, slot, statistic and key; tensors are equal when their bits are.
    private static Map<String, Tensor> weights(RunFolder run) {
        Checkpoint checkpoint = Checkpoint.read(run.file(RunFolder.CHECKPOINT));
        assertThat(checkpoint.step()).isEqualTo(STEPS);
        return checkpoint.tensors();
    }

    /// All that frames hold but the time.
    private static List<List<Object>> measured(RunFolder run) {
        return frames(run).stream()
                .map(f -> List.<Object>of(f.step(), f.loss(), f.rate(), Arrays.toString(f.values())))
                .toList();
    }

    private static List<Frames.Frame> frames(RunFolder run) {
        return RunCard.read(run).frames(run);
    }

    @Test
    void aTrainingIsRecordedWhole() {
        Result result = shell.run("train", "small.yaml");
        assertThat(result.code()).isZero();
        assertThat(runs()).hasSize(1);
        RunFolder run = runs().getFirst();
        assertThat(frames(run))
                .extracting(Frames.Frame::step)
                .hasSize(STEPS)
                .first()
                .isEqualTo(1L);
        assertThat(RunCard.read(run).layers()).containsExactly("dense1", "dense2", "dense3");
        assertThat(result.out())
                .startsWith("small: 24 of 24 steps, ")
                .contains("  loss     ", "layer 1 to output", "  training  ", "  held out  ")
                .endsWith("run " + run.id() + " in runs/" + run.id() + "\nits model answers new rows: `gradus predict "
                        + run.id() + " FILE.csv`\n");
        assertThat(Model.read(run.file(RunFolder.MODEL)).recipe().name()).isEqualTo("small");
    }

    @Test
    void whatIsOddAboutTheDataIsSaidBeforeTheTraining() throws IOException {
        StringBuilder text = new StringBuilder("age,colour,price,kind\n");
        for (int i = 0; i < 40; i++) {
            text.append(i % 5 == 0 ? "" : "" + i)
                    .append(i % 2 == 0 ? ",red," : ",blue,")
                    .append(5000 + i * 100);
            text.append(i % 2 == 0 ? ",a\n" : ",b\n");
        }
        Files.writeString(folder.resolve("odd.csv"), text);
        Recipes.write(folder, "odd", """
                name: odd
                data: {csv: {path: odd.csv, missing: median}}
                model: [dense: 2]
                loss: softmax_cross_entropy
                epochs: 1
                batch: 8
                """);
        assertThat(shell.run("train", "odd.yaml").err())
                .contains("data: column age: missing in ", " rows for training, filled in with ")
                .contains("data: column colour: 2 categories, one-hot")
                .containsPattern(
                        "data: inputs of size [\\d.]+, columns from [\\d.]+ to [\\d.,]+; initial weights are drawn");
    }

    @Test
    void aDiskWithoutRoomIsRefusedBeforeTheFirstStep() {
        RunFolder run = RunFolder.open(folder, makeRun());
        assertThatThrownBy(() -> run.checkRoom(Long.MAX_VALUE))
                .hasMessageMatching("(?s).*: expected room for \\d+ MB on the disk, found \\d+ MB; GRADUS_RUNS names a"
                        + " folder elsewhere");
        run.checkRoom(1);
    }

    private String makeRun() {
        shell.run("train", "small.yaml");
        return folder.resolve("runs").resolve(runs().getFirst().id()).toString();
    }

    @Test
    void whoEndsATrainingInTheMiddleIsToldHowToGoOn() throws IOException, InterruptedException {
        Recipes.write(folder, "long", Recipes.SMALL.replaceAll("epochs: \\d+", "epochs: 1000000"));
        Process process = JavaCode.process("org.gradus.cli.Gradus", folder, "train", "long.yaml");
        Path runs = folder.resolve("runs");
        while (process.isAlive() && RunFolder.list(runs).isEmpty()) Thread.sleep(20);
        String run = RunFolder.list(runs).getFirst().id();
        Path frames = runs.resolve(run).resolve(RunFolder.FRAMES);
        while (process.isAlive() && (!Files.exists(frames) || Files.size(frames) < 5000)) Thread.sleep(20);
        // by its handle, which leaves its streams open
        process.toHandle().destroy();
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).contains("interrupted: `gradus train --resume " + run + "` goes on with it");
        assertThat(shell.run("runs").out()).contains(run);
    }

    @Test
    void whereNothingIsHeldOutADashStandsForItsFigures() {
        Recipes.write(folder, "all", Recipes.SMALL.replace("samples: 120", "samples: 96, split: 1"));
        Result result = shell.run("train", "all.yaml");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .containsPattern("  training +0\\.\\d+ +[01]\\.\\d+\n")
                .containsPattern("  held out +– +–\n");
        RunFolder run = runs().getFirst();
        assertThat(frames(run)).hasSize(STEPS);
        assertThat(shell.run("train", "--resume", run.id()).out()).containsPattern("  held out +– +–\n");
        assertThat(shell.run("runs").out()).containsPattern("24 of 24 .* –\n").doesNotContain("NaN");
        Result json = shell.run("train", "all.yaml", "--json");
        assertThat(json.out())
                .contains("\"test\": {\"loss\": null, \"metric\": null}")
                .doesNotContain("NaN");
        assertThat(shell.run("runs", "--json").out()).contains("\"testLoss\": null", "\"testMetric\": null");
    }

    @Test
    void progressIsTalkAndTheResultIsData() {
        Result result = shell.run("train", "small.yaml");
        assertThat(result.err()).startsWith("forecast: Each layer ");
        assertThat(result.err().lines().filter(line -> line.matches("training +\\d+ %  loss .*")))
                .hasSize(10);
        Result json = shell.run("train", "small.yaml", "--json");
        assertThat(json.out()).startsWith("{\n  \"version\": 1,").contains("\"steps\": 24", "\"stopped\": null");
    }

    @Test
    void aTrainingThatStopsEarlySaysSoInALineInJsonAndInTheRun() {
        Recipes.write(
                folder,
                "stops",
                Recipes.SMALL
                        .replace("circles: {samples: 120}", "circles: {samples: 120, noise: 0.5}")
                        .replace("rate: 0.01", "rate: 0.05")
                        .replace("epochs: 6", "epochs: 90\nstop: {early_stopping: {patience: 2}}"));
        Result result = shell.run("train", "stops.yaml");
        Ending ending = RunResult.read(runs().getFirst()).orElseThrow().ending().orElseThrow();
        assertThat(ending.early()).isTrue();
        assertThat(ending.best()).isEqualTo(ending.epoch() - 2);
        int steps = 4 * ending.epoch(); // 96 training samples, 19 of them held out, in batches of 25
        assertThat(result.out())
                .startsWith("small: " + steps + " of 360 steps, ")
                .contains("  stopped after epoch " + ending.epoch() + " of 90; best was epoch " + ending.best()
                        + ", whose weights are kept\n");
        RunFolder run = runs().getFirst();
        assertThat(shell.run("train", "--resume", run.id()).out()).contains("; best was epoch " + ending.best());
        assertThat(shell.run("train", "stops.yaml", "--json").out())
                .contains("\"ending\": {\"early\": true, \"epoch\": " + ending.epoch() + ", \"epochs\": 90, \"best\": "
                        + ending.best() + ", ");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void theNumberOfThreadsChangesNoBit(int threads) throws IOException {
        shell.run("train", "small.yaml");
        shell.run("train", "small.yaml", "--threads=" + threads);
        assertThat(weights(runs().getLast())).isEqualTo(weights(runs().getFirst()));
    }

    /// The crash comes some steps after the last checkpoint, and leaves half a frame at the end
    /// of the file.
    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5, 12, 23})
    void aTrainingThatWasCutOffGoesOnToTheSameBits(int saved) throws IOException {
        shell.run("train", "small.yaml");
        crash(saved, Math.min(saved + 4, STEPS));
        RunFolder whole = runs().getFirst(), cut = runs().getLast();
        Files.write(cut.file(RunFolder.FRAMES), new byte[17], StandardOpenOption.APPEND);
        Result result = shell.run("train", "--resume", cut.id());
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(weights(cut)).isEqualTo(weights(whole));
        assertThat(measured(cut)).isEqualTo(measured(whole));
        assertThat(frames(cut)).extracting(Frames.Frame::nanos).isSorted();
    }

    private void crash(int saved, int end) {
        NamedRecipe patient = shell.surroundings().named("small.yaml");
        assertThatThrownBy(() -> {
                    try (Recording recording = Recording.begin(patient, folder.resolve("runs"), "test", 1)) {
                        recording.train(report -> {
                            if (report.step() == saved) recording.save();
                            if (report.step() == end) throw new IllegalStateException("the power is out");
                        });
                    }
                })
                .hasMessage("the power is out");
    }

    @Test
    void aTrainingThatIsDoneStaysAsItIs() throws IOException {
        shell.run("train", "small.yaml");
        Map<String, Tensor> weights = weights(runs().getFirst());
        Result result =
                shell.run("train", "small.yaml", "--resume", runs().getFirst().id());
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("24 of 24 steps");
        assertThat(weights(runs().getFirst())).isEqualTo(weights);
    }

    @Test
    void aNumberThatIsNotFiniteEndsTheTrainingAndIsNamed() {
        Recipes.write(folder, "wild", Recipes.SMALL.replace("adam: {rate: 0.01}", "sgd: {rate: 1e38}"));
        Result result = shell.run("train", "wild.yaml");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("▼ stopped: step ", " is not finite", "the first operation whose result is no number: ");
        assertThat(shell.run("train", "wild.yaml", "--json").out()).doesNotContain("\"stopped\": null");
    }

    @Test
    void aRunIsARecipe() {
        shell.run("train", "small.yaml");
        Result result = shell.run("train", runs().getFirst().id());
        assertThat(result.code()).isZero();
        assertThat(runs()).hasSize(2);
        assertThat(shell.run("forecast", "runs/" + runs().getFirst().id()).code())
                .isZero();
    }

    @Test
    void whatCannotBeUsedIsRefusedAndNothingIsWritten() {
        Recipes.write(
                folder, "softplus", Recipes.SMALL.replace("activation: tanh", "activation: softplus, init: critical"));
        Recipes.write(folder, "csv", Recipes.SMALL.replace("{circles: {samples: 120}}", "{csv: {path: nowhere.csv}}"));
        Recipes.write(folder, "narrow", Recipes.SMALL.replace("units: 2}", "units: 1}"));
        Recipes.write(folder, "typo", Recipes.SMALL.replace("dropout", "dropuot"));
        Recipes.write(folder, "torn", "name: [");
        StringBuilder all = new StringBuilder();
        String[][] calls = {
            {"train", "softplus.yaml"},
            {"train", "csv.yaml"},
            {"train", "narrow.yaml"},
            {"train", "typo.yaml"},
            {"train", "torn.yaml"},
            {"train", "nowhere.yaml"},
            {"train", "smal"},
            {"train", "deep-sigmod"},
            {"train"},
            {"train", "--resume", "2000-01-01-a"},
            {"train", "small.yaml", "--threads=0"},
            {"train", "small.yaml", "--threads=two"},
        };
        for (String[] call : calls) {
            // wide, so that where lines are folded does not depend on the folder's path
            Result result = shell.with("COLUMNS", "999").run(call);
            assertThat(result.code()).as(result.err()).isEqualTo(2);
            all.append("> gradus ").append(String.join(" ", call)).append('\n').append(result.err());
        }
        assertThat(folder.resolve("runs")).doesNotExist();
        Golden.check("train-refused", all.toString().replace(folder.toString(), "FOLDER"));
    }

    @Test
    void aRunWithOtherDataIsNotResumed() throws IOException {
        String rows = "a,b,c\n" + "1,2,x\n2,1,y\n3,5,x\n4,1,y\n5,9,x\n".repeat(8);
        Files.writeString(folder.resolve("rows.csv"), rows);
        Recipes.write(folder, "csv", Recipes.SMALL.replace("{circles: {samples: 120}}", "{csv: {path: rows.csv}}"));
        assertThat(shell.run("train", "csv.yaml").code()).isZero();
        Files.writeString(folder.resolve("rows.csv"), rows.replace("9", "8"));
        Result result = shell.run("train", "--resume", runs().getFirst().id());
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("its data have changed");
    }

    @Test
    void aFolderThatCannotBeWrittenIsNoFaultOfGradus() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        Result result = shell.with("GRADUS_RUNS", file.toString()).run("train", "small.yaml");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("cannot make a run folder in", "file of that name")
                .doesNotContain("fault of Gradus");
    }
}
