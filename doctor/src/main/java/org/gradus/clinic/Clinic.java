package org.gradus.clinic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gradus.data.Dataset;
import org.gradus.detect.Detector;
import org.gradus.detect.DetectorList;
import org.gradus.detect.Evidence;
import org.gradus.detect.Verdict;
import org.gradus.recipe.Recipe;
import org.gradus.remedy.Remedy;

/// The doctor: examines a network, says what is wrong, tries the remedies against a control, and trains the
/// best in full.
///
/// The experiment: every arm is trained for a short while with several seeds, on the same batches as the
/// control of that seed. The sham is the untreated network with weights drawn anew. Arms run in parallel, one
/// thread each, and give the same numbers however many run at once.
public final class Clinic {
    /// Steps of a trial: enough for a cure to show, at least [#FEWEST] (`theory` 4.7).
    private static final int STEPS = 200;

    private static final int FEWEST = 50;

    /// Seeds of each arm.
    public static final int SEEDS = 5;

    private final Dataset data;
    private final int threads;
    private final Progress progress;

    /// @param threads how many arms run at once
    public Clinic(Dataset data, int threads, Progress progress) {
        this.data = data;
        this.threads = threads;
        this.progress = progress;
    }

    /// Told how far the work has got, from any thread.
    @FunctionalInterface
    public interface Progress {
        /// @param what the part of the work, such as `trials`
        void at(String what, int done, int of);
    }

    /// The whole consultation: examination, verdict, trials, cure.
    public Consultation consult(Recipe recipe) {
        Evidence evidence = train(recipe, recipe.seed(), "training");
        Verdict verdict = Judge.judge(evidence);
        return verdict instanceof Verdict.Unwell unwell
                ? treat(evidence, unwell)
                : new Consultation(evidence, verdict, List.of(), Optional.empty(), 0, 0);
    }

    /// Trains a network in full and watches it.
    public Evidence train(Recipe recipe, long initSeed, String what) {
        try (Examination examination = new Examination(recipe, data, initSeed, 1)) {
            int total = examination.trainer().totalSteps();
            examination.train(total, report -> progress.at(what, report.step(), total));
            return examination.evidence();
        }
    }

    private Consultation treat(Evidence evidence, Verdict.Unwell verdict) {
        Recipe recipe = evidence.recipe();
        Detector detector = DetectorList.of(verdict.first().cause());
        int steps = Math.max(FEWEST, Math.min(STEPS, evidence.steps()));
        List<Arm> arms = new ArrayList<>(
                List.of(new Arm(Trial.Arm.CONTROL, "control", recipe), new Arm(Trial.Arm.SHAM, "sham", recipe)));
        int features = data.train().inputs().shape().last();
        for (Remedy remedy : detector.remedies(evidence)) {
            remedy.apply(recipe, features).ifPresent(r -> arms.add(new Arm(Trial.Arm.CURE, remedy.name(), r)));
        }
        List<Outcome> outcomes = run(arms, steps);
        List<Trial> trials = new Acceptance(detector, evidence, outcomes).trials();
        Optional<Consultation.Cure> cure = cure(arms, trials, evidence);
        return new Consultation(evidence, verdict, trials, cure, steps, SEEDS);
    }

    /// One arm: what is trained.
    private record Arm(Trial.Arm kind, String name, Recipe recipe) {}

    /// What an arm came to with one seed.
    record Outcome(Trial.Arm kind, String name, int seed, Evidence evidence, double seconds) {}

    private List<Outcome> run(List<Arm> arms, int steps) {
        List<Future<Outcome>> running = new ArrayList<>();
        int all = arms.size() * SEEDS;
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (Arm arm : arms) {
                for (int seed = 0; seed < SEEDS; seed++) {
                    int s = seed;
                    running.add(pool.submit(() -> trial(arm, s, steps)));
                }
            }
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> one : running) {
                outcomes.add(one.get());
                progress.at("trials", outcomes.size(), all);
            }
            return outcomes;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a trial failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// The sham is drawn with a seed that no other arm uses, but sees the batches of its control.
    private Outcome trial(Arm arm, int seed, int steps) {
        long start = System.nanoTime();
        Recipe recipe = arm.recipe().withSeed(arm.recipe().seed() + 1000L * (seed + 1));
        long initSeed = arm.kind() == Trial.Arm.SHAM ? recipe.seed() + 500 : recipe.seed();
        try (Examination examination = new Examination(recipe, data, initSeed, 1)) {
            examination.train(steps, _ -> {});
            return new Outcome(arm.kind(), arm.name(), seed, examination.evidence(), (System.nanoTime() - start) / 1e9);
        }
    }

    /// The best accepted remedy, trained in full with the recipe's own seed; if that does not end above the
    /// patient, the next best.
    private Optional<Consultation.Cure> cure(List<Arm> arms, List<Trial> trials, Evidence patient) {
        List<Trial> accepted = trials.stream()
                .filter(Trial::accepted)
                .sorted(Comparator.comparingDouble(Trial::loss))
                .toList();
        for (Trial trial : accepted) {
            Recipe treated = arms.stream()
                    .filter(a -> a.name().equals(trial.remedy()))
                    .findFirst()
                    .orElseThrow()
                    .recipe();
            Evidence evidence = train(treated, treated.seed(), "cure");
            if (evidence.score().testMetric() > patient.score().testMetric()) {
                Recipe named = treated.withName(treated.name() + "-cured");
                List<String> changes = Changes.lines(patient.recipe().toYaml(), treated.toYaml());
                return Optional.of(
                        new Consultation.Cure(named, trial.remedy(), changes, evidence, Judge.judge(evidence)));
            }
        }
        return Optional.empty();
    }
}
