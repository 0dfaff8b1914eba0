package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.ScaleRate;
import org.gradus.remedy.SwapBatch;

/// A batch so small that its gradient is mostly noise at this learning rate.
@Patients(sick = "batch-noise")
public record BatchNoise() implements Detector.BuiltIn, Tried {
    /// Samples a batch that can be noisy.
    static final int SMALL = 8;

    /// Batches whose noise has averaged out.
    static final List<Remedy> LARGER = List.of(new SwapBatch(64));

    @Override
    public Phrases phrases() {
        return new Phrases("batch noise", "larger batches do not help");
    }

    @Override
    public Suspicion suspicion(Evidence e) {
        int batch = e.recipe().batch();
        return new Suspicion(batch <= SMALL, "batches of " + batch);
    }

    @Override
    public Found found(Evidence e, double gain) {
        int batch = e.recipe().batch();
        return Found.ill(
                        0.8,
                        e.layers(),
                        "A batch of " + batch + " is mostly noise at this learning rate.",
                        "the samples of a batch pull in different directions; few of them do "
                                + "not average out, and each step goes where its own few samples want")
                .seen("samples a batch", String.valueOf(batch), "more")
                .seen(Words.gain("error, with batches of 64", gain), Words.left(e));
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new SwapBatch(64), new ScaleRate(0.1));
    }

    @Override
    public List<Remedy> decisive(Evidence e) {
        return LARGER;
    }
}
