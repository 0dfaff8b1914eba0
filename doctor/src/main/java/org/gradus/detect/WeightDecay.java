package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.Measure;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.optim.AdamW;
import org.gradus.probe.Field;
import org.gradus.remedy.LessDecay;
import org.gradus.remedy.Remedy;

/// Weight decay so strong that it takes back what the gradient gives.
public record WeightDecay() implements Detector.BuiltIn {
    /// Decay above this, ten times the usual, is suspected.
    private static final double STRONG = 0.1;

    @Override
    public Finding examine(Evidence e) {
        double decay = e.recipe().optimizer() instanceof AdamW a ? a.weightDecay() : 0;
        if (decay <= STRONG) return new RuledOut("weight decay (" + (decay == 0 ? "none" : Figure.of(decay)) + ")");
        if (!e.poor()) return new RuledOut("weight decay (" + Figure.of(decay) + ", yet it learns)");
        double gain = e.experiments().gain(remedies(e));
        if (gain < Words.WORTH) return new RuledOut("weight decay (less does not help)");
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

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new LessDecay());
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return after.left() < before.left() / 2;
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
