package org.gradus.clinic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.gradus.detect.Detector;
import org.gradus.detect.DetectorList;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Evidence;
import org.gradus.detect.Figure;
import org.gradus.detect.Finding;
import org.gradus.detect.Verdict;
import org.gradus.remedy.Remedy;

/// Comes to a verdict: asks every detector, in the order in which causes are considered.
public final class Judge {
    /// Fewer steps than this say nothing about a training that has not failed outright.
    private static final int TOO_SOON = 50;

    /// A residual below this share of the constant predictor's means there is nothing left to
    /// learn.
    private static final double FITTED = 0.05;

    /// Gains that differ by less are alike.
    private static final double STEP = 0.2;

    private static final String SYMPTOM = "nan";

    private static final int MOST = (int) Math.round(1 / STEP);

    private Judge() {}

    public static Verdict judge(Evidence e) {
        if (e.stop().isEmpty() && e.history().size() < Math.min(TOO_SOON, e.steps())) {
            return new Verdict.TooSoon(e.history().size() + " steps are too few to say; " + TOO_SOON + " are needed");
        }
        List<Diagnosis> found = new ArrayList<>();
        List<String> ruledOut = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        List<Detector> detectors = DetectorList.all();
        for (Detector detector : detectors) findings.add(detector.examine(e));
        for (Finding f : findings) if (f instanceof Finding.RuledOut r) ruledOut.add(r.reason());
        for (int i = 0; i < findings.size(); i++) {
            if (findings.get(i) instanceof Finding.Found f)
                found.add(new Diagnosis(detectors.get(i).cause(), f, ruledOut));
        }
        return found.isEmpty() ? healthy(e, ruledOut) : new Verdict.Unwell(ranked(found, e));
    }

    /// The causes by what their cures gain in short trials, in steps of [#STEP]; among equals the
    /// one that is considered first, since it explains those behind it.
    private static List<Diagnosis> ranked(List<Diagnosis> found, Evidence e) {
        if (found.size() == 1) return found;
        return found.stream().sorted(Comparator.comparingInt(d -> -steps(d, e))).toList();
    }

    private static int steps(Diagnosis d, Evidence e) {
        // where many faults end, and what only warns, come last
        if (d.cause().equals(SYMPTOM) || d.finding().severity() == Finding.Severity.WARN) return -1;
        List<Remedy> decisive = DetectorList.of(d.cause()).decisive(e);
        // nothing to try: what says so is decisive itself
        return decisive.isEmpty() ? MOST : (int) Math.round(e.experiments().gain(decisive) / STEP);
    }

    private static Verdict healthy(Evidence e, List<String> ruledOut) {
        double residual = e.last().relativeResidual();
        List<Finding.Measure> evidence = List.of(
                new Finding.Measure(
                        "residual error",
                        Figure.percent(residual),
                        "of guessing's",
                        "step " + e.last().step()),
                new Finding.Measure(
                        "signal kept per layer",
                        Figure.of(e.last().keptPerLayer()),
                        "about 1",
                        "step " + e.last().step()),
                new Finding.Measure(
                        "held-out metric",
                        Figure.percent(e.score().testMetric()),
                        "",
                        "step " + e.score().step()),
                new Finding.Measure(
                        "loss, at the end",
                        Figure.of(e.finalLoss()),
                        "below " + Figure.of(e.constantLoss()),
                        "step " + e.history().size()));
        return new Verdict.Healthy(residual < FITTED ? "fitted" : "none", residual, evidence, ruledOut);
    }
}
