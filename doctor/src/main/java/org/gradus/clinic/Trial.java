package org.gradus.clinic;

import java.util.List;

/// One arm of the experiment that tests cures: a short training from the same start, on the same
/// batches.
///
/// Losses are in the patient's units: as shares of what the best constant answer leaves, times
/// what it leaves the patient; so losses on rescaled targets can be compared. An arm with another
/// kind of loss is compared by the error left, relative to guessing, in the same units. No loss
/// counts as more than 1.5 times that of the best constant answer, which a training that ends in
/// NaN gets, too.
///
/// @param arm what it is: the untouched network, the same with weights drawn anew, or a treated one
/// @param remedy the remedy's name, such as `relu+he_normal`; `control` and `sham` for those.
///     `@228` behind it says that it starts from the patient's weights at step 228
/// @param loss the mean held-out loss at the end, over seeds
/// @param accuracy the mean held-out metric at the end, over seeds
/// @param losses the held-out loss of each seed
/// @param effect the mean difference in held-out loss from the control; negative is better
/// @param low the lower end of the effect's 99 % interval
/// @param high the upper end of the effect's 99 % interval
/// @param kept what the signal keeps per hidden layer after the trial, averaged over seeds
/// @param predicted what the forecast says the signal will keep per layer; NaN without a forecast
/// @param accepted whether it counts as a cure
/// @param reason why, in a few words
/// @param from the steps that the patient had made where the arm starts; 0 for first weights
/// @param steps the steps that the arm made; fewer than others when it was left off
/// @param preserving whether it starts by computing what the patient computes, in another network
public record Trial(
        Arm arm,
        String remedy,
        double loss,
        double accuracy,
        List<Double> losses,
        double effect,
        double low,
        double high,
        double kept,
        double predicted,
        boolean accepted,
        String reason,
        int from,
        int steps,
        boolean preserving) {

    public Trial {
        losses = List.copyOf(losses);
    }

    /// The gain in loss that is worth having.
    ///
    /// @param constantLoss the loss of the best constant answer
    static double worth(double constantLoss) {
        return 0.02 * constantLoss;
    }

    /// Whether another arm tells as much: the same, or untreated as well, as long and from the same
    /// start.
    boolean repeats(Trial other) {
        boolean untreated = arm != Arm.CURE && arm == other.arm;
        return equals(other) || untreated && from == other.from && steps == other.steps;
    }

    /// What the reason starts with when an arm was given up early.
    static final String LEFT_OFF = "left off";

    /// Whether it was given up early, among the worse half.
    public boolean leftOff() {
        return reason.startsWith(LEFT_OFF);
    }

    /// Whether it gained on its control what a cure has to gain: surely, and by enough.
    ///
    /// @param constantLoss the loss of the best constant answer
    public boolean gains(double constantLoss) {
        return new Effect(effect, high - effect).below(worth(constantLoss));
    }

    /// What an arm is.
    public enum Arm {
        CONTROL,
        SHAM,
        CURE
    }
}
