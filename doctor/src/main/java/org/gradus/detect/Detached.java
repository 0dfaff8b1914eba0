package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.Measure;
import org.gradus.ledger.Ledger;
import org.gradus.remedy.Reconnect;
import org.gradus.remedy.Remedy;

/// Parameters to which no path leads from the loss, because an operation passes no gradient.
///
/// A property of the graph, not of the numbers in it: the ledger names the operation that cuts
/// (`theory` 4.3, step 0).
public record Detached() implements Detector.BuiltIn, Tried {
    @Override
    public String subject() {
        return "detached parameters";
    }

    @Override
    public Suspicion suspicion(Evidence e) {
        int cut = Cut.without(e, Cut.FREEZE).size();
        return new Suspicion(cut > 0, cut == 0 ? "a path leads to all" : cut + " without a path");
    }

    @Override
    public String vain() {
        return "a path to them does not help";
    }

    @Override
    public Found found(Evidence e, double gain) {
        List<Ledger.Block> cut = Cut.without(e, Cut.FREEZE);
        String operation = cut.getLast().zero().orElseThrow().operation();
        return Found.ill(
                0.97,
                Cut.layers(cut),
                0,
                List.of(
                        new Measure(
                                "parameters without a path from the loss",
                                cut.size() + " of " + e.first().blocks().size(),
                                "none",
                                "step 0"),
                        new Measure("operation that cuts", operation, "none", "step 0"),
                        Words.gain("error, with the path restored", gain),
                        Words.left(e)),
                "No gradient can reach " + Cut.layers(cut).getFirst() + ": a " + operation + " stands in its way.",
                "what comes after a " + operation + " trains as ever; what comes before it keeps\n"
                        + "its first weights, whatever the loss does");
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new Reconnect());
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return Cut.without(after, Cut.FREEZE).isEmpty();
    }

    @Override
    public String sick() {
        return "detached";
    }

    @Override
    public String healthy() {
        return "relu-he";
    }
}
