package org.gradus.moments;

/// How one layer `z = W φ(z_below) + b` of a wide fresh network transforms second moments, correlations and
/// gradients.
///
/// `Var(W) = σ_w² / fan_in` and `Var(b) = σ_b²`, both with mean zero. Sources: Poole et al. 2016 for the
/// forward maps, Schoenholz et al. 2017 for the backward map.
///
/// @param function the activation φ
/// @param sigmaW2 `σ_w²`, the weight variance times the fan-in
/// @param sigmaB2 `σ_b²`, the bias variance
public record SignalMap(ScalarFunction function, double sigmaW2, double sigmaB2) {

    private static final double VANISHED = 1e-12;
    private static final double EXPLODED = 1e12;
    private static final double OVERFLOWS = 1e299;
    private static final int TRANSIENT = 200;
    private static final double CREEP = 1e-3;
    private static final double STRIDE = 1.05;
    private static final double ROUNDING = 1e-12;
    private static final double NEAR_ONE = 1e-9;

    /// @param function the activation φ
    /// @param sigmaW2 `σ_w²`, positive
    /// @param sigmaB2 `σ_b²`, not negative
    public SignalMap {
        if (!(sigmaW2 > 0) || !(sigmaB2 >= 0)) {
            throw new IllegalArgumentException(
                    "signal map: needs σ_w² > 0 and σ_b² >= 0 · σ_w² " + sigmaW2 + " · σ_b² " + sigmaB2);
        }
    }

    /// The second moment of the first layer's pre-activations: `q₁ = σ_w² m₀ + σ_b²`.
    ///
    /// @param inputPower `m₀`, the measured mean square of the network's input
    /// @return `q₁`
    public double first(double inputPower) {
        return sigmaW2 * inputPower + sigmaB2;
    }

    /// The variance map: `q' = σ_w² V(q) + σ_b²`.
    ///
    /// @param q second moment of a layer's pre-activations
    /// @return that of the layer above
    public double next(double q) {
        return sigmaW2 * Moments.at(function, q).power() + sigmaB2;
    }

    /// The backward map: `χ(q) = ‖δ_l‖² / ‖δ_{l+1}‖² = σ_w² D(q_l)`, a ratio of sums over units, whatever the
    /// widths.
    ///
    /// @param q second moment of the lower layer's pre-activations
    /// @return the factor on the squared norm of the backward signal, one layer down
    public double chi(double q) {
        return sigmaW2 * Moments.at(function, q).slopePower();
    }

    /// Follows the variance map from `start` to where it settles.
    ///
    /// Iterates while the map moves; then, since the map grows with q, the fixed point is the first crossing
    /// ahead.
    ///
    /// @param start a first second moment; several fixed points may exist, and the start decides which is
    ///     reached
    /// @return the fixed point, or that there is none
    public FixedPoint fixedPoint(double start) {
        double q = start;
        double after = next(q);
        for (int i = 0; i < TRANSIENT && Math.abs(after - q) > CREEP * q && q > VANISHED && q < EXPLODED; i++) {
            q = after;
            after = q < OVERFLOWS ? next(q) : q;
        }
        if (!(after < OVERFLOWS)) {
            return new FixedPoint.Unbounded(after);
        }
        double low = q;
        while (Math.abs(after - q) > 4 * Math.ulp(q)) {
            low = q;
            boolean up = after > q;
            q = up ? q * STRIDE : q / STRIDE;
            if (q > EXPLODED) {
                return new FixedPoint.Unbounded(q);
            }
            if (q < VANISHED && next(0) < VANISHED) {
                return settled(0);
            }
            after = next(q);
            if (up != after > q) {
                return settled(Root.between(low, q, x -> next(x) - x));
            }
        }
        return settled(q);
    }

    private FixedPoint settled(double q) {
        Moments moments = Moments.at(function, q);
        return new FixedPoint.Settled(q, sigmaW2 * moments.slopePower(), sigmaW2 * moments.powerRate());
    }

    /// The correlation map: `c' = (σ_w² E φ(u₁) φ(u₂) + σ_b²) / q'` for two inputs of equal power.
    ///
    /// @param q second moment of a layer's pre-activations
    /// @param c correlation of those of two inputs
    /// @return their correlation one layer up
    public double nextCorrelation(double q, double c) {
        double shared = sigmaW2 * TwoPoint.at(function, q, c).product() + sigmaB2;
        return Math.clamp(shared / next(q), -1.0, 1.0);
    }

    /// The factor on the inner product of two inputs' backward signals: `χ_c = σ_w² E φ'(u₁) φ'(u₂)`.
    ///
    /// @param q second moment of the lower layer's pre-activations
    /// @param c correlation of those of the two inputs
    /// @return the factor, one layer down; `χ(q)` at `c = 1`
    public double chi(double q, double c) {
        return sigmaW2 * TwoPoint.at(function, q, c).slopeProduct();
    }

    /// The stable correlation at the fixed point `q` of the variance map: 1 when `χ₁ <= 1`, else the root
    /// below 1.
    ///
    /// @param q a fixed point of the variance map
    /// @return the stable correlation and the factor on deviations from it
    public FixedPoint.Correlation correlationPoint(double q) {
        double chi1 = chi(q);
        if (chi1 <= 1 + ROUNDING) {
            return new FixedPoint.Correlation(1, chi1);
        }
        double atZero = nextCorrelation(q, 0);
        double c = atZero < ROUNDING ? 0 : Root.between(0, 1 - NEAR_ONE, x -> nextCorrelation(q, x) - x);
        return new FixedPoint.Correlation(c, chi(q, c));
    }
}
