package org.gradus.clinic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.gradus.detect.Evidence;
import org.gradus.detect.Finding;
import org.gradus.detect.Gain;
import org.gradus.detect.Verdict;
import org.gradus.forecast.Forecast;
import org.gradus.ledger.Ledger;
import org.gradus.loss.Loss;
import org.gradus.name.Names;

/// Decides which arms of an experiment count as cures.
///
/// A remedy is accepted when, in a short trial, (a) it leaves less error than control and sham on
/// samples that none was trained on, seed by seed: the mean gain is worth having and the interval
/// lies above 0; (b) what the cause is blamed on has gone, beside the control at the same step, or half
/// of the control's error has; and (c) nothing else goes wrong. That the full training ends with less error
/// than the patient's is checked afterwards.
final class Acceptance {
    private final Patient patient;
    private final Experiment experiment;
    private final Pool pool;

    Acceptance(Patient patient, Experiment experiment, Pool pool) {
        this.patient = patient;
        this.experiment = experiment;
        this.pool = pool;
    }

    List<Trial> trials() {
        List<Callable<Trial>> work = new ArrayList<>();
        for (Series s : experiment.series()) work.add(() -> trial(s));
        return pool.all("verdicts", work);
    }

    /// The candidate that gains most of those that seem to beat the control, and the sham in the
    /// mean alone, but not surely both: where some seeds escape by luck and some do not, few of
    /// them cannot tell a cure from luck.
    Optional<Series> undecided() {
        return experiment.candidates().stream()
                .filter(s -> s.steps() == patient.steps())
                .filter(s -> s.over(experiment.control(s)).promises(Trial.WORTH))
                .filter(s -> s.over(experiment.sham(s)).mean() >= Trial.WORTH)
                .filter(s -> !s.over(experiment.control(s)).helps(Trial.WORTH)
                        || !s.over(experiment.sham(s)).helps(Trial.WORTH))
                .max(Comparator.comparingDouble(experiment::gain));
    }

    private Trial trial(Series s) {
        Series control = experiment.control(s);
        Gain gain = s.over(control);
        Optional<String> objection = objection(s, gain);
        List<Evidence> evidence = s.evidence();
        List<Double> unseen = s.unseen();
        return new Trial(
                s.arm().kind(),
                s.arm().name(),
                mean(evidence.stream().map(e -> e.score().testLoss()).toList()),
                mean(evidence.stream().map(e -> e.score().testMetric()).toList()),
                unseen,
                gain,
                mean(evidence.stream().map(e -> kept(e.last())).toList()),
                predicted(evidence.getFirst()),
                objection.isEmpty(),
                objection.orElse("beats control and sham"),
                s.arm().origin().step(),
                s.steps(),
                s.arm().preserving(),
                ownLoss(evidence.getFirst(), control.evidence().getFirst()));
    }

    private static double kept(Ledger ledger) {
        return ledger.hiddenHops().isEmpty() ? Double.NaN : ledger.keptPerLayer();
    }

    /// What an arm's loss is, where it is of another kind than the control's, or of targets of another size.
    private static Optional<String> ownLoss(Evidence arm, Evidence control) {
        Loss loss = arm.recipe().loss();
        boolean rescaled = !arm.facts().targets().equals(control.facts().targets());
        if (loss.equals(control.recipe().loss()) && !rescaled) return Optional.empty();
        return Optional.of(Names.of(loss.getClass()) + (rescaled ? " of rescaled targets" : ""));
    }

    private static double predicted(Evidence e) {
        return e.forecast() instanceof Forecast.Predicted p ? p.perLayer().typical() : Double.NaN;
    }

    /// Why an arm does not count, if it does not.
    private Optional<String> objection(Series s, Gain gain) {
        if (s.arm().kind() != Trial.Arm.CURE) return Optional.of("for comparison");
        if (s.steps() < patient.steps())
            return Optional.of(Trial.LEFT_OFF + " at step " + s.steps() + ": in the worse half");
        if (!gain.helps(Trial.WORTH)) return Optional.of("does not beat the control");
        if (!s.over(experiment.sham(s)).helps(Trial.WORTH)) return Optional.of("does not beat the sham");
        List<Evidence> arm = s.evidence();
        if (!relieved(s, gain)) return Optional.of("the blamed factor stays");
        long stopped = arm.stream().filter(e -> e.stop().isPresent()).count();
        if (stopped > 0) return Optional.of("not finite on " + stopped + " of " + arm.size() + " seeds");
        return alarm(arm).map(cause -> "brings " + cause);
    }

    /// Whether what the causes are blamed on has gone on most seeds, or half of the error has.
    private boolean relieved(Series s, Gain gain) {
        Series control = experiment.control(s);
        double before = Gain.scaled(mean(control.unseen()));
        if (gain.mean() >= before / 2) return true;
        List<Evidence> arm = s.evidence(), untreated = control.evidence();
        return patient.detectors().stream().allMatch(d -> {
            long relieved = IntStream.range(0, arm.size())
                    .filter(i -> d.relieved(untreated.get(i), arm.get(i)))
                    .count();
            return 2 * relieved > arm.size();
        });
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
        return patient.judge().judge(treated) instanceof Verdict.Unwell u
                        && u.first().finding().severity() == Finding.Severity.ILL
                        && !patient.found().contains(u.first().cause())
                ? Optional.of(u.first().cause())
                : Optional.empty();
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
    }
}
