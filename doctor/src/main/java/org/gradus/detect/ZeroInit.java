package org.gradus.detect;

import java.util.List;
import java.util.Optional;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.init.GlorotUniform;
import org.gradus.init.HeNormal;
import org.gradus.probe.Field;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.SwapInit;

/// Weights that start at exactly 0, so that no signal passes them backward and nothing below ever
/// moves.
///
/// A zero weight on purpose (ReZero, Fixup) lets the signal through after the first step; here
/// transmission is still exactly 0 at the end.
@Patients(sick = "zero-init")
public record ZeroInit() implements Detector.BuiltIn {
    @Override
    public Finding examine(Evidence e) {
        List<String> zero = e.start().stream()
                .filter(w -> w.zero() == 1)
                .map(Evidence.Weights::layer)
                .toList();
        if (zero.isEmpty()) return new RuledOut("zero weights (none)");
        if (e.last().block(e.layers().getFirst() + "/weight").transmission() > 0) {
            return new RuledOut(
                    "zero weights (transmission " + Figure.of(e.last().reach()) + " after training)");
        }
        return Found.ill(
                        0.99,
                        zero,
                        "The weights of " + zero.size() + " layers start at exactly 0, so no gradient passes them.",
                        "back-propagation multiplies the signal by each weight on its way down; "
                                + "times 0 it is 0, at every step: only the last bias can move")
                .seen("weights exactly 0", zero.size() + " of " + e.start().size() + " layers", "none")
                .seen("signal, first / last hidden", "0, exactly", "above 0")
                .seen(Words.loss(e));
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new SwapInit(new HeNormal(), true), new SwapInit(new GlorotUniform(), true));
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return after.last().block(after.layers().getFirst() + "/weight").transmission() > 0;
    }

    @Override
    public Optional<Sign> glance() {
        return Optional.of(new Sign(
                (g, l) -> g.get(Field.WEIGHT, l) == 0 && !(g.reach() > 0),
                (g, layers) -> "layers with weights of exactly 0, which no signal passes: " + g.of(layers)));
    }
}
