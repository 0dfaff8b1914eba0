package org.gradus.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.forecast.Forecast;
import org.gradus.init.HeNormal;
import org.gradus.init.LecunNormal;
import org.gradus.ledger.Ledger;
import org.gradus.remedy.AddBatchNorm;
import org.gradus.remedy.ClipGradients;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.ScaleRate;
import org.gradus.remedy.SwapInit;

/// A backward signal that grows from layer to layer until the steps it causes destroy what they
/// should improve.
@Patients(sick = "exploding", healthy = "relu-batch-norm")
public record Exploding() implements Detector.BuiltIn {
    @Override
    public Finding examine(Evidence e) {
        Ledger start = e.first();
        double kept = perLayer(e);
        if (!(reach(e) >= Thresholds.MAX_REACH)) return new RuledOut("explosion (" + Words.arrives(e) + ")");
        if (!e.poor()) return new RuledOut("explosion (" + Figure.of(kept) + " per layer, yet it learns)");
        List<String> layers = new ArrayList<>(e.hidden());
        return Found.ill(
                        0.95,
                        layers,
                        "Each layer multiplies the signal by " + Figure.of(kept) + "; layer 1 gets "
                                + Figure.of(reach(e)) + " times what the last hidden layer gets." + Words.initial(e),
                        Double.isFinite(start.reach())
                                ? Words.product(start)
                                : "so large that it overflows before the first step; this is what the forecast says of it")
                .seen("signal gained per layer", Figure.of(kept), Words.band(e))
                .seen(Words.signal(reach(e), "0.1-10", 0))
                .seen(
                        "weight gain per layer",
                        Figure.of(start.typical(Ledger.Hop::weight)),
                        Figure.of(1 / start.typical(Ledger.Hop::slope)))
                .seen(Words.loss(e))
                .doubted(Doubts.recovered(e), Doubts.learned(e), Doubts.lowerRate(e));
    }

    /// What layer 1 gets of the last hidden layer's signal: as measured, or, where that overflowed, as
    /// forecast.
    static double reach(Evidence e) {
        double measured = e.first().reach();
        if (Double.isFinite(measured)) return measured;
        return e.forecast() instanceof Forecast.Predicted p ? p.hidden().typical() : Double.NaN;
    }

    private static double perLayer(Evidence e) {
        double measured = e.first().keptPerLayer();
        if (Double.isFinite(measured)) return measured;
        return e.forecast() instanceof Forecast.Predicted p ? p.perLayer().typical() : Double.NaN;
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(
                new SwapInit(new HeNormal(), false), new AddBatchNorm(), new ClipGradients(1), new ScaleRate(0.1));
    }

    @Override
    public List<Remedy> decisive(Evidence e) {
        return List.of(new SwapInit(new HeNormal(), false), new SwapInit(new LecunNormal(), false));
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return after.first().reach() < Thresholds.MAX_REACH || !after.poor();
    }

    @Override
    public Optional<Sign> glance() {
        return Optional.of(new Sign(
                (g, l) -> g.reach(l) >= Thresholds.MAX_REACH && g.reach() >= Thresholds.MAX_REACH,
                (_, _) -> "layer 1 got " + Figure.of(Thresholds.MAX_REACH)
                        + " times the last hidden layer's signal, or more",
                _ -> 1,
                true));
    }
}
