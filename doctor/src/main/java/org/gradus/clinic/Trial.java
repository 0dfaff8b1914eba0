package org.gradus.clinic;

import java.util.List;

/// One arm of the experiment that tests cures: a short training from the same start, on the same batches.
///
/// @param arm what it is: the untouched network, the same with weights drawn anew, or a treated one
/// @param remedy the remedy's name, such as `relu+he_normal`; `control` and `sham` for those
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
        String reason) {

    public Trial {
        losses = List.copyOf(losses);
    }

    /// What an arm is.
    public enum Arm {
        CONTROL,
        SHAM,
        CURE
    }
}
