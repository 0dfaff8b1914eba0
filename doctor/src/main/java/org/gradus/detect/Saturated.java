package org.gradus.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradus.activation.Relu;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.Measure;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.init.HeNormal;
import org.gradus.init.LecunNormal;
import org.gradus.init.Lsuv;
import org.gradus.probe.Field;
import org.gradus.remedy.AddBatchNorm;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.SwapActivation;
import org.gradus.remedy.SwapInit;

/// Units driven so far out on their activation that its slope is a small part of what it could be.
///
/// The slope factor, rms φ′ over the largest |φ′|, tells this from an activation that is merely
/// flat by nature: a fresh sigmoid has a factor of 0.94 although it passes a quarter of the
/// signal at most.
@Patients(sick = "saturated-tanh", healthy = "tanh-critical")
public record Saturated() implements Detector.BuiltIn {
    /// The slope factor above which it has gone (simulated).
    private static final double CURED = 0.3;

    /// The share of units without any slope from which on a layer is not flat but dead.
    private static final double DEAD = 0.5;

    /// The share of units at the upper end from which on they do not lie at the lower end alone, as a ReLU's
    /// that are off do.
    private static final double BOTH_ENDS = 0.01;

    @Override
    public Finding examine(Evidence e) {
        List<String> layers = new ArrayList<>();
        double worst = 1;
        for (int l = 0; l < e.layers().size() && e.history().size() > 0; l++) {
            if (e.history().get(Field.ZERO, 0, l) > DEAD) continue;
            double slope = off(e, l) ? e.history().get(Field.SLOPE, 0, l) : slope(e, l);
            worst = Math.min(worst, slope);
            if (slope < Thresholds.SATURATED) layers.add(e.layers().get(l));
        }
        if (layers.isEmpty()) return new RuledOut("saturation (slope factor " + Figure.of(worst) + ")");
        if (!e.poor()) return new RuledOut("saturation (slope factor " + Figure.of(worst) + ", yet it learns)");
        return Found.ill(
                        0.9,
                        layers,
                        (layers.size() == 1
                                        ? layers.getFirst() + " is saturated: its"
                                        : layers.size() + " layers are saturated: their")
                                + " units sit where the activation is flat.",
                        "the slope there is " + Figure.percent(worst) + " of the steepest the activation has, "
                                + "and back-propagation multiplies by it at every layer")
                .seen("slope / steepest, at worst", Figure.of(worst), "above 0.3")
                .seen(
                        "layers with less than 0.2",
                        layers.size() + " of " + e.layers().size(),
                        "none")
                .seen(Words.loss(e))
                .doubted(lasting(e, layers), Doubts.arrives(e), Doubts.learned(e), Doubts.lowerRate(e));
    }

    /// A slope that was sound before the first step, or is again at the end.
    private static Optional<Measure> lasting(Evidence e, List<String> layers) {
        double start = 1, end = 1;
        for (String layer : layers) {
            int l = e.layers().indexOf(layer);
            start = Math.min(start, e.history().get(Field.SLOPE, 0, l));
            end = Math.min(end, e.history().last(Field.SLOPE, l, Thresholds.LAST));
        }
        if (start < Thresholds.SATURATED && end < Thresholds.SATURATED) return Optional.empty();
        boolean atStart = start >= Thresholds.SATURATED;
        return Optional.of(new Measure(
                "slope / steepest, at worst",
                Figure.of(atStart ? start : end),
                atStart ? "below 0.2, if the initial weights did it" : "below 0.2, if it lasted",
                atStart ? "step 0" : "last " + Thresholds.LAST + " steps"));
    }

    /// Whether most units of a layer have ended without any slope and at the lower end alone: they are dead.
    private static boolean off(Evidence e, int layer) {
        return e.history().last(Field.ZERO, layer, Thresholds.LAST) > DEAD
                && e.history().last(Field.SATURATED_HIGH, layer, Thresholds.LAST) < BOTH_ENDS;
    }

    /// The smaller of the slope factor at the start and over the last steps.
    private static double slope(Evidence e, int layer) {
        return Math.min(e.history().get(Field.SLOPE, 0, layer), e.history().last(Field.SLOPE, layer, Thresholds.LAST));
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(
                new SwapInit(new LecunNormal(), false),
                new SwapInit(Lsuv.of(), false),
                new AddBatchNorm(),
                new SwapActivation(new Relu(), new HeNormal()));
    }

    @Override
    public List<Remedy> decisive(Evidence e) {
        return List.of(new SwapInit(new LecunNormal(), false), new SwapInit(Lsuv.of(), false));
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        for (int l = 0; l < after.layers().size(); l++) if (slope(after, l) < CURED) return false;
        return true;
    }

    @Override
    public Optional<Sign> glance() {
        return Optional.of(new Sign(
                (g, l) -> g.get(Field.SLOPE, l) < Thresholds.SATURATED && g.get(Field.ZERO, l) <= DEAD,
                (g, layers) -> "layers that sit where the activation is flat: " + g.of(layers)));
    }
}
