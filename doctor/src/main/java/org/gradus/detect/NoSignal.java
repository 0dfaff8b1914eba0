package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Experiments.Special;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.remedy.Remedy;

/// Targets that have nothing to do with the inputs: what is learned by heart says nothing about
/// other samples.
@Patients(sick = "shuffled-labels")
public record NoSignal() implements Detector.BuiltIn {
    /// A correlation of answers with targets that may hide where samples are too few to see it.
    private static final double HIDDEN = 0.3;

    /// What a network whose gradient works leaves of the error on a few samples.
    private static final double BY_HEART = 0.5;

    @Override
    public Finding examine(Evidence e) {
        double left = e.heldOutLeft();
        if (!(left > Thresholds.NOTHING_LEARNED))
            return ruledOut("held-out error " + Figure.percent(left) + " of guessing's");
        if (e.stop().isPresent()) return ruledOut("training broke off");
        if (ClassImbalance.everywhere(e)) return ruledOut("one answer is nearly always right");
        Gain signal = e.experiments().signal();
        if (signal.low() > 0) return ruledOut("answers correlate with targets, " + Figure.of(signal.mean()));
        if (signal.high() > HIDDEN) return ruledOut("too few samples to say");
        double few = e.experiments().special(Special.FEW).left();
        if (few > BY_HEART) return ruledOut("it cannot even memorize 16 samples");
        double longer = e.experiments()
                .with(TooFewEpochs.longer(e))
                .map(Experiments.Outcome::unseen)
                .orElse(left);
        if (longer < Thresholds.NOTHING_LEARNED) return ruledOut("training longer finds some");
        Experiments.Outcome shuffled = e.experiments().special(Special.SHUFFLED);
        return shuffled.gain().low() > 0
                ? ruledOut("shuffled labels do worse")
                : found(e, signal.mean(), shuffled.unseen(), few);
    }

    private static RuledOut ruledOut(String why) {
        return new RuledOut("no signal in the data (" + why + ")");
    }

    private static Found found(Evidence e, double signal, double shuffled, double few) {
        return Found.ill(
                        0.9,
                        e.layers(),
                        "The targets have nothing to do with the inputs: labels shuffled among the samples are learned just as well.",
                        "the network can memorize samples, so its gradient works; what "
                                + "it learns does not hold for others, so there is no rule to find")
                .seen(
                        "error left on held-out data",
                        Figure.percent(e.heldOutLeft()),
                        "below 90 % of guessing's",
                        "step " + e.history().made())
                .seen("correlation of answers and targets", Figure.of(signal), "above 0", "held-out samples")
                .seen("the same with shuffled labels", Figure.percent(shuffled), "worse", "short trial")
                .seen(
                        "the same with inputs of 0",
                        Figure.percent(e.experiments().special(Special.BLIND).unseen()),
                        "worse",
                        "short trial")
                .seen("error left on 16 samples", Figure.percent(few), "near 0, as it is", "short trial");
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of();
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return after.heldOutLeft() < Thresholds.NOTHING_LEARNED;
    }

    @Override
    public boolean lastResort() {
        return true;
    }
}
