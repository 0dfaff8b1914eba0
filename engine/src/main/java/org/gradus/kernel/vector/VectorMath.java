package org.gradus.kernel.vector;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.IS_NAN;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.gradus.kernel.FloatMath;

/// The functions of [org.gradus.kernel.Elementwise], and of [FloatMath], operation by operation, on vectors.
///
/// Each is a sequence of vector operations without branches, on references alone, which [Inliner] can copy. Constants
/// are vectors already: each vector made in a body counts against the size up to which the compiler inlines.
final class VectorMath {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    static final FloatVector ZERO = all(0), HALF = all(0.5f), ONE = all(1), TWO = all(2);
    static final FloatVector MINUS_ONE = all(-1), MINUS_HALF = all(-0.5f), INFINITY = all(Float.POSITIVE_INFINITY);
    static final FloatVector LOG2_E = all(FloatMath.LOG2_E), ROUND = all(FloatMath.ROUND);
    static final FloatVector ROUND_LESS = all(FloatMath.ROUND_LESS), DECAY = all(FloatMath.DECAY);
    static final FloatVector INVERSE_DECAY = all(1 / FloatMath.DECAY), MINUS_EXP_LOW = all(-FloatMath.EXP_LOW);
    static final FloatVector ROOT = all(FloatMath.ROOT), INVERSE_ROOT = all(1 / FloatMath.ROOT);
    static final FloatVector LN2_HIGH = all(FloatMath.LN2_HIGH), LN2_LOW = all(FloatMath.LN2_LOW);
    static final FloatVector MINUS_HIGH = all(-FloatMath.LN2_HIGH), MINUS_LOW = all(-FloatMath.LN2_LOW);
    static final FloatVector EXP_LOW = all(FloatMath.EXP_LOW), EXP_HIGH = all(FloatMath.EXP_HIGH);
    static final FloatVector EXPM1_LOW = all(FloatMath.EXPM1_LOW), EXPM1_TINY = all(FloatMath.EXPM1_TINY);
    static final FloatVector E2 = all(FloatMath.E2), E3 = all(FloatMath.E3), E4 = all(FloatMath.E4);
    static final FloatVector E5 = all(FloatMath.E5), E6 = all(FloatMath.E6);
    static final FloatVector MINUS_E3 = all(-FloatMath.E3), MINUS_E5 = all(-FloatMath.E5);
    static final FloatVector T1 = all(FloatMath.T1), T2 = all(FloatMath.T2), T3 = all(FloatMath.T3);
    static final FloatVector T4 = all(FloatMath.T4), TANH_HIGH = all(FloatMath.TANH_HIGH);
    static final FloatVector U1 = all(FloatMath.U1), U2 = all(FloatMath.U2), U3 = all(FloatMath.U3);
    static final FloatVector U4 = all(FloatMath.U4);
    static final FloatVector L1 = all(FloatMath.L1), L2 = all(FloatMath.L2);
    static final FloatVector L3 = all(FloatMath.L3), L4 = all(FloatMath.L4);
    static final FloatVector MIN_NORMAL = all(FloatMath.MIN_NORMAL), UP = all(0x1p24f), DOWN = all(24);
    static final FloatVector OUTSIDE = all(Float.NaN), OF_ZERO = all(Float.NEGATIVE_INFINITY);
    static final FloatVector TAIL_SLOPE = all(FloatMath.TAIL_SLOPE), TAIL_END = all(FloatMath.TAIL_END);
    static final FloatVector G0 = all(FloatMath.G0), G1 = all(FloatMath.G1), G2 = all(FloatMath.G2);
    static final FloatVector G3 = all(FloatMath.G3), G4 = all(FloatMath.G4), G5 = all(FloatMath.G5);
    static final FloatVector G6 = all(FloatMath.G6), G7 = all(FloatMath.G7), G8 = all(FloatMath.G8);
    static final IntVector ROUND_BITS = ROUND.reinterpretAsInts(), BITS_OF_ONE = ONE.reinterpretAsInts();
    static final IntVector BITS_OF_HALF = HALF.reinterpretAsInts();
    static final IntVector SIGN = all(-0f).reinterpretAsInts();
    static final IntVector ROOT_HALF_BITS =
            all(Float.intBitsToFloat(FloatMath.ROOT_HALF_BITS)).reinterpretAsInts();

