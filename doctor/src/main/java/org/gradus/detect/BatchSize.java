package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.SwapBatch;

/// A batch that holds most of the samples, so that an epoch makes hardly any steps.
@Patients(sick = "large-batch")
public record BatchSize() implements Detector.BuiltIn, Tried {
    /// Steps an epoch up to which a batch counts as large.
    private static final double FEW = 4;

    @Override
    public Phrases phrases() {
        return new Phrases("batch size", "smaller batches do not help");
    }

    @Override
    public Suspicion suspicion(Evidence e) {
        double perEpoch = perEpoch(e);
        return new Suspicion(perEpoch <= FEW, Figure.of(perEpoch) + " steps an epoch");
    }

    @Override
    public Found found(Evidence e, double gain) {
        double perEpoch = perEpoch(e);
        return Found.ill(
                        0.85,
                        e.layers(),
                        "A batch holds " + e.recipe().batch() + " of "
                                + e.facts().samples() + " samples: " + e.steps() + " steps in all.",
                        "each sample is seen as often, but the weights move once a batch")
                .seen("batch", e.recipe().batch() + " of " + e.facts().samples() + " samples", "smaller")
                .seen("steps an epoch", Figure.of(perEpoch), "more")
                .seen(Words.gain("error, with batches of 32", gain), Words.left(e));
    }

    private static double perEpoch(Evidence e) {
        return Math.ceil((double) e.facts().samples() / e.recipe().batch());
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new SwapBatch(32));
    }
}
