package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.Measure;
import org.gradus.optim.AdamW;
import org.gradus.probe.Field;
import org.gradus.remedy.LessDecay;
import org.gradus.remedy.Remedy;

/// Weight decay so strong that it takes back what the gradient gives.
public record WeightDecay() implements Detector.BuiltIn, Tried {
    /// Decay above this, ten times the usual, is suspected.
    private static final double STRONG = 0.1;

    @Override
    public String subject() {
        return "weight decay";
    }

    @Override
    public Suspicion suspicion(Evidence e) {
        double decay = decay(e);
        return new Suspicion(decay > STRONG, decay == 0 ? "none" : Figure.of(decay));
    }

    @Override
    public String vain() {
        return "less does not help";
    }

    @Override
    public Found found(Evidence e, double gain) {
        double decay = decay(e);
        double norm = e.history().last(Field.WEIGHT, 0, 20) / e.history().get(Field.WEIGHT, 0, 0);
        return Found.ill(
                0.92,
                e.layers(),
                0,
                List.of(
                        new Measure("weight decay", Figure.of(decay), "about 0.01", "step 0"),
                        new Measure(
                                "weights of layer 1, now : at first",
                                Figure.of(norm),
                                "about 1 or more",
                                "last 20 steps"),
                        Words.gain("error, with the usual decay", gain),
                        Words.left(e)),
                "A weight decay of " + Figure.of(decay) + " takes back what the gradient gives.",
                "decay pulls each weight towards 0 in proportion to its size; where\n"
                        + "pull and gradient balance, nothing moves though the gradient is not 0");
    }

    private static double decay(Evidence e) {
        return e.recipe().optimizer() instanceof AdamW a ? a.weightDecay() : 0;
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new LessDecay());
    }

    @Override
    public String sick() {
        return "weight-decay";
    }

    @Override
    public String healthy() {
        return "relu-he";
    }
}