    private VectorMath() {}

    private static FloatVector all(float x) {
        return FloatVector.broadcast(SPECIES, x);
    }

    static FloatVector copy(FloatVector x) {
        return x;
    }

    static FloatVector abs(FloatVector x) {
        return x.abs();
    }

    static FloatVector negate(FloatVector x) {
        return x.neg();
    }

    static FloatVector sqrt(FloatVector x) {
        return x.sqrt();
    }

    static FloatVector add(FloatVector a, FloatVector b) {
        return a.add(b);
    }

    /// The sum in each lane of a mask, elsewhere the first.
    static FloatVector add(FloatVector a, FloatVector b, VectorMask<Float> mask) {
        return a.add(b, mask);
    }

    static FloatVector subtract(FloatVector a, FloatVector b) {
        return a.sub(b);
    }

    static FloatVector multiply(FloatVector a, FloatVector b) {
        return a.mul(b);
    }

    static FloatVector divide(FloatVector a, FloatVector b) {
        return a.div(b);
    }

    static FloatVector exp(FloatVector x) {
        FloatVector high = x.blend(EXP_HIGH, x.compare(GT, EXP_HIGH));
        FloatVector c = high.blend(EXP_LOW, high.compare(LT, EXP_LOW));
        FloatVector t = c.fma(LOG2_E, ROUND);
        IntVector n = t.reinterpretAsInts().sub(ROUND_BITS);
        IntVector half = n.lanewise(ASHR, 1);
        return rest(c, t.sub(ROUND)).add(ONE).mul(times(BITS_OF_ONE, half)).mul(times(BITS_OF_ONE, n.sub(half)));
    }

    private static FloatVector rest(FloatVector c, FloatVector k) {
        FloatVector r = k.fma(MINUS_LOW, k.fma(MINUS_HIGH, c));
        FloatVector q = r.fma(r.fma(r.fma(r.fma(E6, E5), E4), E3), E2);
        return q.mul(r).fma(r, r);
    }

    /// A power of two, given by its bits, times 2ⁿ.
    private static FloatVector times(IntVector bits, IntVector n) {
        return n.lanewise(LSHL, 23).add(bits).reinterpretAsFloats();
    }

    static FloatVector expm1(FloatVector x) {
        FloatVector high = x.blend(EXP_HIGH, x.compare(GT, EXP_HIGH));
        FloatVector c = high.blend(EXPM1_LOW, high.compare(LT, EXPM1_LOW));
        FloatVector t = c.fma(LOG2_E, ROUND);
        FloatVector half = times(BITS_OF_HALF, t.reinterpretAsInts().sub(ROUND_BITS));
        FloatVector y = half.fma(rest(c, t.sub(ROUND)), half.sub(HALF)).mul(TWO);
        return y.blend(x, x.abs().compare(LT, EXPM1_TINY));
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector a = x.abs();
        FloatVector z = x.mul(x);
        FloatVector p = z.fma(z.fma(z.fma(z.fma(T4, T3), T2), T1), ONE);
        FloatVector q = z.fma(z.fma(z.fma(z.fma(U4, U3), U2), U1), ONE);
        IntVector y = a.mul(p).div(q).blend(ONE, a.compare(GT, TANH_HIGH)).reinterpretAsInts();
        return y.or(x.reinterpretAsInts().and(SIGN)).reinterpretAsFloats();
    }

    private static FloatVector decay(FloatVector a) {
        FloatVector c = a.blend(MINUS_EXP_LOW, a.compare(GT, MINUS_EXP_LOW));
        FloatVector t = c.fma(LOG2_E, ROUND_LESS);
        FloatVector k = t.sub(ROUND_LESS);
        FloatVector r = k.fma(MINUS_LOW, k.fma(MINUS_HIGH, c));
        FloatVector q = r.fma(r.fma(r.fma(r.fma(E6, MINUS_E5), E4), MINUS_E3), E2);
        IntVector scale = BITS_OF_ONE.sub(t.reinterpretAsInts().lanewise(LSHL, 23));
        return r.fma(r.fma(q, MINUS_ONE), ONE).mul(scale.reinterpretAsFloats());
    }

