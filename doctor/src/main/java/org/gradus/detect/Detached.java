package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Measure;
import org.gradus.ledger.Ledger;
import org.gradus.remedy.Reconnect;
import org.gradus.remedy.Remedy;

/// Parameters to which no path leads from the loss, because an operation passes no gradient: the
/// ledger names it.
public record Detached() implements Detector.BuiltIn, Untrained {
    @Override
    public String subject() {
        return "detached parameters";
    }

    @Override
    public List<Ledger.Block> kept(Evidence e) {
        return Cut.by(e, operation -> !operation.equals(Cut.FREEZE));
    }

    @Override
    public String sign(int parameters) {
        return parameters == 0 ? "a path leads to all" : parameters + " without a path";
    }

    @Override
    public String vain() {
        return "a path to them does not help";
    }

    @Override
    public Account account(List<Ledger.Block> kept, String count, boolean all) {
        String operation = kept.getLast().zero().orElseThrow().operation();
        String keeps = " keeps its initial weights, whatever the loss does";
        return new Account(
                0.97,
                List.of(
                        new Measure("parameters without a path from the loss", count, "none", "step 0"),
                        new Measure("operation that cuts", operation, "none", "step 0")),
                "with the path restored",
                "No gradient can reach " + Cut.layers(kept).getFirst() + ": a " + operation + " stands in its way.",
                all
                        ? "no layer is left to train: what comes before a " + operation + keeps
                        : "what comes after a " + operation + " trains as ever; what comes before it" + keeps);
    }

    @Override
    public Remedy remedy() {
        return new Reconnect();
    }

    @Override
    public String sick() {
        return "detached";
    }
}
