package org.gradus.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gradus.name.InputException;
import org.gradus.recipe.Grid;
import org.gradus.recipe.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sweeps: what is trained, what is kept, and what does not depend on threads.
final class SweepLaws {
    private static final Recipe RECIPE = Recipe.parse("""
            name: small / circles
            data: {circles: {samples: 120}}
            model: [{dense: {units: 4, activation: tanh}}, {dense: 2}]
            loss: softmax_cross_entropy
            epochs: 3
            batch: 20
            """, "small.yaml");

    @TempDir
    Path runs;

    /// How many were trained, and what came out.
    private record Outcome(int trained, List<Sweep.Row> rows) {
        /// The results without what no two trainings share.
        List<RunResult> timeless() {
            return rows.stream()
                    .flatMap(r -> r.results().stream())
                    .map(r -> new RunResult(
                            r.steps(),
                            0,
                            r.metric(),
                            r.trainLoss(),
                            r.trainMetric(),
                            r.testLoss(),
                            r.testMetric(),
                            r.stopped(),
                            r.ending()))
                    .toList();
        }
    }

    private static Outcome run(Path runs, int threads, int seeds, String... axes) {
        int[] trained = new int[1];
        try (SweepFolder kept = SweepFolder.of(runs, RECIPE)) {
            Sweep sweep = new Sweep(Grid.of(RECIPE, List.of(axes)), Path.of(""), seeds);
            List<Sweep.Row> rows = sweep.run(kept, threads, (done, _) -> trained[0] = done);
            return new Outcome(trained[0], rows);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(runs)) {
            return all.filter(f -> f.toString().endsWith(".json")).sorted().toList();
        }
    }

    @Test
    void theResultsDoNotDependOnThreads() {
        String[] axes = {"optimizer.rate=0.01,0.1,1", "model[0].units=2,8"};
        Outcome one = run(runs.resolve("1"), 1, 2, axes), four = run(runs.resolve("4"), 4, 2, axes);
        assertThat(one.trained()).isEqualTo(12);
        assertThat(four.timeless()).isEqualTo(one.timeless());
        assertThat(one.rows()).extracting(r -> r.point().values()).doesNotHaveDuplicates();
    }

    @Test
    void nothingIsTrainedTwice() throws IOException {
        Outcome first = run(runs, 2, 1, "optimizer.rate=0.01,0.1");
        assertThat(first.trained()).isEqualTo(2);
        Outcome again = run(runs, 2, 1, "optimizer.rate=0.01,0.1");
        assertThat(again.trained()).isZero();
        assertThat(again.rows()).isEqualTo(first.rows());
        // more seeds and more values, by another path to the same setting
        assertThat(run(runs, 2, 2, "optimizer.sgd.rate=0.1,0.01,1").trained()).isEqualTo(4);
        assertThat(files()).hasSize(6);
        // what a killed process has left behind
        Path file = files().getFirst();
        Files.copy(file, file.resolveSibling("x.json.1-2.part"));
        Files.delete(file);
        Outcome resumed = run(runs, 1, 2, "optimizer.rate=0.01,0.1,1");
        assertThat(resumed.trained()).isEqualTo(1);
        assertThat(files()).hasSize(6);
        assertThat(file.resolveSibling("x.json.1-2.part")).doesNotExist();
        assertThat(resumed.timeless())
                .isEqualTo(run(runs.resolve("new"), 1, 2, "optimizer.rate=0.01,0.1,1")
                        .timeless());
    }

    @Test
    void oneProcessWritesAtATime() {
        try (SweepFolder _ = SweepFolder.of(runs, RECIPE)) {
            assertThatThrownBy(() -> SweepFolder.of(runs, RECIPE).close())
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("is being written by another process");
            SweepFolder.of(runs, RECIPE.withBatch(7)).close();
        }
        SweepFolder.of(runs, RECIPE).close();
    }

    @Test
    void aCombinationThatCannotBeTrainedIsNamedBeforeAnyIs() throws IOException {
        assertThatThrownBy(() -> run(runs, 1, 1, "model[1].units=2,1"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("model[1].units=1: ");
        assertThat(files()).isEmpty();
        assertThatThrownBy(() -> run(runs, 1, 2, "seed=1,2")).hasMessageContaining("either several seeds");
    }

    @Test
    void theBestComesFirstAndWhatBrokeOffLast() {
        List<Sweep.Row> rows =
                run(runs, 2, 1, "optimizer.rate=0.001,1,1e38", "epochs=20").rows();
        List<Sweep.Row> ranked = Sweep.ranked(rows);
        assertThat(ranked.getFirst().point().values()).containsExactly("1", "20");
        assertThat(ranked.getLast().point().values()).containsExactly("1e38", "20");
        assertThat(ranked.getLast().stopped()).isTrue();
        assertThat(new ArrayList<>(rows)).containsExactlyInAnyOrderElementsOf(ranked);
    }
}
