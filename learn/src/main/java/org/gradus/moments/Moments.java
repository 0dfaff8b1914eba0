package org.gradus.moments;

/// The Gaussian moments of an activation φ for a pre-activation `x ~ N(0, q)`.
///
/// They are all that the theory of a fresh wide network asks of an activation: how much signal
/// goes forward (`power`), how much gradient comes back (`slopePower`), and how much both scatter
/// at finite width (the spreads and tilts).
///
/// @param q second moment of the pre-activation; non-negative
/// @param mean `M(q) = E φ`
/// @param power `V(q) = E φ²`
/// @param slopePower `D(q) = E φ'²`
/// @param powerRate `V'(q) = dV/dq = E[φ φ' x] / q` (Stein's lemma; valid with kinks, not with
///     jumps of φ)
/// @param slopeExponent `d ln D / d ln q = E[φ'² (x²/q - 1)] / (2 D)` (the score identity, which
///     needs no φ″)
/// @param powerSpread `E φ⁴ / V²`, at least 1
/// @param slopeSpread `E φ'⁴ / D²`, at least 1
/// @param jointSpread `E[φ² φ'²] / (V D)`
/// @param powerTilt `E[φ² x] / (√q V)`: how much more the activation's power sits on the positive
///     side; 0 when φ is odd
/// @param slopeTilt `E[φ'² x] / (√q D)`: the same of its slope
/// @param slopeMean `E φ'`
/// @param meanRate `dM/dq = E[φ' x] / (2q)`
public record Moments(
        double q,
        double mean,
        double power,
        double slopePower,
        double powerRate,
        double slopeExponent,
        double powerSpread,
        double slopeSpread,
        double jointSpread,
        double powerTilt,
        double slopeTilt,
        double slopeMean,
        double meanRate) {

    private static final double LIMIT = 13;

    /// The highest moment asked for.
    private static final double FOURTH = 4;

    /// How far out, in standard deviations, the fourth moment of what grows like `exp(r |x|)` may be made. Here
    /// `E φ⁴` is `exp(13² / 4)` = 2e18 times `(E φ²)²`: a sum over fewer units than that is ruled by its largest
    /// term, and comes nowhere near what is expected of it.
    private static final double FARTHEST = 13;

    private static final double STEP = 0.5;
    private static final double SMALLEST = 1e-300;

    /// Integrates the moments of `function` at second moment `q`, to about 13 digits.
    ///
    /// Below 1e-300, zero included, the limit `q → 0+` is returned: the slope of a kinked
    /// function is then the mean of its two one-sided slopes, as in a network whose signal dies
    /// out. A moment that is exactly zero has spread 1.
    ///
    /// Those of a function that grows like `exp(r |x|)` ([ScalarFunction#growth]) are all infinite once
    /// `4 r √q` exceeds 13: no network is wide enough to show them.
    ///
    /// @param function the activation
    /// @param q second moment of its argument
    /// @return the moments
    /// @throws IllegalArgumentException if `q` is negative, not finite or above 1e300
    public static Moments at(ScalarFunction function, double q) {
        double scale = scale(q);
        if (outgrown(function, scale)) {
            return infinite(q);
        }
        // under the normal density, exp(4 r |x|) is largest 4 r standard deviations of x out
        double limit = LIMIT + FOURTH * function.growth() * scale;
        Panels panels = Panels.normal(GaussLegendre.FINE, limit, STEP, new Breaks().of(function, scale, 0, STEP));
        return over(panels, function, q, scale);
    }

    /// The same for an argument that is one coordinate of a random point on a sphere: `x = √d ·
    /// v`, `v` uniform on the unit sphere in `d` dimensions. It has second moment 1, no tails,
    /// and becomes normal as `d` grows.
    ///
    /// So it is with an argument that was divided by the root mean square of `d` independent
    /// numbers, itself among them. Its density is proportional to `(1 - x² / d)^((d - 3) / 2)`.
    ///
    /// @param function the activation
    /// @param dimension `d`, above 3; need not be whole
    /// @return the moments, to about 6 digits when `d` is small
    public static Moments onSphere(ScalarFunction function, double dimension) {
        if (!(dimension > 3)) {
            throw new IllegalArgumentException("moments: a sphere in " + dimension + " dimensions, expected above 3");
        }
        Breaks breaks = new Breaks().of(function, 1, 0, STEP);
        breaks.add(Math.sqrt(dimension));
        breaks.add(-Math.sqrt(dimension));
        Panels panels = Panels.normal(GaussLegendre.FINE, LIMIT, STEP, breaks).onSphere(dimension);
        return over(panels, function, 1, 1);
    }

    private static Moments over(Panels panels, ScalarFunction function, double q, double scale) {
        double[] t = panels.nodes;
        double[] x = new double[t.length];
        for (int i = 0; i < t.length; i++) {
            x[i] = scale * t[i];
        }
        double[] value = new double[t.length];
        double[] slope = new double[t.length];
        function.evaluate(x, value, slope);
        return sum(q, scale, panels, value, slope);
    }

    /// Whether a function grows so fast that its fourth moment is made too far out: see [#FARTHEST].
    static boolean outgrown(ScalarFunction function, double scale) {
        return FOURTH * function.growth() * scale > FARTHEST;
    }

    private static Moments infinite(double q) {
        double i = Double.POSITIVE_INFINITY;
        return new Moments(q, i, i, i, i, i, i, i, i, i, i, i, i);
    }

    /// The standard deviation of the argument, never zero.
    static double scale(double q) {
        if (!(q >= 0 && q <= 1 / SMALLEST)) {
            throw new IllegalArgumentException("moments: second moment " + q + " is not between 0 and 1e300");
        }
        return Math.sqrt(Math.max(q, SMALLEST));
    }

    /// Sums with φ and φ′ divided by their largest magnitudes, so that fourth powers neither
    /// overflow nor vanish.
    private static Moments sum(double q, double scale, Panels panels, double[] value, double[] slope) {
        double top = largest(value);
        double steepest = largest(slope);
        double m = 0, v = 0, d = 0, stein = 0, score = 0, v4 = 0, d4 = 0, joint = 0, tilt = 0, slopeTilt = 0;
        double slopeMean = 0, bent = 0;
        for (int i = 0; i < value.length; i++) {
            double w = panels.weights[i];
            double t = panels.nodes[i];
            double f = value[i] / top;
            double g = slope[i] / steepest;
            m += w * f;
            v += w * f * f;
            d += w * g * g;
            stein += w * f * g * t;
            score += w * g * g * (t * t - 1);
            v4 += w * f * f * f * f;
            d4 += w * g * g * g * g;
            joint += w * f * f * g * g;
            tilt += w * f * f * t;
            slopeTilt += w * g * g * t;
            slopeMean += w * g;
            bent += w * g * t;
        }
        return new Moments(
                q,
                m * top,
                v * top * top,
                d * steepest * steepest,
                stein * top * steepest / scale,
                ratio(score, 2 * d, 0),
                ratio(v4, v * v, 1),
                ratio(d4, d * d, 1),
                ratio(joint, v * d, 1),
                ratio(tilt, v, 0),
                ratio(slopeTilt, d, 0),
                slopeMean * steepest,
                bent * steepest / (2 * scale));
    }

    private static double ratio(double numerator, double denominator, double otherwise) {
        return denominator == 0 ? otherwise : numerator / denominator;
    }

    private static double largest(double[] values) {
        double largest = Double.MIN_NORMAL;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /// Variance of the activation over units, `E φ² - (E φ)²`.
    ///
    /// @return the variance, at least 0
    public double variance() {
        return Double.isInfinite(power) ? power : Math.max(0, power - mean * mean);
    }

    /// `d ln V / d ln q = q V'/V`: how strongly a relative change of the pre-activation's power
    /// is passed on.
    ///
    /// @return the exponent: 1 for ReLU and linear, between 0 and 1 for a saturating function
    public double powerExponent() {
        return Double.isInfinite(power) ? power : ratio(Math.max(q, SMALLEST) * powerRate, power, 0);
    }

    /// `E[φ' x] = 2q dM/dq`: how the mean answers when the argument is stretched.
    ///
    /// @return the change of the mean with the logarithm of the argument's scale
    public double meanStretch() {
        return 2 * Math.max(q, SMALLEST) * meanRate;
    }

    /// `E φ⁴`.
    ///
    /// @return the fourth moment of the activation
    public double fourthPower() {
        return powerSpread * power * power;
    }

    /// `E φ'⁴`.
    ///
    /// @return the fourth moment of the slope
    public double slopeFourthPower() {
        return slopeSpread * slopePower * slopePower;
    }

    /// `E[φ² φ'²]`.
    ///
    /// @return the joint moment of activation and slope
    public double jointPower() {
        return jointSpread * power * slopePower;
    }
}
