package org.gradus.clinic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gradus.detect.Evidence;
import org.gradus.detect.Finding;
import org.gradus.detect.Verdict;
import org.gradus.forecast.Forecast;

/// Decides which arms of an experiment count as cures.
///
/// A remedy is accepted when, in a short trial, (a) what the cause is blamed on has gone, (b) its
/// held-out loss beats control and sham, seed by seed: the 99 % interval of the mean difference
/// lies below 0 and the mean gain is worth at least 2 % of the constant predictor's
/// loss, and (c) nothing else goes wrong. That the full training ends above the patient is
/// checked afterwards.
final class Acceptance {
    private final Patient patient;
    private final Experiment experiment;
    private final Pool pool;

    Acceptance(Patient patient, Experiment experiment, Pool pool) {
        this.patient = patient;
        this.experiment = experiment;
        this.pool = pool;
    }

    /// Whether an arm counts, and why.
    private record Ruling(boolean accepted, String reason) {}

    List<Trial> trials() {
        List<Callable<Trial>> work = new ArrayList<>();
        for (Series s : experiment.series()) work.add(() -> trial(s));
        return pool.all("verdicts", work);
    }

    /// The candidate that gains most of those that seem to beat the control, and the sham in the
    /// mean alone, but not surely both: where some seeds escape by luck and some do not, few of
    /// them cannot tell a cure from luck.
    Optional<Series> undecided() {
        double worth = Trial.worth(patient.evidence().constantLoss());
        return experiment.candidates().stream()
                .filter(s -> s.steps() == patient.steps())
                .filter(s -> s.over(experiment.control(s)).promises(worth))
                .filter(s -> s.over(experiment.sham(s)).mean() <= -worth)
                .filter(s -> !s.over(experiment.control(s)).below(worth)
                        || !s.over(experiment.sham(s)).below(worth))
                .min(Comparator.comparingDouble(experiment::effect));
    }

    private Trial trial(Series s) {
        Series control = experiment.control(s);
        Effect effect = s.over(control);
        Ruling ruling = rule(s, effect);
        List<Evidence> evidence = s.evidence();
        List<Double> losses = s.losses(s.stages() - 1, s);
        return new Trial(
                s.arm().kind(),
                s.arm().name(),
                mean(losses),
                mean(evidence.stream().map(e -> e.score().testMetric()).toList()),
                losses,
                effect.mean(),
                effect.mean() - effect.bound(),
                effect.mean() + effect.bound(),
                mean(evidence.stream().map(e -> e.last().keptPerLayer()).toList()),
                predicted(evidence.getFirst()),
                ruling.accepted(),
                ruling.reason(),
                s.arm().origin().step(),
                s.steps(),
                s.arm().preserving());
    }

    private static double predicted(Evidence e) {
        return e.forecast() instanceof Forecast.Predicted p ? p.perLayer().typical() : Double.NaN;
    }

    private Ruling rule(Series s, Effect effect) {
        if (s.arm().kind() != Trial.Arm.CURE) return no("for comparison");
        if (s.steps() < patient.steps()) return no(Trial.LEFT_OFF + " at step " + s.steps() + ": in the worse half");
        double worth = Trial.worth(patient.evidence().constantLoss());
        if (!effect.below(worth)) return no("does not beat the control");
        if (!s.over(experiment.sham(s)).below(worth)) return no("does not beat the sham");
        List<Evidence> arm = s.evidence();
        long relieved = arm.stream()
                .filter(e -> patient.detector().relieved(patient.evidence(), e))
                .count();
        if (2 * relieved <= arm.size()) return no("the blamed factor stays");
        long stopped = arm.stream().filter(e -> e.stop().isPresent()).count();
        if (stopped > 0) return no("ends in NaN on " + stopped + " of " + arm.size() + " seeds");
        return alarm(arm).map(cause -> no("brings " + cause)).orElse(new Ruling(true, "beats control and sham"));
    }

    private static Ruling no(String reason) {
        return new Ruling(false, reason);
    }

    /// The cause that the treated network has on most seeds and the patient had not. Seeds are
    /// looked at until most of them are sure.
    private Optional<String> alarm(List<Evidence> arm) {
        Map<String, Integer> times = new HashMap<>();
        int most = arm.size() / 2 + 1, calm = 0;
        for (Evidence e : arm) {
            Optional<String> cause = newAlarm(e);
            if (cause.isEmpty()) calm++;
            else if (times.merge(cause.get(), 1, Integer::sum) >= most) return cause;
            if (calm >= arm.size() - most + 1) return Optional.empty();
        }
        return Optional.empty();
    }

    /// What ails a treated network most, when it is grave and new.
    private Optional<String> newAlarm(Evidence treated) {
        return Judge.judge(treated) instanceof Verdict.Unwell u
                        && u.first().finding().severity() == Finding.Severity.ILL
                        && !patient.causes().contains(u.first().cause())
                ? Optional.of(u.first().cause())
                : Optional.empty();
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
    }
}
