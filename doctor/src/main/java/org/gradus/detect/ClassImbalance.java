package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.Measure;
import org.gradus.optim.Adam;
import org.gradus.remedy.BalanceClasses;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.SwapOptimizer;

/// Classes so unequal that always naming the largest is nearly always right, and the network does
/// just that.
public record ClassImbalance() implements Detector.BuiltIn, Tried {
    /// The part of the samples that one class has.
    static final double SHARE = 0.85;

    @Override
    public String subject() {
        return "class imbalance";
    }

    @Override
    public Suspicion suspicion(Evidence e) {
        double share = e.facts().largestShare();
        return new Suspicion(share >= SHARE && share < 1, "largest class " + Figure.percent(share));
    }

    @Override
    public String vain() {
        return "equally frequent classes do not help";
    }

    @Override
    public Found found(Evidence e, double gain) {
        double share = e.facts().largestShare();
        return Found.ill(
                0.85,
                e.layers(),
                0,
                List.of(
                        new Measure("samples of the largest class", Figure.percent(share), "below 85 %", "step 0"),
                        Words.gain("error, with classes equally frequent", gain),
                        Words.left(e)),
                Figure.percent(share)
                        + " of the samples are of one class, and the network has not learned to tell the others.",
                "the mean loss is nearly that of the largest class alone, so its "
                        + "gradient outweighs that of all others");
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new BalanceClasses(), new SwapOptimizer(Adam.of(0.001)));
    }

    @Override
    public List<Remedy> decisive(Evidence e) {
        return List.of(new BalanceClasses());
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
