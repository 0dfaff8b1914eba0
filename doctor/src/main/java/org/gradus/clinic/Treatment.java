package org.gradus.clinic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gradus.clinic.Patient.Arm;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Evidence;
import org.gradus.forecast.Blocks;
import org.gradus.probe.Vitals;
import org.gradus.recipe.Recipe;

/// What comes of the trials of remedies for one cause: the cure, or a cause that became less
/// likely.
///
/// @param steps the steps of an arm that went all the way
/// @param cost the steps of all arms and of the full trainings
record Treatment(
        List<Trial> trials,
        Optional<Consultation.Cure> cure,
        Optional<Consultation.Refuted> refuted,
        int steps,
        long cost) {
    /// Metrics that lie no further apart are alike: the better way to get there decides.
    private static final double TIE = 0.005;

    /// How many times as long a training gets whose loss still falls at its end.
    private static final int LONGER = 4;

    /// The held-out error that is left, relative to guessing, for which a training is not made
    /// longer; and the part of it that must go for a longer one to be worth its time.
    private static final double TRIFLE = 0.02, LESS = 0.2;

    /// The steps that a longer training may take, in those of all trials for the cause.
    private static final int ROOM = 2;

    /// An accepted arm, trained in full.
    private record Full(Arm arm, Consultation.Cure cure) {
        double metric() {
            return Treatment.metric(cure.evidence());
        }

        double left() {
            return cure.evidence().heldOutLeft();
        }

        int steps() {
            return cure.evidence().history().size();
        }

        /// Whether it ends too early to be as good as it can be.
        boolean endsEarly() {
            return left() > TRIFLE && cure.evidence().stillFalls();
        }
    }

    /// Trains every accepted remedy in full with the recipe's own seed, since the ranking of short
    /// trials is not the ranking at the end; and takes the best, trained for longer where that
    /// pays, if it ends above the patient.
    static Treatment of(Patient patient, Experiment experiment, List<Trial> trials, Pool pool) {
        List<Callable<Full>> work = new ArrayList<>();
        for (int i = 0; i < trials.size(); i++) {
            Arm arm = experiment.series().get(i).arm();
            if (trials.get(i).accepted()) work.add(() -> train(patient, arm, _ -> {}));
        }
        List<Full> full = new ArrayList<>(pool.all("cures", work));
        Optional<Full> best = best(full, metric(patient.evidence()))
                .map(f -> lengthened(patient, f, ROOM * experiment.steps(), full, pool))
                .filter(f -> f.metric() > metric(patient.evidence()));
        long cost = experiment.steps() + full.stream().mapToLong(Full::steps).sum();
        Optional<Consultation.Refuted> refuted = work.isEmpty() ? refuted(patient, trials) : Optional.empty();
        return new Treatment(trials, best.map(Full::cure), refuted, patient.steps(), cost);
    }

    /// What cures; or the same for longer, as often as its loss still falls at the end and that
    /// leaves clearly less error, each with no more than [#ROOM] times the steps that the trials
    /// took.
    ///
    /// @param full what was trained in full, to which this adds
    private static Full lengthened(Patient patient, Full cure, long room, List<Full> full, Pool pool) {
        Full best = cure;
        while (best.endsEarly()) {
            Arm arm = best.arm().longer(LONGER);
            int last = arm.recipe().steps(arm.data().train().count());
            if (last - (arm.preserving() ? arm.origin().step() : 0) > room) return best;
            Full longer = train(patient, arm, r -> pool.progress().at("longer", r.step(), last));
            full.add(longer);
            if (!(longer.left() < (1 - LESS) * best.left())) return best;
            best = longer;
        }
        return best;
    }

    /// The best, or what does about as well and keeps the patient's weights; of those above the
    /// patient, if there are any.
    private static Optional<Full> best(List<Full> full, double patient) {
        double best = full.stream().mapToDouble(Full::metric).max().orElse(0);
        return full.stream()
                .filter(f -> best <= patient || f.metric() > patient)
                .filter(f -> f.metric() >= best - TIE)
                .max(Comparator.<Full>comparingInt(f -> f.arm().preserving() ? 1 : 0)
                        .thenComparingDouble(Full::metric));
    }

    private static Full train(Patient patient, Arm arm, Examination.Listener listener) {
        Recipe treated = arm.recipe().withName(arm.recipe().name() + "-cured");
        try (Examination examination = new Examination(
                treated, arm.data(), treated.seed(), 1, new Vitals(), Blocks.forecast(treated, arm.data()), trainer -> {
                    if (arm.preserving()) arm.origin().state().ifPresent(trainer::adopt);
                })) {
            examination.train(examination.trainer().totalSteps(), listener);
            Evidence evidence = examination.evidence();
            List<String> changes =
                    Changes.lines(patient.recipe().toYaml(), arm.recipe().toYaml());
            return new Full(arm, new Consultation.Cure(treated, arm.name(), changes, evidence, Judge.judge(evidence)));
        }
    }

    private static Optional<Consultation.Refuted> refuted(Patient patient, List<Trial> trials) {
        Diagnosis first = patient.verdict().first();
        List<Trial> tried =
                trials.stream().filter(t -> t.arm() == Trial.Arm.CURE).toList();
        return tried.stream()
                .min(Comparator.comparingDouble(Trial::effect))
                .map(t -> new Consultation.Refuted(first.cause(), tried.size(), first.sure(), t.remedy(), t.effect()));
    }

    private static double metric(Evidence e) {
        return e.stop().isPresent() ? Double.NEGATIVE_INFINITY : e.score().testMetric();
    }
}
