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

/// What comes of the trials: the cure, or a cause that became less likely.
///
/// @param steps the steps of the full trainings
record Treatment(Optional<Consultation.Cure> cure, Optional<Consultation.Refuted> refuted, long steps) {
    /// Metrics that lie no further apart are alike: the better way to get there decides.
    private static final double TIE = 0.005;

    /// An accepted arm, trained in full.
    private record Full(Arm arm, Consultation.Cure cure) {
        double metric() {
            return Treatment.metric(cure.evidence());
        }
    }

    /// Trains every accepted remedy in full with the recipe's own seed, and takes the best that
    /// ends above the patient: the ranking of short trials is not the ranking at the end.
    static Treatment of(Patient patient, Experiment experiment, List<Trial> trials, Pool pool) {
        List<Callable<Full>> work = new ArrayList<>();
        for (int i = 0; i < trials.size(); i++) {
            Arm arm = experiment.series().get(i).arm();
            if (trials.get(i).accepted()) work.add(() -> new Full(arm, train(patient, arm)));
        }
        List<Full> full = pool.all("cures", work);
        List<Full> better = full.stream()
                .filter(f -> f.metric() > metric(patient.evidence()))
                .toList();
        long steps = full.stream()
                .mapToLong(f -> f.cure().evidence().history().size())
                .sum();
        Optional<Consultation.Refuted> refuted = work.isEmpty() ? refuted(patient, trials) : Optional.empty();
        return new Treatment(best(better).map(Full::cure), refuted, steps);
    }

    /// The best, or what does about as well and keeps the patient's weights.
    private static Optional<Full> best(List<Full> full) {
        double best = full.stream().mapToDouble(Full::metric).max().orElse(0);
        return full.stream()
                .filter(f -> f.metric() >= best - TIE)
                .max(Comparator.<Full>comparingInt(f -> f.arm().preserving() ? 1 : 0)
                        .thenComparingDouble(Full::metric));
    }

    private static Consultation.Cure train(Patient patient, Arm arm) {
        Recipe treated = arm.recipe().withName(arm.recipe().name() + "-cured");
        try (Examination examination = new Examination(
                treated, arm.data(), treated.seed(), 1, new Vitals(), Blocks.forecast(treated, arm.data()), trainer -> {
                    if (arm.preserving()) arm.origin().state().ifPresent(trainer::adopt);
                })) {
            examination.train(examination.trainer().totalSteps(), _ -> {});
            Evidence evidence = examination.evidence();
            List<String> changes =
                    Changes.lines(patient.recipe().toYaml(), arm.recipe().toYaml());
            return new Consultation.Cure(treated, arm.name(), changes, evidence, Judge.judge(evidence));
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
