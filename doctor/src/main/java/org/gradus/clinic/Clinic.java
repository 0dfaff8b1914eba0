package org.gradus.clinic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gradus.data.Dataset;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Evidence;
import org.gradus.detect.Verdict;
import org.gradus.model.Model;
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

    /// About how many states of the patient's training are kept for cures to go on from.
    private static final int STATES = 8;

    private final Dataset data;
    private final Judge judge;
    private final Pool pool;
    private final int seeds;

    /// @param threads how many arms run at once
    public Clinic(Dataset data, int threads, ProgressListener progress) {
        this(data, threads, progress, new Judge());
    }

    /// @param judge who comes to the verdicts
    public Clinic(Dataset data, int threads, ProgressListener progress, Judge judge) {
        this(data, threads, progress, judge, SEEDS);
    }

    /// @param seeds the seeds of each arm
    Clinic(Dataset data, int threads, ProgressListener progress, Judge judge, int seeds) {
        this.data = data;
        this.judge = judge;
        this.seeds = seeds;
        this.pool = new Pool(threads, progress);
    }

    /// A clinic that uses every processor and tells nobody how far it has got.
    public Clinic(Dataset data) {
        this(data, Runtime.getRuntime().availableProcessors(), (_, _, _) -> {});
    }

    /// Examination and verdict, without trials.
    public Consultation diagnose(Recipe recipe) {
        Trained trained = train(recipe, recipe.seed(), pool.progress(), new ArrayList<>());
        return Consultation.untreated(trained.evidence, judge(trained.evidence)).with(trained.model);
    }

    /// The whole consultation: examination, verdict, trials, cure, and the verdict after them.
    public Consultation consult(Recipe recipe) {
        return consult(recipe, _ -> {});
    }

    /// The same, told as it goes.
    ///
    /// @param before told of the verdict before the trials
    public Consultation consult(Recipe recipe, Consumer<Consultation> before) {
        long begun = System.nanoTime();
        List<Checkpoint> states = new ArrayList<>();
        Trained trained = train(recipe, recipe.seed(), pool.progress(), states);
        Evidence evidence = trained.evidence;
        double seconds = seconds(begun);
        Verdict verdict = judge(evidence);
        before.accept(Consultation.untreated(evidence, verdict).with(trained.model));
        List<Diagnosis> found = Consultation.candidates(verdict);
        Consultation consultation = found.isEmpty()
                ? Consultation.untreated(evidence, verdict)
                : treat(Patient.of(evidence, found, data, states, judge), verdict, seconds);
        return consultation.with(trained.model);
    }

    /// A remedy and what it makes of a recipe.
    ///
    /// @param remedy its name, such as `relu+he_normal`
    /// @param recipe the treated one, to be trained in full
    public record Prescription(String remedy, Recipe recipe) {}

    /// What may help against what was found, untried, the likeliest first; nothing where no cause was found. They are
    /// what [#consult(Recipe)] would try first.
    public List<Prescription> prescriptions(Consultation found) {
        if (!found.treatable()) return List.of();
        Patient patient = Patient.of(found.evidence(), Consultation.first(found.before()), data, List.of(), judge);
        return patient.arms().stream()
                .map(arm -> new Prescription(arm.name(), arm.recipe()))
                .toList();
    }

    private Verdict judge(Evidence evidence) {
        pool.progress().at("short trainings", 0, 1);
        Verdict verdict = pool.one(() -> judge.judge(evidence));
        pool.progress().at("short trainings", 1, 1);
        return verdict;
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    /// Trains a network in full and watches it.
    public Evidence train(Recipe recipe, long initSeed, ProgressListener progress) {
        return train(recipe, initSeed, progress, new ArrayList<>()).evidence;
    }

    /// What a training leaves.
    record Trained(Evidence evidence, Optional<Model> model) {}

    /// @param states is given some of the states on the way
    Trained train(Recipe recipe, long initSeed, ProgressListener progress, List<Checkpoint> states) {
        try (Examination examination = new Examination(recipe, data, initSeed, 1)) {
            Trainer trainer = examination.trainer();
            long total = trainer.totalSteps(), every = total / STATES / Vitals.EVERY * Vitals.EVERY;
            examination.train(total, report -> {
                progress.at("training", report.step(), total);
                if (report.finite() && keeps(report.step(), every, total)) states.add(trainer.checkpoint());
            });
            return new Trained(examination.evidence(), examination.model());
        }
    }

    /// Whether a state is kept: now and then, and near the end; always where what follows is
    /// sampled at once, since a training that goes on from it knows nothing else.
    private static boolean keeps(long step, long every, long total) {
        return step % Vitals.EVERY == 0 && (every > 0 && step % every == 0 || step > total - Vitals.EVERY);
    }

    /// Tries what helps against the causes that are likelier than not, or against the likeliest; and
    /// when nothing does, and another is likely, what helps against that. What all were held against
    /// is told once.
    ///
    /// @param before the verdict so far
    /// @param trainingSeconds what the examination took
    Consultation treat(Patient patient, Verdict before, double trainingSeconds) {
        long begun = System.nanoTime();
        List<Treatment> treatments = new ArrayList<>();
        Verdict now = before;
        Optional<List<Diagnosis>> next = Optional.of(Consultation.first(before));
        while (next.isPresent()) {
            Patient treated = patient.with(next.get());
            List<Patient.Arm> arms = treated.arms();
            if (arms.isEmpty()) break;
            treatments.add(treatment(treated, arms));
            Verdict then = Consultation.after(patient.evidence(), before, refuted(treatments), cured(treatments));
            next = treatments.getLast().cure().isPresent() ? Optional.empty() : Consultation.next(then);
            now = then;
        }
        long spent = treatments.stream().mapToLong(Treatment::cost).sum();
        return new Consultation(
                patient.evidence(),
                before,
                now,
                told(treatments),
                treatments.stream().flatMap(t -> t.cure().stream()).findFirst(),
                treatments.stream().mapToLong(Treatment::steps).max().orElse(0),
                treatments.isEmpty() ? 0 : seeds,
                refuted(treatments),
                treatments.isEmpty()
                        ? Consultation.Cost.NONE
                        : new Consultation.Cost(
                                patient.evidence().history().made(), trainingSeconds, spent, seconds(begun)),
                Optional.empty());
    }

    private Treatment treatment(Patient patient, List<Patient.Arm> arms) {
        try (Experiment experiment = new Experiment(patient, seeds, pool)) {
            return new Treatment(patient, experiment, trials(patient, experiment, arms), pool);
        }
    }

    private static List<Consultation.Refuted> refuted(List<Treatment> treatments) {
        return treatments.stream().flatMap(t -> t.refuted().stream()).toList();
    }

    private static boolean cured(List<Treatment> treatments) {
        return treatments.stream().anyMatch(t -> t.cure().isPresent());
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
            if (trial.errors().size() > told.get(i).errors().size()) told.set(i, trial);
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
        Optional<Patient.Arm> pair = cured ? Optional.empty() : experiment.pair();
        if (pair.isPresent()) {
            experiment.run("pairs", List.of(pair.get()));
            trials = acceptance.trials();
        }
        Optional<Series> undecided = acceptance.undecided();
        if (undecided.isEmpty() || cured(trials, experiment.gain(undecided.get()))) return trials;
        experiment.more("more seeds", undecided.get());
        return acceptance.trials();
    }

    /// Whether some arm that counts as a cure gains as much as another seems to.
    static boolean cured(List<Trial> trials, double gain) {
        return trials.stream().anyMatch(t -> t.accepted() && t.gain().mean() >= gain);
    }
}
