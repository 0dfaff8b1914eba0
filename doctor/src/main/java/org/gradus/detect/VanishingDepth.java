package org.gradus.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradus.activation.Activation;
import org.gradus.activation.Relu;
import org.gradus.activation.Selu;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.init.Critical;
import org.gradus.init.HeNormal;
import org.gradus.init.LecunNormal;
import org.gradus.init.Lsuv;
import org.gradus.ledger.Ledger;
import org.gradus.probe.Field;
import org.gradus.remedy.AddBatchNorm;
import org.gradus.remedy.AddResidual;
import org.gradus.remedy.Model;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.SwapActivation;
import org.gradus.remedy.SwapInit;

/// A backward signal that every layer makes smaller, so that the first layers get next to nothing.
///
/// Judged by the transmission of random cotangents, sample by sample: the norm of the batch's
/// mean gradient falls with depth in healthy networks too. A small transmission counts only when
/// the loss has stalled, since a network may lean and yet learn.
@Patients(sick = "deep-sigmoid", healthy = "relu-glorot")
public record VanishingDepth() implements Detector.BuiltIn {
    /// The error left of guessing's, below which a network whose loss still falls is on its way.
    private static final double LEARNS = 0.5;

    @Override
    public Finding examine(Evidence e) {
        Ledger start = e.first();
        double kept = start.keptPerLayer(), reach = start.reach();
        if (reach == 0) return new RuledOut("vanishing by depth (the signal is cut, not worn away)");
        if (reach > Thresholds.MIN_REACH) return new RuledOut("vanishing by depth (" + Words.arrives(e) + ")");
        if (!e.poor() || !e.stalled() && e.left() < LEARNS)
            return new RuledOut("vanishing by depth (" + Figure.percent(kept) + " per layer, yet it learns)");
        if (InformationCollapse.comesFirst(e))
            return new RuledOut(
                    "vanishing by depth (" + Figure.percent(kept) + " per layer; inputs become indistinguishable)");
        if (saturated(e))
            return new RuledOut(
                    "vanishing by depth (" + (off(e) ? "dead units explain" : "saturation explains") + " it)");
        int hidden = e.layers().size() - 1;
        return Found.ill(
                        reach < 0.01 ? 0.97 : 0.85,
                        faded(e),
                        "Each layer keeps " + Figure.percent(kept) + " of the signal; layer 1 gets " + Figure.of(reach)
                                + " of the last hidden layer's." + Words.initial(e),
                        Words.product(start))
                .seen("signal kept per layer", Figure.of(kept), Words.band(e))
                .seen(Words.signal(reach, "0.1-10", 0))
                .seen("layers this init can carry", Words.budget(e), hidden + " asked")
                .seen(
                        "step / weight, layer 1",
                        Figure.of(e.history().last(Field.UPDATE, 0, Thresholds.LAST_UPDATES)),
                        "about 1e-3",
                        "last 50 steps")
                .seen(Words.loss(e))
                .doubted(Doubts.moves(e, 0), Doubts.recovered(e), Doubts.learned(e), Doubts.lowerRate(e));
    }

    /// Whether the slopes are small because most units of a layer have none at all.
    private static boolean off(Evidence e) {
        for (int l = 0; l < e.layers().size() - 1; l++) if (e.history().get(Field.ZERO, 0, l) > 0.5) return true;
        return false;
    }

    private static boolean saturated(Evidence e) {
        for (int l = 0; l < e.layers().size() - 1; l++)
            if (e.history().get(Field.SLOPE, 0, l) >= Thresholds.SATURATED) return false;
        return true;
    }

    /// The layers that get less than a thousandth of the strongest signal.
    private static List<String> faded(Evidence e) {
        List<String> faded = new ArrayList<>();
        double signal = 1;
        for (Ledger.Hop hop : e.first().hiddenHops()) {
            signal *= hop.gain();
            if (signal < Thresholds.MIN_REACH) faded.addFirst(hop.to());
        }
        return faded;
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        List<Remedy> remedies = new ArrayList<>(List.of(
                new SwapActivation(new Relu(), new HeNormal()),
                new SwapActivation(new Selu(), new LecunNormal()),
                new AddBatchNorm(),
                new AddResidual(),
                new SwapInit(Lsuv.of(), false),
                new SwapInit(new HeNormal(), false)));
        Activation activation = Model.activation(e.recipe().model());
        Critical.of().at(activation).ifPresent(c -> remedies.add(1, new SwapInit(c, false)));
        return remedies;
    }

    /// What scales the signal layer by layer and leaves all else alone.
    @Override
    public List<Remedy> decisive(Evidence e) {
        return List.of(new SwapInit(Lsuv.of(), false), new AddBatchNorm());
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        double reach = after.first().reach();
        return reach > Thresholds.MIN_REACH || reach > 100 * before.first().reach();
    }

    @Override
    public Optional<Sign> glance() {
        return Optional.of(new Sign(
                (g, l) -> g.reach() > 0
                        && g.reach() <= Thresholds.MIN_REACH
                        && g.reach(l) <= Thresholds.MIN_REACH
                        && !InformationCollapse.comesFirst(g),
                (g, _) -> "layer 1 gets " + Figure.of(g.reach()) + " of the last hidden layer's signal"));
    }
}
