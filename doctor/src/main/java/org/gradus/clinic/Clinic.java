package org.gradus.clinic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
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

    /// A clinic that uses every processor and tells nobody how far it has got.
    public Clinic(Dataset data) {
        this(data, Runtime.getRuntime().availableProcessors(), (_, _, _) -> {});
    }

    /// Told how far the work has got, from any thread.
    @FunctionalInterface
    public interface Progress {
        /// @param what the part of the work, such as `trials`
        void at(String what, int done, int of);
    }

    /// The whole consultation: examination, verdict, trials, cure.
    public Consultation consult(Recipe recipe) {
        Evidence evidence = train(recipe, recipe.seed(), progress);
        Verdict verdict = Judge.judge(evidence);
        return verdict instanceof Verdict.Unwell unwell
                ? treat(evidence, unwell)
                : new Consultation(evidence, verdict, List.of(), Optional.empty(), 0, 0);
    }

    /// Trains a network in full and watches it.
    public Evidence train(Recipe recipe, long initSeed, Progress progress) {
        try (Examination examination = new Examination(recipe, data, initSeed, 1)) {
            int total = examination.trainer().totalSteps();
            examination.train(total, report -> progress.at("training", report.step(), total));
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
    record Outcome(Trial.Arm kind, String name, int seed, Evidence evidence) {}

    private List<Outcome> run(List<Arm> arms, int steps) {
        List<Callable<Outcome>> work = new ArrayList<>();
        for (Arm arm : arms) {
            for (int seed = 0; seed < SEEDS; seed++) {
                int s = seed;
                work.add(() -> trial(arm, s, steps));
            }
        }
        return parallel("trials", work);
    }

    /// Results in the order of the work, whichever is done first.
    private <T> List<T> parallel(String what, List<Callable<T>> work) {
        AtomicInteger done = new AtomicInteger();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> one : work) {
                running.add(pool.submit(() -> {
                    T result = one.call();
                    progress.at(what, done.incrementAndGet(), work.size());
                    return result;
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) results.add(one.get());
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("one of the " + what + " failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during " + what, e);
        }
    }

    /// The sham is drawn with a seed that no other arm uses, but sees the batches of its control.
    private Outcome trial(Arm arm, int seed, int steps) {
        Recipe recipe = arm.recipe().withSeed(arm.recipe().seed() + 1000L * (seed + 1));
        long initSeed = arm.kind() == Trial.Arm.SHAM ? recipe.seed() + 500 : recipe.seed();
        try (Examination examination = new Examination(recipe, data, initSeed, 1)) {
            examination.train(steps, _ -> {});
            return new Outcome(arm.kind(), arm.name(), seed, examination.evidence());
        }
    }

    /// Trains every accepted remedy in full with the recipe's own seed, and takes the best that ends above the
    /// patient.
    private Optional<Consultation.Cure> cure(List<Arm> arms, List<Trial> trials, Evidence patient) {
        List<String> accepted =
                trials.stream().filter(Trial::accepted).map(Trial::remedy).toList();
        List<Callable<Consultation.Cure>> work = new ArrayList<>();
        for (Arm arm : arms) {
            if (accepted.contains(arm.name())) work.add(() -> cure(arm, patient));
        }
        return parallel("cures", work).stream()
                .filter(c -> metric(c.evidence()) > metric(patient))
                .max(Comparator.comparingDouble(c -> metric(c.evidence())));
    }

    private Consultation.Cure cure(Arm arm, Evidence patient) {
        Recipe treated = arm.recipe().withName(arm.recipe().name() + "-cured");
        List<String> changes =
                Changes.lines(patient.recipe().toYaml(), arm.recipe().toYaml());
        Evidence evidence = train(treated, treated.seed(), (_, _, _) -> {});
        return new Consultation.Cure(treated, arm.name(), changes, evidence, Judge.judge(evidence));
    }

    private static double metric(Evidence e) {
        return e.stop().isPresent() ? Double.NEGATIVE_INFINITY : e.score().testMetric();
    }
}
