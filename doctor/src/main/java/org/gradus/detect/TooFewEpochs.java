package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.Measure;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.remedy.MoreEpochs;
import org.gradus.remedy.Remedy;

/// A training that ends while the loss still falls.
public record TooFewEpochs() implements Detector.BuiltIn {
    /// Steps in which a network that can learn has learned something.
    private static final int LEAST = 300;

    @Override
    public Finding examine(Evidence e) {
        if (!e.poor()) return new RuledOut("too few epochs (" + Figure.percent(e.left()) + " of the error is left)");
        if (!e.ended()) return new RuledOut("too few epochs (training has not ended)");
        if (!e.stillFalls()) return new RuledOut("too few epochs (the loss has stopped falling)");
        Experiments.Outcome longer =
                e.experiments().with(longer(e)).orElse(e.experiments().control());
        if (e.left() - longer.left() < Words.WORTH) return new RuledOut("too few epochs (many more hardly help)");
        if (e.heldOutLeft() - longer.heldOut() < Words.WORTH / 2)
            return new RuledOut("too few epochs (more help on the training samples only)");
        return Found.ill(
                0.85,
                e.layers(),
                0,
                List.of(
                        new Measure(
                                "loss, still falling",
                                Figure.percent(e.falling()),
                                "in the last quarter",
                                "step " + e.history().size()),
                        new Measure(
                                "error left after longer training",
                                Figure.percent(longer.left()),
                                "below " + Figure.percent(e.left()),
                                "trial"),
                        Words.left(e)),
                "Training ends after " + e.steps() + " steps, while the loss still falls.",
                "the gradient is not small: it was still at work when training ended");
    }

    /// Four times as long, and at least as long as anything needs.
    static Remedy longer(Evidence e) {
        return new MoreEpochs(Math.max(4, (int) Math.ceil((double) LEAST / e.steps())));
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(longer(e));
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return after.improvesOn(before);
    }

    @Override
    public boolean lastResort() {
        return true;
    }

    @Override
    public String sick() {
        return "too-few-epochs";
    }

    @Override
    public String healthy() {
        return "relu-he";
    }
}
