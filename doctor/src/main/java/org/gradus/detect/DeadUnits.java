package org.gradus.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradus.activation.LeakyRelu;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.Measure;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.init.HeNormal;
import org.gradus.probe.Field;
import org.gradus.remedy.AddBatchNorm;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.SwapActivation;
import org.gradus.remedy.SwapInit;

/// Units whose slope is exactly 0 on every sample, step after step, so that no gradient passes
/// them.
///
/// A unit counts as dead after 1,000 samples and 20 steps without slope, or with its whole layer from the
/// first step to the last; that half of a healthy ReLU layer's values are 0 on any one sample does not count.
@Patients(sick = "dead-relu")
public record DeadUnits() implements Detector.BuiltIn {
    /// More than half of a layer's units: what is left still carries the signal below that.
    private static final double SHARE = 0.5;

    /// The share of pre-activations without slope before the first step in a layer that was dead
    /// from the start; a fresh ReLU layer has a half.
    private static final double FLAT_AT_START = 0.75;

    @Override
    public Finding examine(Evidence e) {
        double worst = 0;
        List<String> layers = new ArrayList<>();
        for (int l = 0; l < e.layers().size() && e.history().size() > 0; l++) {
            double dead = dead(e, l);
            worst = Math.max(worst, dead);
            if (dead > SHARE) layers.add(e.layers().get(l));
        }
        if (layers.isEmpty()) return new RuledOut("dead units (" + Figure.percent(worst) + ")");
        if (!e.poor()) return new RuledOut("dead units (" + Figure.percent(worst) + ", yet it learns)");
        if (e.start().stream().anyMatch(w -> w.zero() == 1)) return new RuledOut("dead units (their weights are 0)");
        long since = since(e);
        if (since > 0 && !healthyStart(e))
            return new RuledOut("dead units at the start (they died at step " + since + ")");
        boolean high = high(e, layers.getFirst());
        return Found.ill(
                        0.97,
                        layers,
                        Figure.percent(worst) + " of the units of " + layers.getFirst() + " are dead: "
                                + (high ? "at the upper end, without slope," : "0") + " on every sample.",
                        (high ? "a unit whose input is beyond the last slope" : "a ReLU whose input is below 0")
                                + " on every sample has slope 0 on every "
                                + "sample: it passes no gradient, gets none, and cannot come back")
                .since(since)
                .seen("dead units, worst layer", Figure.percent(worst), "below 50 %", "step " + since)
                .seen(seen(e).toArray(Measure[]::new))
                .doubted(alive(e, worst), Doubts.learned(e), since > 0 ? Doubts.lowerRate(e) : Optional.empty());
    }

    /// What arrives of the signal, where there are hidden layers for it to pass.
    private static List<Measure> seen(Evidence e) {
        return e.last().hiddenHops().isEmpty()
                ? List.of(Words.loss(e))
                : List.of(Words.signal(e.last().reach(), "0.1-10", e.last().step()), Words.loss(e));
    }

    /// Whether a layer's units rather sit where the activation ends above, as ReLU does not.
    private static boolean high(Evidence e, String layer) {
        int l = e.layers().indexOf(layer), last = e.history().size() - 1;
        return e.history().get(Field.SATURATED_HIGH, last, l) > e.history().get(Field.SATURATED_LOW, last, l);
    }

    /// The share of dead units at the end; all of a layer without any slope at the first step and at the
    /// last, where training was too short to count.
    private static double dead(Evidence e, int layer) {
        int last = e.history().size() - 1;
        boolean flat = e.history().get(Field.ZERO, 0, layer) == 1 && e.history().get(Field.ZERO, last, layer) == 1;
        return flat ? 1 : e.history().get(Field.DEAD, last, layer);
    }

    /// The units that are left, by which the signal may still pass.
    private static Optional<Measure> alive(Evidence e, double dead) {
        double alive = 1 - dead;
        return alive > 0
                ? Optional.of(new Measure(
                        "units alive, worst layer",
                        Figure.percent(alive),
                        "0 %, if none passed a gradient",
                        "step " + e.last().step()))
                : Optional.empty();
    }

    /// Whether nothing was wrong before the units died, so that their death is the first thing to
    /// explain.
    private static boolean healthyStart(Evidence e) {
        return Thresholds.carries(e.first().reach()) && !e.violent() && !InformationCollapse.atStart(e);
    }

    /// The step since which some layer is mostly dead; 0 when it was so before the first step.
    private static long since(Evidence e) {
        for (int i = 0; i < e.history().size(); i++) {
            for (int l = 0; l < e.layers().size(); l++) {
                if (e.history().get(Field.DEAD, i, l) <= SHARE) continue;
                boolean atStart = e.history().get(Field.ZERO, 0, l) > FLAT_AT_START;
                return atStart ? 0 : e.history().step(i);
            }
        }
        return 0;
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(
                new SwapInit(new HeNormal(), false),
                new AddBatchNorm(),
                new SwapActivation(new LeakyRelu(0.01), new HeNormal()));
    }

    @Override
    public List<Remedy> decisive(Evidence e) {
        return List.of(new SwapInit(new HeNormal(), false), new SwapActivation(new LeakyRelu(0.01), new HeNormal()));
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        for (int l = 0; l < after.layers().size(); l++) if (dead(after, l) > SHARE) return false;
        return true;
    }

    @Override
    public Optional<Sign> glance() {
        return Optional.of(new Sign(
                (g, l) -> g.get(Field.DEAD, l) > SHARE,
                (g, _) -> Figure.percent(g.most(Field.DEAD)) + " of the units of a layer are 0 on every sample",
                Glance::deadSteps,
                false));
    }
}
