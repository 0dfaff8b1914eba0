package org.gradus.moments;

import java.util.Locale;

/// The critical line of an activation: the pairs (σ_w², σ_b²) at which a wide network neither shrinks nor
/// grows the gradient, the border of order and chaos.
///
/// Parametrised by the fixed point q: `σ_w²(q) = 1 / D(q)`, `σ_b²(q) = q - V(q) / D(q)`; a point exists where
/// `σ_b² >= 0`. Source: Poole et al. 2016, Schoenholz et al. 2017; values agree with Roberts, Yaida and Hanin
/// 2022 for GELU and SiLU.
///
/// @param function the activation, kept as a table
public record CriticalLine(ScalarFunction function) {

    /// Above this `σ_w²` weights are more than three times those of LeCun's rule. A house limit: `tanh` with
    /// `σ_b² = 1` needs 3.4, the sigmoid 103.
    public static final double LARGEST_SIGMA_W2 = 10;

    private static final double SMALLEST_Q = 1e-6;
    private static final double LARGEST_Q = 1e8;
    private static final double STRIDE = 1.1;
    private static final double ROUNDING = 1e-11;
    private static final double TINY = 1e-280;

    /// @param function the activation
    public CriticalLine {
        function = function.tabulated();
    }

    /// The point of the line with fixed point `q`.
    ///
    /// @param q second moment of the pre-activations, not negative
    /// @return the point; its bias variance is negative where no network has it
    public CriticalPoint.Critical at(double q) {
        Moments moments = Moments.at(function, q);
        double bias = q - moments.power() / moments.slopePower();
        boolean rounded = Math.abs(bias) < Math.max(ROUNDING * q, TINY);
        return new CriticalPoint.Critical(
                q, 1 / moments.slopePower(), rounded ? 0 : bias, moments.powerRate() / moments.slopePower());
    }

    /// The critical point for a chosen bias variance, with the smallest such `q`.
    ///
    /// Without a bias, an activation with `φ(0) = 0` has its point in the limit `q → 0+`.
    ///
    /// @param sigmaB2 the bias variance `σ_b²`, not negative
    /// @return the point, or why there is none
    public CriticalPoint forBiasVariance(double sigmaB2) {
        if (!(sigmaB2 >= 0)) {
            throw new IllegalArgumentException("critical line: bias variance " + sigmaB2 + " is negative");
        }
        CriticalPoint.Critical origin = at(0);
        if (sigmaB2 == 0 && origin.sigmaB2() == 0) {
            return judged(new CriticalPoint.Critical(
                    0, origin.sigmaW2(), 0, at(SMALLEST_Q).chiQ()));
        }
        double highest = Double.NEGATIVE_INFINITY;
        for (double q = SMALLEST_Q; q < LARGEST_Q; q *= STRIDE) {
            double bias = at(q).sigmaB2();
            // of infinite moments there is none
            highest = Double.isNaN(bias) ? highest : Math.max(highest, bias);
            if (bias >= sigmaB2) {
                return judged(at(Root.between(q / STRIDE, q, x -> at(x).sigmaB2() - sigmaB2)));
            }
        }
        return new CriticalPoint.None(reason(sigmaB2, highest));
    }

    /// The half-stable point, where `χ_q` falls through 1: the start of the part of the line that holds its
    /// second moment. GELU, SiLU and Mish have one; below it their signal drifts away from the fixed point.
    ///
    /// @return the point, or that the line holds everywhere or nowhere
    public CriticalPoint halfStable() {
        for (double q = SMALLEST_Q; q < LARGEST_Q; q *= STRIDE) {
            if (at(q).chiQ() > 1 + ROUNDING && at(q * STRIDE).chiQ() <= 1 - ROUNDING) {
                return judged(at(Root.between(q, q * STRIDE, x -> at(x).chiQ() - 1)));
            }
        }
        return new CriticalPoint.None("χ_q does not cross 1 on the critical line: it has no half-stable point");
    }

    private static CriticalPoint judged(CriticalPoint.Critical point) {
        if (point.sigmaW2() <= LARGEST_SIGMA_W2) {
            return point;
        }
        return new CriticalPoint.Impractical(
                point,
                String.format(
                        Locale.ROOT,
                        "the critical weights have σ_w² = %.3g, %.3g times the spread of LeCun's rule: "
                                + "no practical initialisation",
                        point.sigmaW2(),
                        Math.sqrt(point.sigmaW2())));
    }

    private static String reason(double sigmaB2, double highest) {
        if (highest > 0) {
            return String.format(
                    Locale.ROOT, "σ_b² = %.3g is beyond the critical line, which ends at %.3g", sigmaB2, highest);
        }
        if (highest == 0) {
            return String.format(
                    Locale.ROOT,
                    "σ_b² = %.3g: the critical line of this activation is the single point σ_b² = 0",
                    sigmaB2);
        }
        return String.format(
                Locale.ROOT,
                "weights that keep the gradient make too much signal: at every power q the bias variance would have to "
                        + "be negative (at best %.3g)",
                highest);
    }
}
