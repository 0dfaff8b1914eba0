package org.gradus.clinic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gradus.data.Dataset;
import org.gradus.detect.Evidence;
import org.gradus.detect.Odds;
import org.gradus.detect.Verdict;
import org.gradus.probe.Vitals;
import org.gradus.recipe.Recipe;
import org.gradus.train.Checkpoint;
import org.gradus.train.Trainer;

/// The doctor: examines a network, says what is wrong, tries the remedies against a control, and
/// trains the best in full.
///
/// Arms of the experiment run in parallel, one thread each, and give the same numbers however
/// many run at once.
public final class Clinic {
    /// Seeds of each arm.
    public static final int SEEDS = 5;

    /// About how many states of the patient's training are kept for trials to start from.
    private static final int STATES = 8;

    private final Dataset data;
    private final Pool pool;
    private final int seeds;

    /// @param threads how many arms run at once
    public Clinic(Dataset data, int threads, Progress progress) {
        this(data, threads, progress, SEEDS);
    }

    /// @param seeds the seeds of each arm
    Clinic(Dataset data, int threads, Progress progress, int seeds) {
        this.data = data;
        this.seeds = seeds;
        this.pool = new Pool(threads, progress);
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
        long begun = System.nanoTime();
        List<Checkpoint> states = new ArrayList<>();
        Evidence evidence = train(recipe, recipe.seed(), pool.progress(), states);
        double seconds = seconds(begun);
        Verdict verdict = Judge.judge(evidence);
        return verdict instanceof Verdict.Unwell unwell
                ? treat(new Patient(evidence, unwell, data, states), seconds)
                : Consultation.untreated(evidence, verdict);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    /// Trains a network in full and watches it.
    public Evidence train(Recipe recipe, long initSeed, Progress progress) {
        return train(recipe, initSeed, progress, new ArrayList<>());
    }

    /// A network, examined; nothing when nothing is wrong with it.
    Optional<Patient> patient(Recipe recipe) {
        List<Checkpoint> states = new ArrayList<>();
        Evidence evidence = train(recipe, recipe.seed(), pool.progress(), states);
        return Judge.judge(evidence) instanceof Verdict.Unwell unwell
                ? Optional.of(new Patient(evidence, unwell, data, states))
                : Optional.empty();
    }

    private Evidence train(Recipe recipe, long initSeed, Progress progress, List<Checkpoint> states) {
        try (Examination examination = new Examination(recipe, data, initSeed, 1)) {
            Trainer trainer = examination.trainer();
            int total = trainer.totalSteps(), every = total / STATES / Vitals.EVERY * Vitals.EVERY;
            examination.train(total, report -> {
                progress.at("training", report.step(), total);
                if (report.finite() && keeps(report.step(), every, total)) states.add(trainer.checkpoint());
            });
            return examination.evidence();
        }
    }

    /// Whether a state is kept: now and then, and near the end; always where what follows is
    /// sampled at once, since a training that goes on from it knows nothing else.
    private static boolean keeps(int step, int every, int total) {
        return step % Vitals.EVERY == 0 && (every > 0 && step % every == 0 || step > total - Vitals.EVERY);
    }

    /// Tries what helps against the first cause; and when nothing does, and another cause has
    /// become the likelier one, what helps against that. What both were held against is told once.
    ///
    /// @param trainingSeconds what the examination took
    Consultation treat(Patient patient, double trainingSeconds) {
        long begun = System.nanoTime();
        List<Treatment> treatments = new ArrayList<>();
        Set<String> treated = new HashSet<>();
        Verdict.Unwell verdict = patient.verdict();
        while (treated.add(verdict.first().cause())) {
            Patient now = patient.with(verdict);
            List<Patient.Arm> arms = now.arms();
            if (arms.isEmpty()) break;
            Experiment experiment = new Experiment(now, seeds, pool);
            treatments.add(Treatment.of(now, experiment, trials(now, experiment, arms), pool));
            boolean refuted = treatments.getLast().refuted().isPresent();
            if (refuted) verdict = Odds.fitted().refuted(verdict);
        }
        long spent = treatments.stream().mapToLong(Treatment::cost).sum();
        return new Consultation(
                patient.evidence(),
                verdict,
                told(treatments),
                treatments.stream().flatMap(t -> t.cure().stream()).findFirst(),
                treatments.stream().mapToInt(Treatment::steps).max().orElse(0),
                treatments.isEmpty() ? 0 : seeds,
                treatments.stream().flatMap(t -> t.refuted().stream()).toList(),
                treatments.isEmpty()
                        ? Consultation.Cost.NONE
                        : new Consultation.Cost(
                                patient.evidence().history().size(), trainingSeconds, spent, seconds(begun)));
    }

    private static List<Trial> told(List<Treatment> treatments) {
        List<Trial> told = new ArrayList<>();
        for (Treatment t : treatments) for (Trial trial : t.trials()) tell(told, trial);
        return told;
    }

    /// Adds an arm, or puts it in the place of one that tells less.
    private static void tell(List<Trial> told, Trial trial) {
        for (int i = 0; i < told.size(); i++) {
            if (!trial.repeats(told.get(i))) continue;
            if (trial.losses().size() > told.get(i).losses().size()) told.set(i, trial);
            return;
        }
        told.add(trial);
    }

    /// The remedies alone; where none cures, the best two together; and where something seems to do
    /// more than what cures, more seeds of that, since too few could not decide.
    private List<Trial> trials(Patient patient, Experiment experiment, List<Patient.Arm> arms) {
        Acceptance acceptance = new Acceptance(patient, experiment, pool);
        experiment.run("trials", arms);
        List<Trial> trials = acceptance.trials();
        boolean cured = trials.stream().anyMatch(Trial::accepted);
        Optional<Patient.Arm> pair = cured ? Optional.empty() : new Pairs(patient, experiment).best();
        if (pair.isPresent()) {
            experiment.run("pairs", List.of(pair.get()));
            trials = acceptance.trials();
        }
        Optional<Series> undecided = acceptance.undecided();
        if (undecided.isEmpty() || cured(trials, experiment.effect(undecided.get()))) return trials;
        experiment.more("more seeds", undecided.get());
        return acceptance.trials();
    }

    /// Whether some arm that counts as a cure gains as much as another seems to.
    static boolean cured(List<Trial> trials, double effect) {
        return trials.stream().anyMatch(t -> t.accepted() && t.effect() <= effect);
    }
}
