package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.Measure;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.remedy.Remedy;

/// A network that has learned its training samples by heart, and does badly on others.
public record FittedButWrong() implements Detector.BuiltIn {
    /// What is left on training data of a network that has learned it by heart.
    private static final double FITTED = 0.1;

    /// What is left on held-out data when what was learned hardly holds elsewhere.
    private static final double WRONG = 0.4;

    @Override
    public Finding examine(Evidence e) {
        double left = e.left(), held = e.heldOutLeft();
        String both =
                "(" + Figure.percent(left) + " of the error left in training, " + Figure.percent(held) + " held out)";
        if (left > FITTED || held < WRONG) return new RuledOut("learned by heart " + both);
        return new Found(
                Finding.Severity.WARN,
                0.8,
                e.layers(),
                e.history().size(),
                List.of(
                        Words.left(e),
                        new Measure(
                                "error left on held-out data",
                                Figure.percent(held),
                                "below 40 % of guessing's",
                                "step " + e.history().size())),
                List.of(),
                "The training samples are learned by heart, but " + Figure.percent(held)
                        + " of the error is left on others.",
                "the gradient is small because little training error is left, not "
                        + "because the network has found the rule");
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of();
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return after.heldOutLeft() < WRONG;
    }

    @Override
    public String sick() {
        return "learned-by-heart";
    }

    @Override
    public String healthy() {
        return "relu-he";
    }
}
