package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.Measure;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.probe.Field;
import org.gradus.remedy.PlainLoss;
import org.gradus.remedy.Remedy;

/// A loss scaled so small that its gradient rounds to 0 in 32 bits.
public record Underflow() implements Detector.BuiltIn {
    /// The smallest 32-bit number with all its digits.
    private static final double NORMAL = Float.MIN_NORMAL;

    @Override
    public Finding examine(Evidence e) {
        double scale = e.recipe().lossScale();
        if (scale >= 1) return new RuledOut("underflow (loss scale " + Figure.of(scale) + ")");
        int zero = 0;
        for (int l = 0; l < e.layers().size() && e.history().size() > 0; l++) {
            if (e.history().last(Field.GRADIENT, l, e.history().size()) < NORMAL) zero++;
        }
        if (zero == 0) return new RuledOut("underflow (gradients are normal numbers)");
        if (!e.poor()) return new RuledOut("underflow (it learns)");
        if (e.first().reach() == 0) return new RuledOut("underflow (the signal is cut, not rounded)");
        if (e.experiments().gain(remedies(e)) < Words.WORTH)
            return new RuledOut("underflow (a plain loss does not help)");
        return Found.ill(
                0.93,
                e.layers(),
                1,
                List.of(
                        new Measure(
                                "layers with a gradient below 1e-38",
                                zero + " of " + e.layers().size(),
                                "none",
                                "all steps"),
                        new Measure("loss scale", Figure.of(scale), "1 or more", "step 0"),
                        Words.left(e)),
                "The loss is scaled by " + Figure.of(scale) + ", and its gradient rounds to 0.",
                "a 32-bit number cannot be smaller than 1.4e-45; the true gradient is");
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new PlainLoss());
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return after.left() < before.left() / 2;
    }

    @Override
    public String sick() {
        return "underflow";
    }

    @Override
    public String healthy() {
        return "relu-he";
    }
}
