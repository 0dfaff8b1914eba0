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
    /// [#ROUND] less 32: an integer in the low bits is less by 32 too, and its power of two by [#DECAY].
    public static final float ROUND_LESS = ROUND - 32;

    public static final float DECAY = 0x1p32f;
    /// Its inverse root.
    public static final float ROOT = 0x1p-16f;
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

    /// tanh x = x p(x²) / q(x²) for |x| ≤ 8.17, p and q of degree 4 and 1 at 0; error of the quotient: 1.6e-8.
    public static final float T1 = 0.134345412f;

    public static final float T2 = 0.00355953118f;
    public static final float T3 = 2.16832304e-5f;
    public static final float T4 = 1.49031738e-8f;
    public static final float U1 = 0.467678696f;
    public static final float U2 = 0.0261191893f;
    public static final float U3 = 3.39105318e-4f;
    public static final float U4 = 8.39642667e-7f;
    /// Above it tanh is taken as 1, which is 2.7 units too much at first; up to it the quotient is at most 1.
    public static final float TANH_HIGH = 8.17f;

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

    /// e to the power x, within 2 units, through all subnormal results: 2ⁿ exp(r) with |r| ≤ ln 2 / 2, scaled in two
    /// steps so that those are rounded once.
    public static float exp(float x) {
        float high = x > EXP_HIGH ? EXP_HIGH : x;
        float c = high < EXP_LOW ? EXP_LOW : high;
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

    /// 2 to the power n, for -126 ≤ n ≤ 127; higher bits of n than 8 are lost.
    private static float power(int n) {
        return Float.intBitsToFloat((n + 127) << 23);
    }

    /// e to the power x, minus 1, within 3 units, also near 0. Half of 2ⁿ may be finite where 2ⁿ is not.
    public static float expm1(float x) {
        float high = x > EXP_HIGH ? EXP_HIGH : x;
        float c = high < EXPM1_LOW ? EXPM1_LOW : high;
        float t = Math.fma(c, LOG2_E, ROUND);
        float half = power(Float.floatToRawIntBits(t) - ROUND_BITS - 1);
        float y = Math.fma(half, rest(c, t - ROUND), half - 0.5f) * 2;
        return Math.abs(x) < EXPM1_TINY ? x : y;
    }

    /// The hyperbolic tangent, within 5 units, which was tried on every `float`; never beyond ±1.
    public static float tanh(float x) {
        float a = Math.abs(x), z = x * x;
        float p = Math.fma(z, Math.fma(z, Math.fma(z, Math.fma(z, T4, T3), T2), T1), 1);
        float q = Math.fma(z, Math.fma(z, Math.fma(z, Math.fma(z, U4, U3), U2), U1), 1);
        return Math.copySign(a > TANH_HIGH ? 1 : a * p / q, x);
    }

    /// 2³² exp(-a) for a ≥ 0, which is a normal number wherever exp(-a) is not 0: 2³²⁻ⁿ exp(-r) with |r| ≤ ln 2 / 2.
    ///
    /// One power of two is enough to scale it, and a quotient of two such numbers need not be scaled back.
    private static float decay(float a) {
        float c = a > -EXP_LOW ? -EXP_LOW : a;
        float t = Math.fma(c, LOG2_E, ROUND_LESS);
        float k = t - ROUND_LESS;
        float r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, c));
        float q = Math.fma(r, Math.fma(r, Math.fma(r, Math.fma(r, E6, -E5), E4), -E3), E2);
        return Math.fma(r, Math.fma(r, q, -1), 1) * power(-Float.floatToRawIntBits(t));
    }

    /// The logistic function, within 4 units in both tails.
    public static float sigmoid(float x) {
        float e = decay(Math.abs(x));
        return (x < 0 ? e : DECAY) / (e + DECAY);
    }

    /// The derivative of the logistic function, within 6 units in both tails.
    public static float sigmoidSlope(float x) {
        float e = decay(Math.abs(x));
        float d = Math.fma(e, ROOT, 1 / ROOT);
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
        return (x > 0 ? x : 0) + log1p(decay(Math.abs(x)) * (1 / DECAY));
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
        float e = decay(0.5f * square) * (1 / DECAY);
        float tail = t * g * Math.fma(e, -0.5f * lost, e);
        return x < 0 ? tail : 1 - tail;
    }

    /// The larger of x and 0; NaN stays NaN.
    public static float relu(float x) {
        return x <= 0 ? 0 : x;
    }
}