    static FloatVector sigmoid(FloatVector x) {
        FloatVector e = decay(x.abs());
        return DECAY.blend(e, x.compare(LT, ZERO)).div(e.add(DECAY));
    }

    static FloatVector sigmoidSlope(FloatVector x) {
        FloatVector e = decay(x.abs());
        FloatVector d = e.fma(ROOT, INVERSE_ROOT);
        return e.div(d.mul(d));
    }

    static FloatVector log(FloatVector x) {
        VectorMask<Float> small = x.compare(LT, MIN_NORMAL);
        IntVector bits = x.blend(x.mul(UP), small).reinterpretAsInts();
        IntVector k = bits.sub(ROOT_HALF_BITS).lanewise(ASHR, 23);
        FloatVector f = bits.sub(k.lanewise(LSHL, 23)).reinterpretAsFloats().sub(ONE);
        FloatVector n = k.add(ROUND_BITS).reinterpretAsFloats().sub(ROUND);
        n = n.blend(n.sub(DOWN), small);
        FloatVector y = n.fma(LN2_HIGH, n.fma(LN2_LOW, log1p(f)));
        FloatVector outside = OUTSIDE.blend(OF_ZERO, x.compare(EQ, ZERO));
        return outside.blend(y, x.compare(GT, ZERO)).blend(x, x.compare(EQ, INFINITY));
    }

    private static FloatVector log1p(FloatVector f) {
        FloatVector s = f.div(f.add(TWO));
        FloatVector z = s.mul(s);
        FloatVector p = z.fma(z.fma(z.fma(L4, L3), L2), L1);
        return s.neg().fma(z.neg().fma(p, f), f);
    }

    static FloatVector softplus(FloatVector x) {
        FloatVector positive = ZERO.blend(x, x.compare(GT, ZERO));
        return positive.add(log1p(decay(x.abs()).mul(INVERSE_DECAY)));
    }

    static FloatVector normalCdf(FloatVector x) {
        FloatVector magnitude = x.abs();
        FloatVector a = magnitude.blend(TAIL_END, magnitude.compare(GT, TAIL_END));
        FloatVector t = ONE.div(a.fma(TAIL_SLOPE, ONE));
        FloatVector g = t.fma(t.fma(t.fma(t.fma(G8, G7), G6), G5), G4);
        g = t.fma(t.fma(t.fma(t.fma(g, G3), G2), G1), G0);
        FloatVector square = a.mul(a);
        FloatVector lost = a.fma(a, square.neg());
        FloatVector e = decay(square.mul(HALF)).mul(INVERSE_DECAY);
        FloatVector tail = t.mul(g).mul(e.fma(lost.mul(MINUS_HALF), e));
        return ONE.sub(tail).blend(tail, x.compare(LT, ZERO));
    }

    static FloatVector relu(FloatVector x) {
        return x.blend(ZERO, x.compare(LE, ZERO));
    }

    static FloatVector isFinite(FloatVector x) {
        return ZERO.blend(ONE, x.abs().compare(LT, INFINITY));
    }

    static FloatVector greater(FloatVector a, FloatVector b) {
        return ZERO.blend(ONE, a.compare(GT, b));
    }

    static FloatVector equal(FloatVector a, FloatVector b) {
        return ZERO.blend(ONE, a.compare(EQ, b));
    }

    static FloatVector select(FloatVector mask, FloatVector a, FloatVector b) {
        return b.blend(a, mask.compare(NE, ZERO));
    }

    /// The larger in each lane; NaN once there was one, since nothing exceeds it.
    static FloatVector larger(FloatVector max, FloatVector next) {
        return max.blend(next, next.compare(GT, max).or(next.test(IS_NAN)));
    }

    /// The larger in each lane of a mask, elsewhere the first.
    static FloatVector larger(FloatVector max, FloatVector next, VectorMask<Float> mask) {
        return max.blend(next, next.compare(GT, max).or(next.test(IS_NAN)).and(mask));
    }
}
