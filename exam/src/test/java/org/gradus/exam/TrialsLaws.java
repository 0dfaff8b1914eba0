package org.gradus.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.gradus.detect.Detector;
import org.gradus.detect.DetectorList;
import org.gradus.exam.Batch.Job;
import org.gradus.name.InputException;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.Together;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialsLaws {
    /// What cannot be planted without planting another cause, which explains it as well: where plain
    /// steps do not suit, so does no rate.
    private static final List<String> UNPLANTED = List.of("unsuitable-optimizer");

    @TempDir
    Path folder;

    private static Result result(String cause, int number) {
        Said said = new Said(List.of(new Result.Named(cause, 0.9, 0.9, 0.5, true, false)), 1);
        return new Result(
                World.CLEAN,
                Family.TRAIN,
                cause,
                "1",
                number,
                Double.POSITIVE_INFINITY,
                0.5,
                true,
                said,
                false,
                said,
                List.of(),
                0.1,
                0.2,
                1);
    }

    private static List<Job<Result>> jobs(int n, List<Integer> done) {
        List<Job<Result>> jobs = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int number = i;
            Callable<Result> work = () -> {
                synchronized (done) {
                    done.add(number);
                }
                // those that come first take longest
                Thread.sleep(2L * (n - number));
                return result("saturated", number);
            };
            jobs.add(new Job<>(result("saturated", number).key(), work));
        }
        return jobs;
    }

    private static List<Result> run(int n, int threads, Lines<Result> lines, List<Integer> done) {
        return Batch.run(jobs(n, done), Result::key, threads, lines, _ -> {});
    }

    @Test
    void everyCauseHasAFaultThatMayBePlanted() {
        List<String> causes = DetectorList.all().stream().map(Detector::cause).toList();
        assertThat(Fault.byCause().keySet())
                .containsAll(causes.stream().filter(c -> !UNPLANTED.contains(c)).toList());
    }

    @Test
    void resultsComeInTheOrderOfTheWorkHoweverManyThreads() {
        List<Result> one = run(12, 1, Lines.nowhere(Result.class), new ArrayList<>());
        List<Result> four = run(12, 4, Lines.nowhere(Result.class), new ArrayList<>());
        assertThat(four).isEqualTo(one);
        assertThat(one).extracting(Result::number).isSorted();
    }

    @Test
    void aRunGoesOnWhereItWasKilled() throws IOException {
        Path file = folder.resolve("card.jsonl");
        List<Result> whole;
        try (Lines<Result> lines = Lines.in(file, Result.class)) {
            whole = run(6, 2, lines, new ArrayList<>());
        }
        String text = Files.readString(file);
        List<String> lines = text.lines().toList();
        assertThat(lines).hasSize(6);
        Files.writeString(
                file, lines.get(0) + "\n" + lines.get(1) + "\n" + lines.get(2).substring(0, 20));
        List<Integer> done = new ArrayList<>();
        try (Lines<Result> rest = Lines.in(file, Result.class)) {
            assertThat(run(6, 2, rest, done)).isEqualTo(whole);
        }
        assertThat(done).containsExactlyInAnyOrder(2, 3, 4, 5);
        assertThat(file).hasContent(text);
    }

    @Test
    void whatIsNoResultIsRefusedByLine() throws IOException {
        Path file = Files.writeString(folder.resolve("card.jsonl"), "{\"planted\": 3}\n");
        assertThatThrownBy(() -> Lines.in(file, Result.class))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("card.jsonl: line 1");
    }

    @Test
    void aFailureNamesItsNetwork() {
        Job<Result> broken = new Job<>("TRAIN/saturated/1/7", () -> {
            throw new IOException("no");
        });
        assertThatThrownBy(() -> Batch.run(List.of(broken), Result::key, 1, Lines.nowhere(Result.class), _ -> {}))
                .hasMessageContaining("TRAIN/saturated/1/7");
    }

    @Test
    void aDrawnNetworkIsExaminedToTheSameVerdictOnAnyNumberOfThreads() {
        List<Result> one = new Trials(Family.TRAIN).run(0, 2, 1, Lines.nowhere(Result.class), _ -> {});
        List<Result> two = new Trials(Family.TRAIN).run(0, 2, 2, Lines.nowhere(Result.class), _ -> {});
        assertThat(one).hasSize(2).allMatch(Result::sound);
        assertThat(two)
                .usingRecursiveComparison()
                .ignoringFields("training", "verdict", "seconds")
                .isEqualTo(one);
    }

    @Test
    void chanceDrawsFromAllRemediesThatShip() {
        Case any = new Twins(Family.TRAIN).draw(0, Set.of());
        List<Class<?>> drawn = new ArrayList<>();
        for (Remedy remedy : RandomSearch.pool(any, new SplittableRandom(1))) drawn.add(remedy.getClass());
        for (Class<?> type : Remedy.BuiltIn.class.getPermittedSubclasses())
            if (type != Together.class) assertThat(drawn).contains(type);
    }

    @Test
    void chanceKeepsToItsBudgetAndTakesNothingWorse() {
        Case sick = Fault.of("lr-too-low", "1")
                .into(new Twins(Family.TRAIN).get(Set.of(Need.NARROW), 0).sound(), 0);
        RandomSearch.Best one = RandomSearch.search(sick, 50, 99, new SplittableRandom(1));
        assertThat(one).isEqualTo(new RandomSearch.Best("none", sick.recipe(), 0));
        RandomSearch.Best best = RandomSearch.search(sick, 50, 1000, new SplittableRandom(1));
        assertThat(best.tried()).isBetween(1, 19);
        assertThat(best).isEqualTo(RandomSearch.search(sick, 50, 1000, new SplittableRandom(1)));
        assertThat(best.name()).isNotEqualTo("none");
    }
}
