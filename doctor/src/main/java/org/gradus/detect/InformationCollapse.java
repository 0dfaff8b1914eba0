package org.gradus.detect;

import java.util.List;
import java.util.Optional;
import org.gradus.activation.Tanh;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.init.Critical;
import org.gradus.init.Orthogonal;
import org.gradus.probe.Field;
import org.gradus.remedy.AddBatchNorm;
import org.gradus.remedy.AddResidual;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.SwapActivation;
import org.gradus.remedy.SwapInit;
import org.gradus.remedy.Together;

/// Layers that make all inputs look alike, so that a gradient of healthy size has nothing to tell
/// apart.
///
/// In a deep ReLU stack the angle between any two inputs shrinks layer by layer although He's initial
/// weights keep every norm. Likeness is the mean cosine between the activations of two samples: 0
/// for inputs in all directions, 1 when all point the same way.
@Patients(sick = "deep-relu-he-50")
public record InformationCollapse() implements Detector.BuiltIn {
    /// Above this, the activations of two samples differ by an angle of less than 12 degrees on
    /// average.
    private static final double LIKENESS = 0.98;

    /// A layer that keeps less of the signal has another trouble first; one that keeps more only
    /// scatters about 1.
    private static final double KEPT = 0.9;

    @Override
    public Finding examine(Evidence e) {
        int hidden = e.layers().size() - 2;
        double likeness = hidden < 0 || e.history().size() == 0 ? 0 : likeness(e, hidden);
        if (!atStart(e)) return new RuledOut("inputs made alike (" + Figure.percent(likeness) + " in common)");
        if (!e.poor())
            return new RuledOut("inputs made alike (" + Figure.percent(likeness) + " in common, yet it learns)");
        double reach = e.first().reach();
        double kept = e.first().keptPerLayer();
        if (kept < KEPT || kept > 1 / KEPT) return new RuledOut("inputs made alike (the signal's size comes first)");
        return Found.ill(
                        0.9,
                        e.layers().subList(firstAlike(e), hidden + 1),
                        "The last hidden layer gives almost the same activations for every input ("
                                + Figure.of(likeness) + " in common).",
                        "the gradient keeps its size on the way down (layer 1 gets " + Figure.of(reach) + "), "
                                + "but each layer narrows the angle between inputs, until there is "
                                + "nothing left by which the loss could tell them apart")
                .seen("what samples have in common", Figure.of(likeness), "below 0.98")
                .seen(Words.signal(reach, "0.1-10, as it is", 0))
                .seen("hidden layers", String.valueOf(hidden + 1), "about 12 for ReLU")
                .seen(Words.loss(e));
    }

    /// Whether the last hidden layer made all inputs alike before the first step.
    static boolean atStart(Evidence e) {
        int hidden = e.layers().size() - 2;
        return hidden >= 0 && e.history().size() > 0 && likeness(e, hidden) >= LIKENESS;
    }

    /// Whether all inputs are alike while each layer keeps the size of the signal.
    static boolean comesFirst(Evidence e) {
        return atStart(e) && keepsSize(e.first().keptPerLayer());
    }

    /// The same at one glance.
    static boolean comesFirst(Glance g) {
        return g.likeness() >= LIKENESS && keepsSize(g.kept());
    }

    private static boolean keepsSize(double kept) {
        return kept >= KEPT && kept <= 1 / KEPT;
    }

    /// The mean cosine between two different samples: a batch's mean counts each sample beside
    /// itself as well.
    private static double likeness(Evidence e, int layer) {
        double batch = Math.min(e.recipe().batch(), e.facts().samples());
        return batch < 2 ? 0 : (batch * e.history().get(Field.LIKENESS, 0, layer) - 1) / (batch - 1);
    }

    private static int firstAlike(Evidence e) {
        for (int l = 0; l < e.layers().size() - 1; l++) if (likeness(e, l) >= LIKENESS) return l;
        return e.layers().size() - 2;
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        Remedy around = new AddResidual(), normalized = new AddBatchNorm();
        return List.of(
                around,
                normalized,
                new Together(around, normalized),
                new SwapActivation(new Tanh(), Critical.of().at(new Tanh()).orElseThrow()),
                new SwapInit(Orthogonal.of(), false));
    }

    /// A network that learns tells its inputs apart, however little that takes.
    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return likeness(after, after.layers().size() - 2) < LIKENESS || after.improvesOn(before);
    }

    @Override
    public Optional<Sign> glance() {
        return Optional.of(new Sign(
                (g, _) -> comesFirst(g),
                (g, _) -> "the last hidden layer makes all inputs alike (" + Figure.of(g.likeness()) + " in common)"));
    }
}
