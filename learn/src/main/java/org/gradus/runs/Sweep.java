package org.gradus.runs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.gradus.data.Dataset;
import org.gradus.data.Source;
import org.gradus.name.InputException;
import org.gradus.recipe.Grid;
import org.gradus.recipe.Recipe;
import org.gradus.train.Evaluator;
import org.gradus.train.Parallel;
import org.gradus.train.Spread;
import org.gradus.train.Trainer;

/// Every combination of a grid trained, each with one seed or several.
///
/// A training is a function of its recipe and data alone ([#train]), whose result is kept in a [SweepFolder];
/// so the results do not depend on how many are trained at once, in which order or where.
///
/// ```java
/// Grid grid = Grid.of(recipe, List.of("optimizer.rate=0.01,0.1", "batch=16,64"));
/// try (SweepFolder kept = SweepFolder.of(runs, recipe)) {
///     List<Sweep.Row> best = Sweep.ranked(new Sweep(grid, folder, 3).run(kept, 4, (done, total) -> {}));
/// }
/// ```
///
/// @param grid the combinations
/// @param folder where relative paths of their data start
/// @param seeds how many seeds each is trained with: the recipe's own and those after it
public record Sweep(Grid grid, Path folder, int seeds) {
    private static final double SECOND = 1e9;

    /// The most seeds.
    private static final int MOST = 1000;

    /// What was measured for one combination.
    ///
    /// @param results one for each seed, in order
    public record Row(Grid.Point point, List<RunResult> results) {
        public Row {
            results = List.copyOf(results);
        }

        /// A figure over the seeds.
        public Spread spread(ToDoubleFunction<RunResult> figure) {
            return Spread.of(results.stream().mapToDouble(figure).toArray());
        }

        /// Whether there are held-out samples.
        public boolean heldOut() {
            return results.stream().anyMatch(r -> !Double.isNaN(r.testLoss()) || !Double.isNaN(r.testMetric()));
        }

        /// The metric that decides: on held-out samples, or where there are none on those trained on.
        public Spread metric() {
            return spread(heldOut() ? RunResult::testMetric : RunResult::trainMetric);
        }

        /// The loss on the same samples.
        public Spread loss() {
            return spread(heldOut() ? RunResult::testLoss : RunResult::trainLoss);
        }

        /// Whether a training broke off.
        public boolean stopped() {
            return results.stream().anyMatch(r -> r.stopped().isPresent());
        }
    }

    /// Told how far a sweep is, by one thread at a time.
    @FunctionalInterface
    public interface Listener {
        /// @param trained how many trainings have ended, of those that were not there before
        /// @param total how many these are
        void at(int trained, int total);
    }

    public Sweep {
        if (seeds < 1 || seeds > MOST) throw new InputException("seeds: expected 1 to " + MOST + ", found " + seeds);
        Set<Long> own = new HashSet<>();
        grid.points().forEach(p -> own.add(p.recipe().seed()));
        if (seeds > 1 && own.size() > 1) {
            throw new InputException("seeds: expected either several seeds or a grid over seed, found both");
        }
    }

    /// One training.
    private record Job(Recipe recipe, Dataset data) {}

    /// Trains what is not there yet.
    ///
    /// @param kept where results are kept
    /// @param threads how many are trained at once; they do not change the results
    /// @return one row for each combination, in the order of the grid
    /// @throws InputException when a combination cannot be trained; it is found out before any is
    public List<Row> run(SweepFolder kept, int threads, Listener listener) {
        List<Job> jobs = jobs();
        List<Optional<RunResult>> known =
                jobs.stream().map(j -> kept.read(j.recipe(), j.data().hash())).toList();
        List<Job> left = IntStream.range(0, jobs.size())
                .filter(i -> known.get(i).isEmpty())
                .mapToObj(jobs::get)
                .toList();
        check(left);
        Iterator<RunResult> made = trained(left, kept, threads, listener).iterator();
        return rows(known.stream().map(r -> r.orElseGet(made::next)).toList());
    }

    private static List<RunResult> trained(List<Job> jobs, SweepFolder kept, int threads, Listener listener) {
        int[] done = new int[1];
        listener.at(0, jobs.size());
        List<Supplier<RunResult>> work = new ArrayList<>();
        for (Job job : jobs) {
            work.add(() -> {
                RunResult result = train(job.recipe(), job.data());
                kept.write(job.recipe(), job.data().hash(), result);
                synchronized (done) {
                    listener.at(++done[0], jobs.size());
                }
                return result;
            });
        }
        return Parallel.all(threads, work);
    }

    /// The trainings in order, those of one combination next to each other.
    private List<Job> jobs() {
        Map<Source, Dataset> loaded = new HashMap<>();
        List<Job> jobs = new ArrayList<>();
        for (Grid.Point point : grid.points()) {
            Dataset data = loaded.computeIfAbsent(point.recipe().data(), s -> s.load(folder));
            for (int s = 0; s < seeds; s++) {
                jobs.add(new Job(point.recipe().withSeed(point.recipe().seed() + s), data));
            }
        }
        return jobs;
    }

    private List<Row> rows(List<RunResult> results) {
        List<Row> rows = new ArrayList<>();
        for (int p = 0; p < grid.points().size(); p++) {
            rows.add(new Row(grid.points().get(p), results.subList(p * seeds, (p + 1) * seeds)));
        }
        return rows;
    }

    /// That each combination can be trained at all.
    private void check(List<Job> jobs) {
        for (Job job : jobs) {
            try (Trainer trainer = Trainer.of(job.recipe(), job.data())) {
                if (job.data().hasTest()) trainer.evaluator().test();
            } catch (IllegalArgumentException e) {
                String words = grid.points().stream()
                        .filter(p -> p.recipe().withSeed(job.recipe().seed()).equals(job.recipe()))
                        .findFirst()
                        .map(grid::words)
                        .orElse(job.recipe().name());
                throw new InputException(words + ": " + e.getMessage(), e);
            }
        }
    }

    /// One training from its first step to its last: the same recipe and data give the same result, but for
    /// the seconds that it took.
    public static RunResult train(Recipe recipe, Dataset data) {
        long begun = System.nanoTime();
        try (Trainer trainer = Trainer.of(recipe, data)) {
            Optional<String> stopped = trainer.train();
            Evaluator.Score train = trainer.evaluator().train(),
                    test = trainer.evaluator().test();
            double seconds = (System.nanoTime() - begun) / SECOND;
            return new RunResult(
                    trainer.stepsDone(),
                    seconds,
                    data.task().metric(),
                    train.loss(),
                    train.metric(),
                    test.loss(),
                    test.metric(),
                    stopped,
                    trainer.ending());
        }
    }

    /// Rows, the best first: by metric, then by loss; those with a training that broke off come last.
    public static List<Row> ranked(List<Row> rows) {
        Comparator<Row> order = Comparator.comparing(Row::stopped)
                .thenComparingDouble(r -> nan(-r.metric().mean()))
                .thenComparingDouble(r -> nan(r.loss().mean()));
        return rows.stream().sorted(order).toList();
    }

    /// What is no number comes last.
    private static double nan(double value) {
        return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
    }
}
