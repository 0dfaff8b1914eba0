package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.Measure;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.SwapBatch;

/// A batch that holds most of the samples, so that an epoch makes hardly any steps.
public record BatchSize() implements Detector.BuiltIn {
    /// Steps an epoch up to which a batch counts as large.
    private static final double FEW = 4;

    @Override
    public Finding examine(Evidence e) {
        double perEpoch = Math.ceil((double) e.facts().samples() / e.recipe().batch());
        if (perEpoch > FEW) return new RuledOut("batch size (" + Figure.of(perEpoch) + " steps an epoch)");
        if (!e.poor()) return new RuledOut("batch size (" + Figure.of(perEpoch) + " steps an epoch, yet it learns)");
        double gain = e.experiments().gain(remedies(e));
        if (gain < Words.WORTH) return new RuledOut("batch size (smaller batches do not help)");
        return Found.ill(
                0.85,
                e.layers(),
                0,
                List.of(
                        new Measure(
                                "batch",
                                e.recipe().batch() + " of " + e.facts().samples() + " samples",
                                "smaller",
                                "step 0"),
                        new Measure("steps an epoch", Figure.of(perEpoch), "more", "step 0"),
                        Words.gain("error, with batches of 32", gain),
                        Words.left(e)),
                "A batch holds " + e.recipe().batch() + " of " + e.facts().samples() + " samples: " + e.steps()
                        + " steps are all there are.",
                "each sample is seen as often, but the weights move once a batch");
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new SwapBatch(32));
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return after.left() < before.left() / 2;
    }

    @Override
    public String sick() {
        return "large-batch";
    }

    @Override
    public String healthy() {
        return "relu-he";
    }
}
