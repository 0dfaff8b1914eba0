package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Measure;
import org.gradus.optim.AdamW;
import org.gradus.probe.Field;
import org.gradus.remedy.LessDecay;
import org.gradus.remedy.Remedy;

/// Weight decay so strong that it takes back what the gradient gives.
public record WeightDecay() implements Detector.BuiltIn, TooStrong {
    /// Decay above this, ten times the usual, is suspected.
    private static final double STRONG = 0.1;

    @Override
    public String subject() {
        return "weight decay";
    }

    @Override
    public double strength(Evidence e) {
        return e.recipe().optimizer() instanceof AdamW a ? a.weightDecay() : 0;
    }

    @Override
    public double limit() {
        return STRONG;
    }

    @Override
    public Account account(Evidence e) {
        double decay = strength(e);
        double norm = e.history().last(Field.WEIGHT, 0, 20) / e.history().get(Field.WEIGHT, 0, 0);
        return new Account(
                0.92,
                List.of(
                        new Measure("weight decay", Figure.of(decay), "about 0.01", "step 0"),
                        new Measure(
                                "weights of layer 1, now : at first",
                                Figure.of(norm),
                                "about 1 or more",
                                "last 20 steps")),
                "with the usual decay",
                "A weight decay of " + Figure.of(decay) + " takes back what the gradient gives.",
                "decay pulls each weight towards 0 in proportion to its size; where\n"
                        + "pull and gradient balance, nothing moves though the gradient is not 0");
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new LessDecay());
    }

    @Override
    public String sick() {
        return "weight-decay";
    }
}
