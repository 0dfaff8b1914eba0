package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.init.GlorotUniform;
import org.gradus.init.HeNormal;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.SwapInit;

/// Units that start as copies of each other and get the same gradient for ever, so that a layer
/// of many does the work of one.
@Patients(sick = "constant-init")
public record SymmetricInit() implements Detector.BuiltIn {
    /// Half of a layer's units are twins: random weights have none.
    private static final double TWINS = 0.5;

    @Override
    public Finding examine(Evidence e) {
        List<String> layers = e.start().subList(0, Math.max(0, e.start().size() - 1)).stream()
                .filter(w -> w.twins() >= TWINS && w.zero() < 1)
                .map(Evidence.Weights::layer)
                .toList();
        double twins =
                e.start().stream().mapToDouble(Evidence.Weights::twins).max().orElse(0);
        if (layers.isEmpty()) return new RuledOut("twin units (" + Figure.percent(twins) + ")");
        if (!e.unlearned()) return new RuledOut("twin units (it learns all the same)");
        return Found.ill(
                        0.98,
                        layers,
                        "The units of " + layers.size() + " layers start as copies of one another and stay copies.",
                        "twins compute the same value and get the same gradient, so training "
                                + "cannot tell them apart: each layer works as if it had one unit")
                .seen("units with a twin", Figure.percent(twins), "0 %")
                .seen(
                        "alignment of layer 1",
                        Words.factor(e.first()
                                .block(e.layers().getFirst() + "/weight")
                                .alignment()),
                        "about 1")
                .seen(Words.loss(e));
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new SwapInit(new HeNormal(), true), new SwapInit(new GlorotUniform(), true));
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return after.start().stream().allMatch(w -> w.twins() < TWINS);
    }
}
