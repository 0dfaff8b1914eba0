package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.ledger.Ledger;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.Unfreeze;

/// Layers that no step moves, in a network that would learn more with them. A network that does
/// well with frozen layers is left in peace.
@Patients(sick = "frozen")
public record Frozen() implements Detector.BuiltIn, Untrained {
    @Override
    public Phrases phrases() {
        return new Phrases("frozen layers", "training them does not help");
    }

    @Override
    public List<Ledger.Block> kept(Evidence e) {
        return e.cutOff(Evidence.FREEZE::equals);
    }

    @Override
    public String sign(int parameters) {
        return parameters == 0 ? "none" : parameters + " parameters";
    }

    @Override
    public Found found(Evidence e, double gain, List<Ledger.Block> kept, String count, boolean all) {
        int layers = Untrained.layers(kept).size();
        return Found.ill(
                        0.95,
                        Untrained.layers(kept),
                        layers + (layers == 1 ? " layer is" : " layers are") + " frozen, and "
                                + (all
                                        ? "nothing is left to train."
                                        : "what is left to train cannot do the task alone."),
                        "a frozen layer passes the gradient on but takes none: it keeps its\n"
                                + "initial weights, which here know nothing")
                .seen("parameters that are frozen", count, "none, or layers that know their work")
                .seen(Words.gain("error, with all layers trained", gain), Words.left(e));
    }

    @Override
    public Remedy remedy() {
        return new Unfreeze();
    }
}
