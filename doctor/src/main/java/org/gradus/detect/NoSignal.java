package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.Measure;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.remedy.Remedy;

/// Targets that have nothing to do with the inputs: what is learned by heart says nothing about
/// other samples.
public record NoSignal() implements Detector.BuiltIn {
    /// The error left on held-out samples, relative to guessing, from which on nothing was
    /// learned that holds elsewhere.
    private static final double GUESSING = 0.9;

    /// What a network whose gradient works leaves of the error on a few samples.
    private static final double BY_HEART = 0.5;

    @Override
    public Finding examine(Evidence e) {
        double left = e.heldOutLeft();
        if (!(left > GUESSING))
            return new RuledOut("no signal in the data (held-out error " + Figure.percent(left) + " of guessing's)");
        if (e.stop().isPresent()) return new RuledOut("no signal in the data (training broke off)");
        if (e.facts().largestShare() > ClassImbalance.SHARE)
            return new RuledOut("no signal in the data (one class has nearly all)");
        double few = e.experiments().oneBatch().left();
        if (few > BY_HEART) return new RuledOut("no signal in the data (it cannot even learn 16 samples by heart)");
        double longer = e.experiments()
                .with(TooFewEpochs.longer(e))
                .map(Experiments.Outcome::heldOut)
                .orElse(left);
        if (longer < GUESSING) return new RuledOut("no signal in the data (training longer finds some)");
        double shuffled = e.experiments().shuffled().heldOut(),
                now = e.experiments().control().heldOut();
        if (now < shuffled - Words.WORTH) return new RuledOut("no signal in the data (shuffled labels do worse)");
        return Found.ill(
                0.9,
                e.layers(),
                0,
                List.of(
                        new Measure(
                                "error left on held-out data",
                                Figure.percent(left),
                                "below 90 % of guessing's",
                                "step " + e.history().size()),
                        new Measure("the same with shuffled labels", Figure.percent(shuffled), "worse", "short trial"),
                        new Measure(
                                "the same with inputs of 0",
                                Figure.percent(e.experiments().blind().heldOut()),
                                "worse",
                                "short trial"),
                        new Measure(
                                "error left on 16 samples", Figure.percent(few), "near 0, as it is", "short trial")),
                "The targets have nothing to do with the inputs: labels shuffled among the samples are learned as well.",
                "the network can learn samples by heart, so its gradient works; what "
                        + "it learns does not hold for others, so there is no rule to find");
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of();
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return after.heldOutLeft() < GUESSING;
    }

    @Override
    public boolean lastResort() {
        return true;
    }

    @Override
    public String sick() {
        return "shuffled-labels";
    }

    @Override
    public String healthy() {
        return "relu-he";
    }
}
