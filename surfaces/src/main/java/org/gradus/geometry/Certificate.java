package org.gradus.geometry;

import java.util.Optional;
import java.util.OptionalDouble;
import org.gradus.draw.Numbers;

/// What kind of point a training, or a search, has stopped at, with the numbers that say so.
///
/// It never says "global": no look around a point can.
///
/// @param verdict what kind of point it is
/// @param loss the mean loss there
/// @param residual the size of the error signal relative to the best constant predictor's; empty
///     without data
/// @param slope whether there is a gradient
/// @param curvature the ends of the Hessian's spectrum
/// @param probe what a look along lines found where second derivatives decide nothing
/// @param escape how far down the way out of a strict saddle was found to lead
/// @param outward the part of the gradient along the direction of the lowest curvature
public record Certificate(
        Verdict verdict,
        double loss,
        OptionalDouble residual,
        Slope slope,
        Curvature curvature,
        Optional<WayDown> probe,
        Optional<WayDown> escape,
        double outward) {

    /// The kinds of stopping points, in the order in which they are considered.
    public enum Verdict {
        /// Little error is left: there is nothing more to learn from these data.
        FITTED("fitted"),
        /// The gradient is more than chance: training was stopped while it went on.
        NOT_STATIONARY("not stationary"),
        /// So flat all around that the gradient leads nowhere, though much error is left; or where the function is
        /// constant.
        PLATEAU("plateau"),
        /// Flat to first order, and curved down in some direction.
        STRICT_SADDLE("strict saddle"),
        /// Flat to first order, and curved down in every direction.
        LOCAL_MAXIMUM("local maximum"),
        /// Flat to first order, and to second order in some direction that no known symmetry
        /// explains.
        DEGENERATE("degenerate"),
        /// Curved up in every direction, up to symmetries.
        LOCAL_MINIMUM("local minimum");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        /// The verdict as people write it.
        public String words() {
            return words;
        }
    }

    /// What it is, in one sentence for whoever never heard of a Hessian.
    public String sentence() {
        return sentence("loss");
    }

    /// The same with another word for the loss.
    ///
    /// @param cost what the function is called, such as `cost`
    public String sentence(String cost) {
        return switch (verdict) {
            case FITTED ->
                "The network fits its training data: the error that is left is " + Numbers.percent(residual.orElse(0))
                        + " of the best constant's.";
            case NOT_STATIONARY -> "This is not a stationary point but a slope: " + excess() + ".";
            case PLATEAU ->
                "This is a plateau: the " + cost + " hardly changes in any direction"
                        + (residual.isPresent()
                                ? ", and " + Numbers.percent(residual.getAsDouble()) + " of the error is still there."
                                : ".");
            case STRICT_SADDLE ->
                "This is a saddle, not a minimum: there is no slope, but the " + cost + " curves down in some direction"
                        + out() + ".";
            case LOCAL_MAXIMUM ->
                "This is a maximum: there is no slope, and the " + cost + " curves down in every direction"
                        + (curvature.whole() ? "" : " that was looked at") + out() + ".";
            case DEGENERATE ->
                "The " + cost + " is flat here" + inDirections() + ": slope and curvature decide nothing, and "
                        + probe.filter(WayDown::found)
                                .map(d -> "a look around found a way down, by " + Numbers.of(d.decrease()))
                                .orElse("a look along "
                                        + probe.map(WayDown::tried).orElse(0) + " lines found no way down")
                        + ".";
            case LOCAL_MINIMUM ->
                "This is a local minimum" + (curvature.symmetries() > 0 ? " (up to symmetries)" : "")
                        + ": the " + cost + " curves up in every direction"
                        + (curvature.whole() ? "." : " that was looked at.");
        };
    }

    private String excess() {
        if (slope.chance() == 0) return "the gradient is " + Numbers.of(slope.norm());
        double ratio = slope.norm() / slope.chance();
        return ratio < 2
                ? "the gradient is " + Numbers.percent(ratio - 1) + " more than chance explains"
                : "the gradient is " + Numbers.of(ratio) + " times what chance explains";
    }

    private String out() {
        return escape.filter(WayDown::found)
                .map(d -> ", and a step of " + Numbers.of(d.distance()) + " that way lowers it by "
                        + Numbers.of(d.decrease()))
                .orElse("");
    }

    private String inDirections() {
        int zeros = curvature.zeros().orElse(0);
        return zeros == 0 ? " in some direction" : zeros == 1 ? " in one direction" : " in " + zeros + " directions";
    }

    /// How sure that is, in one sentence.
    public String confidence() {
        if (verdict == Verdict.FITTED || verdict == Verdict.NOT_STATIONARY) return "Sure: it was measured on all data.";
        if (curvature.whole()) return "Sure: every direction was computed.";
        return switch (verdict) {
            case STRICT_SADDLE -> "Sure: the bound on the lowest curvature is below 0.";
            case PLATEAU, LOCAL_MINIMUM, LOCAL_MAXIMUM, DEGENERATE ->
                "Likely: the lowest curvature was sought from two random starts, and one may have been missed.";
            case FITTED, NOT_STATIONARY -> throw new AssertionError(verdict);
        };
    }
}
