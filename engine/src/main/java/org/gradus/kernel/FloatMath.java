package org.gradus.kernel;

/// Elementary functions in `float`, each one fixed sequence of IEEE operations that a vector unit can follow.
///
/// Polynomials are minimax fits made for this project, rounded to `float`; the stated errors are relative, in
/// units of 2⁻²⁴, over all finite results that are normal numbers. Fused multiply-adds are always fused.
public final class FloatMath {
    public static final float LOG2_E = 1.44269504f;
    /// ln 2 as the sum of two floats.
    public static final float LN2_HIGH = 0.693147182f;

    public static final float LN2_LOW = -1.90465430e-9f;
    /// 1.5 · 2²³: adding it rounds to an integer, which stands in the low bits.
    public static final float ROUND = 0x1.8p23f;

    public static final int ROUND_BITS = 0x4B400000;
    /// Below it exp rounds to 0, above it to ∞.
    public static final float EXP_LOW = -104.5f;

    public static final float EXP_HIGH = 89f;
    /// Below it expm1 rounds to -1.
    public static final float EXPM1_LOW = -18f;
    /// Below this magnitude expm1(x) is x.
    public static final float EXPM1_TINY = 0x1p-24f;

    /// (expm1(r) - r) / r² for |r| ≤ ln 2 / 2; error of expm1: 1.4e-8.
    public static final float E2 = 0.49999997f;

    public static final float E3 = 0.16666545f;
    public static final float E4 = 0.041667465f;
    public static final float E5 = 0.008366424f;
    public static final float E6 = 0.0013868323f;

    /// (ln((1 + s) / (1 - s)) - 2s) / s³ as a polynomial in s² ≤ 1/9; error of the logarithm: 4.6e-9.
    public static final float L1 = 0.6666641f;

    public static final float L2 = 0.4002174f;
    public static final float L3 = 0.27998477f;
    public static final float L4 = 0.2802762f;

    public static final float MIN_NORMAL = Float.MIN_NORMAL;
    /// The bits of √½, from which the exponent of a logarithm is counted.
    public static final int ROOT_HALF_BITS = 0x3F3504F3;

    /// The upper tail of the normal distribution is exp(-a²/2) t g(t), t = 1 / (1 + 0.35 a); error of g: 3.4e-8.
    public static final float TAIL_SLOPE = 0.35f;
    /// Beyond it the tail rounds to 0.
    public static final float TAIL_END = 15f;

    public static final float G0 = 0.13962126f;
    public static final float G1 = 0.13986436f;
    public static final float G2 = 0.11981528f;
    public static final float G3 = 0.10557599f;
    public static final float G4 = -0.02326751f;
    public static final float G5 = 0.15939952f;
    public static final float G6 = -0.25590876f;
    public static final float G7 = 0.14406465f;
    public static final float G8 = -0.029164812f;

    private FloatMath() {}

    /// e to the power x, within 2 units, through all subnormal results.
    public static float exp(float x) {
        return exponential(x > EXP_HIGH ? EXP_HIGH : x);
    }

    /// exp(x) for x ≤ [#EXP_HIGH]: 2ⁿ exp(r) with |r| ≤ ln 2 / 2, scaled in two steps so that subnormal results
    /// are rounded once.
    private static float exponential(float x) {
        float c = x < EXP_LOW ? EXP_LOW : x;
        float t = Math.fma(c, LOG2_E, ROUND);
        int n = Float.floatToRawIntBits(t) - ROUND_BITS;
        int half = n >> 1;
        return (rest(c, t - ROUND) + 1) * power(half) * power(n - half);
    }

    /// expm1 of c - k ln 2.
    private static float rest(float c, float k) {
        float r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, c));
        float q = Math.fma(r, Math.fma(r, Math.fma(r, Math.fma(r, E6, E5), E4), E3), E2);
        return Math.fma(q * r, r, r);
    }

    /// 2 to the power n, for -126 ≤ n ≤ 127.
    private static float power(int n) {
        return Float.intBitsToFloat((n + 127) << 23);
    }

    /// e to the power x, minus 1, within 3 units, also near 0.
    public static float expm1(float x) {
        return minusOne(x > EXP_HIGH ? EXP_HIGH : x);
    }

    /// expm1(x) for x ≤ [#EXP_HIGH]: half of 2ⁿ may be finite where 2ⁿ is not.
    private static float minusOne(float x) {
        float c = x < EXPM1_LOW ? EXPM1_LOW : x;
        float t = Math.fma(c, LOG2_E, ROUND);
        float half = power(Float.floatToRawIntBits(t) - ROUND_BITS - 1);
        float y = Math.fma(half, rest(c, t - ROUND), half - 0.5f) * 2;
        return Math.abs(x) < EXPM1_TINY ? x : y;
    }

    /// The hyperbolic tangent, within 5 units; never beyond ±1.
    public static float tanh(float x) {
        float e = minusOne(-2 * Math.abs(x));
        return Math.copySign(-e / (e + 2), x);
    }

    /// The logistic function, within 4 units in both tails.
    public static float sigmoid(float x) {
        float e = exponential(-Math.abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    /// The derivative of the logistic function, within 6 units in both tails.
    public static float sigmoidSlope(float x) {
        float e = exponential(-Math.abs(x));
        float d = 1 + e;
        return e / (d * d);
    }

    /// The natural logarithm, within 2 units; -∞ at 0, NaN below.
    public static float log(float x) {
        boolean small = x < MIN_NORMAL;
        int bits = Float.floatToRawIntBits(small ? x * 0x1p24f : x);
        int k = (bits - ROOT_HALF_BITS) >> 23;
        float f = Float.intBitsToFloat(bits - (k << 23)) - 1;
        float n = Float.intBitsToFloat((small ? k - 24 : k) + ROUND_BITS) - ROUND;
        float y = Math.fma(n, LN2_HIGH, Math.fma(n, LN2_LOW, log1p(f)));
        float at = x > 0 ? y : x == 0 ? Float.NEGATIVE_INFINITY : Float.NaN;
        return x == Float.POSITIVE_INFINITY ? x : at;
    }

    /// ln(1 + f) for √½ - 1 ≤ f ≤ 1, by s = f / (2 + f).
    private static float log1p(float f) {
        float s = f / (f + 2);
        float z = s * s;
        float p = Math.fma(z, Math.fma(z, Math.fma(z, L4, L3), L2), L1);
        return Math.fma(-s, Math.fma(-z, p, f), f);
    }

    /// ln(1 + exp(x)), within 4 units in both tails.
    public static float softplus(float x) {
        return (x > 0 ? x : 0) + log1p(exponential(-Math.abs(x)));
    }

    /// The normal distribution function, within 8 units, in the left tail too.
    public static float normalCdf(float x) {
        float magnitude = Math.abs(x);
        float a = magnitude > TAIL_END ? TAIL_END : magnitude;
        float t = 1 / Math.fma(a, TAIL_SLOPE, 1);
        float g = Math.fma(t, Math.fma(t, Math.fma(t, Math.fma(t, G8, G7), G6), G5), G4);
        g = Math.fma(t, Math.fma(t, Math.fma(t, Math.fma(t, g, G3), G2), G1), G0);
        float square = a * a;
        float lost = Math.fma(a, a, -square);
        float e = exponential(-0.5f * square);
        float tail = t * g * Math.fma(e, -0.5f * lost, e);
        return x < 0 ? tail : 1 - tail;
    }

    /// The larger of x and 0; NaN stays NaN.
    public static float relu(float x) {
        return x <= 0 ? 0 : x;
    }
}
