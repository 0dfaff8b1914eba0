package org.gradus.landscape;

import java.util.List;

/// Where a training stands to the largest curvature that its rate can bear.
///
/// On a quadratic, gradient descent is stable below curvature 2/rate. Full-batch training drives
/// the largest curvature up to just that, and hovers there with a loss that goes up and down and
/// still falls in the long run: the edge of stability (Cohen et al. 2021). It is normal. Divergence
/// is another thing: curvature far beyond, and a growing loss.
public enum Stability {
    /// The largest curvature is well below the limit.
    STABLE,
    /// It hovers about the limit and the loss does not grow: normal for full-batch training.
    EDGE,
    /// It is beyond the limit and the loss grows.
    DIVERGING;

    /// The part of the limit from which curvature counts as being at it.
    private static final double NEAR = 0.85;

    /// A loss that has grown by this factor, from the first third of some steps to the last, grows.
    private static final double GROWN = 1.5;

    /// @param sharpness the largest eigenvalue of the Hessian
    /// @param limit the largest curvature that the optimizer can bear
    /// @param losses the losses of recent steps, oldest first; at least three
    public static Stability of(double sharpness, double limit, List<Double> losses) {
        int third = losses.size() / 3;
        if (third < 1) throw new IllegalArgumentException("losses: expected at least 3, found " + losses.size());
        double before = mean(losses.subList(0, third)),
                after = mean(losses.subList(losses.size() - third, losses.size()));
        boolean grows = !(after < GROWN * before);
        if (!Double.isFinite(sharpness) || sharpness > NEAR * limit && grows) return DIVERGING;
        return sharpness > NEAR * limit ? EDGE : STABLE;
    }

    private static double mean(List<Double> losses) {
        return losses.stream().mapToDouble(l -> l).average().orElse(Double.NaN);
    }
}
