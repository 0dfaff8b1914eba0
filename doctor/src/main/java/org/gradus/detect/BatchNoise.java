package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.Measure;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.ScaleRate;
import org.gradus.remedy.SwapBatch;

/// A batch so small that its gradient is mostly noise at this learning rate.
public record BatchNoise() implements Detector.BuiltIn {
    /// Samples a batch that can be noisy.
    private static final int SMALL = 8;

    @Override
    public Finding examine(Evidence e) {
        int batch = e.recipe().batch();
        if (batch > SMALL) return new RuledOut("batch noise (batches of " + batch + ")");
        if (!e.poor()) return new RuledOut("batch noise (batches of " + batch + ", yet it learns)");
        double gain = e.experiments().gain(new SwapBatch(64));
        if (gain < Words.WORTH) return new RuledOut("batch noise (larger batches do not help)");
        return Found.ill(
                0.8,
                e.layers(),
                0,
                List.of(
                        new Measure("samples a batch", String.valueOf(batch), "more", "step 0"),
                        Words.gain("error, with batches of 64", gain),
                        Words.left(e)),
                "A batch of " + batch + " is mostly noise at this learning rate.",
                "the samples of a batch pull in different directions; few of them do\n"
                        + "not average out, and each step goes where its own few samples want");
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new SwapBatch(64), new ScaleRate(0.1));
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return after.left() < before.left() / 2;
    }

    @Override
    public String sick() {
        return "batch-noise";
    }

    @Override
    public String healthy() {
        return "relu-he";
    }
}
