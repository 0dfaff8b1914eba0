package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.Measure;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.optim.Adam;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.SwapOptimizer;

/// Classes so unequal that always naming the largest is nearly always right, and the network does
/// just that.
public record ClassImbalance() implements Detector.BuiltIn {
    /// The part of the samples that one class has.
    static final double SHARE = 0.85;

    /// The error that is left when the others are hardly ever told.
    private static final double NEVER = 0.7;

    @Override
    public Finding examine(Evidence e) {
        double share = e.facts().largestShare();
        if (share < SHARE || share == 1)
            return new RuledOut("class imbalance (largest class " + Figure.percent(share) + ")");
        if (Math.max(e.left(), Math.min(1, e.heldOutLeft())) < NEVER)
            return new RuledOut("class imbalance (" + Figure.percent(share) + ", yet it learns)");
        if (e.experiments().oneBatch().left() > NEVER)
            return new RuledOut("class imbalance (it cannot learn one batch either)");
        return Found.ill(
                0.85,
                e.layers(),
                0,
                List.of(
                        new Measure("samples of the largest class", Figure.percent(share), "below 85 %", "step 0"),
                        Words.left(e)),
                Figure.percent(share) + " of the samples are of one class, and the network names it every time.",
                "the mean loss is nearly that of the largest class alone, so its\n"
                        + "gradient outweighs that of all others");
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new SwapOptimizer(Adam.of(0.001)));
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return after.left() < NEVER;
    }

    @Override
    public String sick() {
        return "class-imbalance";
    }

    @Override
    public String healthy() {
        return "relu-he";
    }
}
