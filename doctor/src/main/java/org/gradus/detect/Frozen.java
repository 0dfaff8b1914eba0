package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Measure;
import org.gradus.ledger.Ledger;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.Unfreeze;

/// Layers that no step moves, in a network that would learn more with them. A network that does
/// well with frozen layers is left in peace.
public record Frozen() implements Detector.BuiltIn, Untrained {
    @Override
    public String subject() {
        return "frozen layers";
    }

    @Override
    public List<Ledger.Block> kept(Evidence e) {
        return Cut.by(e, Cut.FREEZE::equals);
    }

    @Override
    public String sign(int parameters) {
        return parameters == 0 ? "none" : parameters + " parameters";
    }

    @Override
    public String vain() {
        return "training them does not help";
    }

    @Override
    public Account account(List<Ledger.Block> kept, String count, boolean all) {
        int layers = Cut.layers(kept).size();
        return new Account(
                0.95,
                List.of(new Measure(
                        "parameters that are frozen", count, "none, or layers that know their work", "step 0")),
                "with all layers trained",
                layers + (layers == 1 ? " layer is" : " layers are") + " frozen, and "
                        + (all ? "nothing is left to train." : "what is left to train cannot do the task alone."),
                "a frozen layer passes the gradient on but takes none: it keeps its\n"
                        + "initial weights, which here know nothing");
    }

    @Override
    public Remedy remedy() {
        return new Unfreeze();
    }

    @Override
    public String sick() {
        return "frozen";
    }
}
