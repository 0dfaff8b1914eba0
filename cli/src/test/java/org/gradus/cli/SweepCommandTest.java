package org.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gradus.cli.Shell.Result;
import org.gradus.recipe.Recipe;
import org.gradus.runs.SweepFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepCommandTest {
    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void aRecipeLiesInTheFolder() {
        Recipes.write(folder, "small", Recipes.SMALL);
        shell = Shell.piped().in(folder);
    }

    private static String withoutSeconds(String table) {
        return table.replaceAll(" +\\d+\\.\\d\n", "\n");
    }

    @Test
    void theTableHasTheBestFirstAndTheSameForAnyThreads() {
        String[] call = {"sweep", "small.yaml", "--grid=optimizer.rate=0.0001,0.1", "--grid=model[0].dense.units=2,16"};
        Result result = shell.run(call);
        assertThat(result.code()).isZero();
        assertThat(result.err()).startsWith("4 trainings\n").contains("sweep 100 %  4 of 4");
        assertThat(result.out())
                .startsWith("small: 4 combinations, the best on held-out rows first\n")
                .contains("  rate    units  accuracy", "training loss  seconds\n", "kept in runs/sweeps/small-")
                .containsPattern("seconds\n  0\\.1 ");
        String[] more = new String[call.length + 1];
        System.arraycopy(call, 0, more, 0, call.length);
        more[call.length] = "--threads=3";
        Result other = shell.with("GRADUS_RUNS", "elsewhere").run(more);
        assertThat(withoutSeconds(other.out()).replace("elsewhere", "runs")).isEqualTo(withoutSeconds(result.out()));
        Result again = shell.run(call);
        assertThat(again.err()).startsWith("4 trainings, of which 4 ended before\n");
        assertThat(again.out()).isEqualTo(result.out());
    }

    @Test
    void itIsDrawnOverOneSettingOrTwo() throws IOException {
        Result one = shell.run("sweep", "small.yaml", "--grid=optimizer.rate=0.001,0.1", "--seeds=2", "--svg=one.svg");
        assertThat(one.out()).contains("2 combinations, each with 2 seeds (mean ± standard deviation)", " ± ");
        assertThat(one.err()).contains("drawn: one.svg");
        assertThat(Files.readString(folder.resolve("one.svg")))
                .startsWith("<svg")
                .contains("optimizer.rate", "one seed");
        shell.run("sweep", "small.yaml", "--grid=batch=10,30", "--grid=model[0].activation=tanh,relu", "--svg=two.svg");
        assertThat(Files.readString(folder.resolve("two.svg"))).contains("model[0].activation", "tanh", "best");
        shell.run("sweep", "small.yaml", "--grid=optimizer=sgd,{adam: 0.1}", "--svg=three.svg");
        assertThat(Files.readString(folder.resolve("three.svg"))).contains("{adam: 0.1}");
        Result three =
                shell.run("sweep", "small.yaml", "--grid=batch=1", "--grid=epochs=1", "--grid=seed=1", "--svg=x");
        assertThat(three.code()).isEqualTo(2);
        assertThat(three.err()).contains("--svg: one setting or two can be drawn, found 3");
    }

    @Test
    void jsonHoldsEverySetting() {
        assertThat(shell.run("sweep", "small.yaml", "--grid=batch=10,30", "--json")
                        .out())
                .contains(
                        "\"settings\": {\"batch\": 10}",
                        "\"heldOut\": true",
                        "\"metric\": \"accuracy\"",
                        "\"results\": [");
    }

    @Test
    void malformedGridsAreRefusedBeforeAnythingIsMade() {
        Result near = shell.run("sweep", "small.yaml", "--grid=optimizer.rat=1");
        assertThat(near.code()).isEqualTo(2);
        assertThat(near.err())
                .contains("setting `optimizer.rat`: the recipe has none of that name;", "nearest: optimizer.rate");
        assertThat(shell.run("sweep", "small.yaml").err()).contains("--grid=PATH=VALUES");
        assertThat(shell.run("sweep", "small.yaml", "--grid=batch=1", "--seeds=0")
                        .err())
                .contains("expected 1 to 1000");
        assertThat(folder.resolve("runs/sweeps")).doesNotExist();
    }

    @Test
    void anotherProcessIsWaitedFor() {
        try (SweepFolder _ = SweepFolder.of(folder.resolve("runs"), Recipe.parse(Recipes.SMALL, "small.yaml"))) {
            Result result = shell.run("sweep", "small.yaml", "--grid=batch=10");
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err().replaceAll("\\s+", " ")).contains("is being written by another process");
        }
    }
}
