package org.gradus.clinic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gradus.clinic.Clinic.Outcome;
import org.gradus.detect.Detector;
import org.gradus.detect.Evidence;
import org.gradus.detect.Verdict;
import org.gradus.forecast.Forecast;

/// Decides which arms of an experiment count as cures.
///
/// A remedy is accepted when, in a short trial, (a) what the cause is blamed on has gone, (b) its held-out
/// loss beats control and sham, seed by seed: the one-sided 99 % bound of the mean difference lies below 0
/// and the mean gain is worth at least 2 % of the constant predictor's loss, and (c) nothing else goes wrong.
/// That the full training ends above the patient is checked afterwards.
final class Acceptance {
    /// The one-sided 99 % quantile of Student's t with 4 degrees of freedom, for 5 seeds.
    private static final double T_99 = 3.747;

    /// The gain that is worth having, relative to the constant predictor's loss.
    private static final double WORTH = 0.02;

    private final Detector detector;
    private final Evidence patient;
    private final List<Outcome> outcomes;
    private final List<Double> control;
    private final List<Double> sham;

    Acceptance(Detector detector, Evidence patient, List<Outcome> outcomes) {
        this.detector = detector;
        this.patient = patient;
        this.outcomes = outcomes;
        this.control = losses("control");
        this.sham = losses("sham");
    }

    List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (String name : outcomes.stream().map(Outcome::name).distinct().toList()) trials.add(trial(name));
        return trials;
    }

    private List<Outcome> of(String name) {
        return outcomes.stream().filter(o -> o.name().equals(name)).toList();
    }

    /// Held-out losses by seed; a training that ended in NaN counts as the constant predictor's loss + 1.
    private List<Double> losses(String name) {
        return of(name).stream().map(o -> loss(o.evidence())).toList();
    }

    private double loss(Evidence e) {
        double loss = e.score().testLoss();
        return e.stop().isPresent() || !Double.isFinite(loss) ? patient.constantLoss() + 1 : loss;
    }

    private Trial trial(String name) {
        List<Outcome> arm = of(name);
        List<Double> losses = losses(name);
        Effect effect = Effect.of(losses, control);
        Verdicts verdict = judge(arm, losses, effect);
        return new Trial(
                arm.getFirst().kind(),
                name,
                mean(losses),
                mean(arm.stream().map(o -> o.evidence().score().testMetric()).toList()),
                losses,
                effect.mean(),
                effect.mean() - effect.bound(),
                effect.mean() + effect.bound(),
                mean(arm.stream().map(o -> o.evidence().last().keptPerLayer()).toList()),
                predicted(arm.getFirst().evidence()),
                verdict.accepted(),
                verdict.reason());
    }

    private static double predicted(Evidence e) {
        return e.forecast() instanceof Forecast.Predicted p ? p.perLayer().typical() : Double.NaN;
    }

    private record Verdicts(boolean accepted, String reason) {}

    private Verdicts judge(List<Outcome> arm, List<Double> losses, Effect effect) {
        if (arm.getFirst().kind() != Trial.Arm.CURE) return new Verdicts(false, "for comparison");
        Effect overSham = Effect.of(losses, sham);
        double worth = WORTH * patient.constantLoss();
        if (!effect.below(worth)) return new Verdicts(false, "does not beat the control");
        if (!overSham.below(worth)) return new Verdicts(false, "does not beat the sham");
        long relieved = arm.stream()
                .filter(o -> detector.relieved(patient, o.evidence()))
                .count();
        if (2 * relieved <= arm.size()) return new Verdicts(false, "the blamed factor stays");
        long stopped = arm.stream().filter(o -> o.evidence().stop().isPresent()).count();
        if (stopped > 0) return new Verdicts(false, "ends in NaN on " + stopped + " of " + arm.size() + " seeds");
        List<String> alarms =
                arm.stream().flatMap(o -> newAlarm(o.evidence()).stream()).toList();
        if (2 * alarms.size() > arm.size()) return new Verdicts(false, "brings " + alarms.getFirst());
        return new Verdicts(true, "beats control and sham");
    }

    /// The first diagnosis of a treated network, if it is another than the patient's.
    private Optional<String> newAlarm(Evidence treated) {
        return Judge.judge(treated) instanceof Verdict.Unwell u
                        && !u.first().cause().equals(detector.cause())
                ? Optional.of(u.first().cause())
                : Optional.empty();
    }

    /// The mean paired difference and the half-width of its 99 % bound.
    private record Effect(double mean, double bound) {
        static Effect of(List<Double> treated, List<Double> untreated) {
            List<Double> differences = IntStream.range(0, treated.size())
                    .mapToObj(i -> treated.get(i) - untreated.get(i))
                    .toList();
            double mean = Acceptance.mean(differences);
            double squares = differences.stream()
                    .mapToDouble(d -> (d - mean) * (d - mean))
                    .sum();
            int n = differences.size();
            return new Effect(mean, T_99 * Math.sqrt(squares / (n - 1) / n));
        }

        boolean below(double worth) {
            return mean + bound < 0 && mean <= -worth;
        }
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
    }
}
