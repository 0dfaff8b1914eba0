package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.Measure;
import org.gradus.ledger.Ledger;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.Unfreeze;

/// Layers that no step moves, in a network that would learn more with them. A network that does
/// well with frozen layers is left in peace.
public record Frozen() implements Detector.BuiltIn, Tried {
    @Override
    public String subject() {
        return "frozen layers";
    }

    @Override
    public Suspicion suspicion(Evidence e) {
        int frozen = Cut.by(e, Cut.FREEZE).size();
        return new Suspicion(frozen > 0, frozen == 0 ? "none" : frozen + " parameters");
    }

    @Override
    public String vain() {
        return "training them does not help";
    }

    @Override
    public Found found(Evidence e, double gain) {
        List<Ledger.Block> frozen = Cut.by(e, Cut.FREEZE);
        List<String> layers = Cut.layers(frozen);
        return Found.ill(
                0.95,
                layers,
                0,
                List.of(
                        new Measure(
                                "parameters that are frozen",
                                frozen.size() + " of " + e.first().blocks().size(),
                                "none, or layers that know their work",
                                "step 0"),
                        Words.gain("error, with all layers trained", gain),
                        Words.left(e)),
                layers.size() + (layers.size() == 1 ? " layer is" : " layers are")
                        + " frozen, and what is left to train cannot do the task alone.",
                "a frozen layer passes the gradient on but takes none: it keeps its\n"
                        + "first weights, which here know nothing");
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new Unfreeze());
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return Cut.by(after, Cut.FREEZE).isEmpty();
    }

    @Override
    public String sick() {
        return "frozen";
    }

    @Override
    public String healthy() {
        return "relu-he";
    }
}
