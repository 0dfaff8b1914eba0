package org.gradus.clinic;

import java.util.List;
import java.util.Optional;
import org.gradus.detect.Gain;

/// One arm of the experiment that tests cures: a short training from the same start, on the same
/// batches, with the same samples held back.
///
/// Arms are compared by the error on samples that neither was trained on, relative to guessing: so
/// networks with other losses or rescaled targets can be compared, and a training that ends in NaN.
///
/// @param arm what it is: the untouched network, the same with weights drawn anew, or a treated one
/// @param remedy the remedy's name, such as `relu+he_normal`; `control` and `sham` for those.
///     `@228` behind it says that it starts from the patient's weights at step 228
/// @param loss the mean loss on the samples held back, over seeds, by the arm's own loss
/// @param metric the mean metric on the samples held back, over seeds
/// @param errors the error on the samples held back, seed by seed
/// @param gain how much less it is than the control's
/// @param kept what the signal keeps per hidden layer after the trial, averaged over seeds; NaN where no hidden
///     layer hands it on to another
/// @param predicted what the forecast says the signal will keep per layer; NaN without a forecast
/// @param accepted whether it counts as a cure
/// @param reason why, in a few words
/// @param from the steps that the patient had made where the arm starts; 0 for initial weights
/// @param steps the steps that the arm made; fewer than others when it was left off
/// @param preserving whether it starts by computing what the patient computes, in another network
/// @param ownLoss what its loss is, such as `softmax_cross_entropy`, where that is another than the control's,
///     so that the two cannot be compared
public record Trial(
        Arm arm,
        String remedy,
        double loss,
        double metric,
        List<Double> errors,
        Gain gain,
        double kept,
        double predicted,
        boolean accepted,
        String reason,
        long from,
        long steps,
        boolean preserving,
        Optional<String> ownLoss) {
    /// A gain that is worth having.
    public static final double WORTH = Gain.WORTH / 2;

    /// What the reason starts with when an arm was given up early.
    static final String LEFT_OFF = "left off";

    public Trial {
        errors = List.copyOf(errors);
    }

    /// The difference from the control's error in the mean; negative is better.
    public double effect() {
        return -gain.mean();
    }

    /// The lower end of the effect's 99 % interval.
    public double low() {
        return -gain.high();
    }

    /// The upper end of the effect's 99 % interval.
    public double high() {
        return -gain.low();
    }

    /// Whether another arm tells as much: the same, or untreated as well, as long and from the same
    /// start.
    boolean repeats(Trial other) {
        boolean untreated = arm != Arm.CURE && arm == other.arm;
        return equals(other) || untreated && from == other.from && steps == other.steps;
    }

    /// Whether it was given up early, among the worse half.
    public boolean leftOff() {
        return reason.startsWith(LEFT_OFF);
    }

    /// Whether it gained on its control what a cure has to gain: surely, and by enough.
    public boolean gains() {
        return gain.helps(WORTH);
    }

    /// What an arm is.
    public enum Arm {
        CONTROL,
        SHAM,
        CURE
    }
}
