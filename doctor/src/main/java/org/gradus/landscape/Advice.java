package org.gradus.landscape;

import java.util.OptionalDouble;
import org.gradus.draw.Numbers;
import org.gradus.geometry.Certificate;
import org.gradus.geometry.WayDown;
import org.gradus.name.Settings;
import org.gradus.optim.Optimizer;

/// What to do at a stopping point: wait, give a push, or stop.
///
/// @param action the one thing to do
/// @param steps how many steps waiting takes; empty where there is nothing to wait for
/// @param sentence the same in words, with its numbers
public record Advice(Action action, OptionalDouble steps, String sentence) {
    /// The share of the loss whose shedding the waiting time on a slope is told for.
    private static final double SHED = 0.1;

    /// A way out of a saddle that lowers the loss by less than this share is not what training
    /// lacks.
    private static final double WORTH = 0.01;

    /// More steps than this are not worth waiting for.
    private static final double PATIENCE = 1e5;

    /// What can be done.
    public enum Action {
        /// Go on: it pays.
        WAIT,
        /// Move the weights along the way down that was found, or by a little noise.
        PERTURB,
        /// Waiting and pushing do not help here; something else is wrong.
        CHANGE,
        /// Nothing more is to be had here.
        STOP
    }

    /// @param optimizer how the training moved its weights
    /// @param rate the learning rate at its end
    public static Advice of(Certificate c, Optimizer optimizer, double rate) {
        return switch (c.verdict()) {
            case FITTED -> stop("Stop: there is nothing more to learn from these data.");
            case LOCAL_MINIMUM ->
                stop("Stop: no small step helps. A lower loss takes another start, a larger network or better data.");
            case NOT_STATIONARY -> slope(c, rate);
            case STRICT_SADDLE, LOCAL_MAXIMUM -> saddle(c, optimizer, rate);
            case PLATEAU ->
                new Advice(
                        Action.CHANGE,
                        OptionalDouble.empty(),
                        "Do not wait: a plateau gives no direction. `gradus doctor` looks for its cause.");
            case DEGENERATE ->
                c.probe().filter(WayDown::found).isPresent()
                        ? new Advice(
                                Action.PERTURB,
                                OptionalDouble.empty(),
                                "Push: add a little noise to the weights and go on; plain descent may stay for long.")
                        : stop("Stop, unless much error is left: then `gradus doctor` looks for its cause.");
        };
    }

    private static Advice stop(String sentence) {
        return new Advice(Action.STOP, OptionalDouble.empty(), sentence);
    }

    /// Plain descent sheds rate · ‖g‖² a step, as long as the slope lasts.
    private static Advice slope(Certificate c, double rate) {
        double share = SHED * Math.abs(c.loss()), fall = c.slope().fall();
        if (fall < share) {
            return new Advice(
                    Action.CHANGE,
                    OptionalDouble.empty(),
                    "Lower the rate, or take larger batches: this slope is short, the best step down it gains "
                            + Numbers.of(fall) + ".");
        }
        double steps = Math.ceil(share / (rate * c.slope().norm() * c.slope().norm()));
        String about = "the next tenth of the loss takes about " + Numbers.of(steps) + " steps of plain descent.";
        return steps < PATIENCE
                ? new Advice(Action.WAIT, OptionalDouble.of(steps), "Go on: at rate " + Numbers.of(rate) + " " + about)
                : new Advice(
                        Action.CHANGE,
                        OptionalDouble.of(steps),
                        "Raise the rate: at " + Numbers.of(rate) + " " + about);
    }

    private static Advice saddle(Certificate c, Optimizer optimizer, double rate) {
        double curvature = -c.curvature().least().value();
        double momentum = Settings.number(optimizer, "momentum").orElse(0);
        // near the saddle the slope along the way out is curvature times offset
        double offset = Math.max(c.outward() / curvature, Math.ulp(1.0));
        double steps = Wait.escape(curvature, rate, momentum, offset);
        double gain = c.escape().map(WayDown::decrease).orElse(0.0);
        String time = "about " + Numbers.of(steps) + " steps";
        if (gain < WORTH * Math.abs(c.loss())) {
            return new Advice(
                    Action.CHANGE,
                    OptionalDouble.of(steps),
                    "Do not wait: leaving this saddle takes " + time + " and gains only "
                            + Numbers.percent(gain / Math.abs(c.loss()))
                            + " of the loss. `gradus doctor` looks for what else is wrong.");
        }
        return steps < PATIENCE
                ? new Advice(
                        Action.WAIT,
                        OptionalDouble.of(steps),
                        "Wait: descent at rate " + Numbers.of(rate) + " leaves this saddle in " + time
                                + "; a push along the way down saves them.")
                : new Advice(
                        Action.PERTURB,
                        OptionalDouble.of(steps),
                        "Push along the way down: left alone, descent takes " + time + " to leave.");
    }
}
