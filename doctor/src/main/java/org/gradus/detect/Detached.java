package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.ledger.Ledger;
import org.gradus.remedy.Reconnect;
import org.gradus.remedy.Remedy;

/// Parameters to which no path leads from the loss, because an operation passes no gradient: the
/// ledger names it.
@Patients(sick = "detached")
public record Detached() implements Detector.BuiltIn, Untrained {
    @Override
    public Phrases phrases() {
        return new Phrases("detached parameters", "reconnecting them does not help");
    }

    @Override
    public List<Ledger.Block> kept(Evidence e) {
        return e.cutOff(operation -> !operation.equals(Evidence.FREEZE));
    }

    @Override
    public String sign(int parameters) {
        return parameters == 0 ? "all are connected to the loss" : parameters + " without a path";
    }

    @Override
    public Found found(Evidence e, double gain, List<Ledger.Block> kept, String count, boolean all) {
        String operation = kept.getLast().zero().orElseThrow().operation();
        String keeps = " keeps its initial weights, whatever the loss does";
        return Found.ill(
                        0.97,
                        Untrained.layers(kept),
                        "No gradient can reach " + Untrained.layers(kept).getFirst() + ": a " + operation
                                + " stands in its way.",
                        all
                                ? "no layer is left to train: what comes before a " + operation + keeps
                                : "what comes after a " + operation + " trains as ever; what comes before it" + keeps)
                .seen("parameters without a path from the loss", count, "none")
                .seen("operation that cuts", operation, "none")
                .seen(Words.gain("error, with the path restored", gain), Words.left(e));
    }

    @Override
    public Remedy remedy() {
        return new Reconnect();
    }
}
