package org.gradus.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gradus.clinic.Consultation;
import org.gradus.clinic.Judge;
import org.gradus.clinic.Trial;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Evidence;
import org.gradus.detect.Experiments;
import org.gradus.detect.Finding;
import org.gradus.detect.Gain;
import org.gradus.detect.Odds;
import org.gradus.detect.Verdict;

/// Consultations full of numbers that are none.
final class Extremes {
    private static final double NONE = Double.NaN, ENDLESS = Double.POSITIVE_INFINITY;

    /// A network whose first step overflows, so that nothing is known of its signal.
    private static final Plan OVERFLOW = new Plan("overflow", 4, 60, NONE, false, true, 0, 1);

    private static final Plan SHALLOW = new Plan("shallow", 1, 60, 1, false, true, 0, 0);

    private Extremes() {}

    static Map<String, Consultation> all() {
        return new TreeMap<>(Map.of(
                "overflow, as judged", judged(OVERFLOW, new Evidence.End(ENDLESS, ENDLESS)),
                "nothing left of a signal", judged(Cases.PLAIN, new Evidence.End(ENDLESS, ENDLESS)),
                "no hidden layer", judged(SHALLOW, new Evidence.End(0.7, 0.8)),
                "no held-out rows", judged(Cases.PLAIN, new Evidence.End(0.7, NONE)),
                "overflow, treated in vain", vain()));
    }

    /// A training as the doctor judges it, after short trainings without numbers.
    private static Consultation judged(Plan plan, Evidence.End end) {
        List<Experiments.Made> tried = Plan.tried("lr/10", ENDLESS, NONE, NONE);
        Evidence evidence = plan.evidence(end, tried);
        return Consultation.untreated(evidence, new Judge().judge(evidence));
    }

    /// Trials and a cure in which no number is finite.
    private static Consultation vain() {
        Finding.Found found = new Finding.Found(
                Finding.Severity.ILL,
                0.9,
                List.of("dense1"),
                1,
                List.of(new Finding.Measure("first non-finite step", "1", "none", "step 1")),
                List.of(),
                "Step 1 made a number that is not finite.",
                "the first operation whose result was not finite: Exp");
        Diagnosis nan = new Diagnosis(
                "nan",
                found,
                new Odds.Contender("nan", 0.9, NONE, true, false),
                0.99,
                List.of(),
                Optional.of(new Diagnosis.Undone("lr/10", new Gain(ENDLESS, NONE))));
        Evidence evidence = OVERFLOW.evidence(new Evidence.End(ENDLESS, ENDLESS), List.of());
        List<Trial> trials = List.of(
                Cases.arm(Trial.Arm.CONTROL, "control", new Gain(0, 0), false, "for comparison"),
                Cases.arm(Trial.Arm.SHAM, "sham", new Gain(NONE, NONE), false, "for comparison"),
                Cases.arm(Trial.Arm.CURE, "lr/10", new Gain(ENDLESS, -ENDLESS), false, "not finite on 5 of 5 seeds"),
                Cases.arm(Trial.Arm.CURE, "clip_norm", new Gain(0.4, -ENDLESS), true, "beats control and sham"));
        Consultation.Cure cure = new Consultation.Cure(
                evidence.recipe().withName("overflow-cured"),
                "clip_norm",
                List.of(),
                evidence,
                new Judge().judge(evidence),
                Optional.empty());
        Verdict verdict = new Verdict.Unwell(List.of(nan));
        return new Consultation(
                evidence,
                verdict,
                verdict,
                trials,
                Optional.of(cure),
                200,
                5,
                List.of(new Consultation.Refuted(List.of("capacity"), 2, 0.6, "lr/10", NONE)),
                new Consultation.Cost(0, 0, 10, 0),
                Optional.empty());
    }
}
