package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.probe.Field;
import org.gradus.remedy.PlainLoss;
import org.gradus.remedy.Remedy;

/// A loss scaled so small that its gradient rounds to 0 in 32 bits.
@Patients(sick = "underflow")
public record Underflow() implements Detector.BuiltIn, Tried {
    /// The smallest 32-bit number with all its digits.
    private static final double NORMAL = Float.MIN_NORMAL;

    @Override
    public Phrases phrases() {
        return new Phrases("underflow", "an unscaled loss does not help");
    }

    @Override
    public Suspicion suspicion(Evidence e) {
        double scale = e.recipe().lossScale();
        if (scale >= 1) return new Suspicion(false, "loss scale " + Figure.of(scale));
        int zero = zero(e);
        if (zero == 0) return new Suspicion(false, "gradients are normal numbers");
        boolean cut = e.first().reach() == 0;
        return new Suspicion(!cut, cut ? "the signal is cut, not rounded" : zero + " gradients below 1e-38");
    }

    @Override
    public Found found(Evidence e, double gain) {
        double scale = e.recipe().lossScale();
        int zero = zero(e);
        return Found.ill(
                        0.93,
                        e.layers(),
                        "The loss is scaled by " + Figure.of(scale) + ", and its gradient rounds to 0.",
                        "a 32-bit number cannot be smaller than 1.4e-45; the true gradient is")
                .since(1)
                .seen(
                        "layers with a gradient below 1e-38",
                        zero + " of " + e.layers().size(),
                        "none",
                        "all steps")
                .seen("loss scale", Figure.of(scale), "1 or more")
                .seen(Words.left(e));
    }

    /// The layers whose gradient is smaller than any number with all its digits.
    private static int zero(Evidence e) {
        int zero = 0;
        for (int l = 0; l < e.layers().size() && e.history().size() > 0; l++) {
            if (e.history().last(Field.GRADIENT, l, e.history().size()) < NORMAL) zero++;
        }
        return zero;
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new PlainLoss());
    }
}
