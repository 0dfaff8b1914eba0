package org.gradus.kernel.vector;

import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.MIN;
import static org.gradus.kernel.vector.VectorMath.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.gradus.kernel.Lanes;

/// Sums and sums of squares in `double`, and bounds, of floats. [SummaryWriter] writes the same
/// into loops.
final class VectorSummary {
    static final VectorSpecies<Double> WIDE = VectorSpecies.of(double.class, SPECIES.vectorShape());
    /// Half a vector of floats is loaded apart to become a vector of doubles: taking it out of a
    /// whole one is slower.
    static final VectorSpecies<Float> NARROW =
            VectorSpecies.of(float.class, VectorShape.forBitSize(SPECIES.vectorBitSize() / 2));

    private static final int WIDTH = SPECIES.length(), HALF = WIDE.length();

    private VectorSummary() {}

    /// Summarizes a multiple of 16 elements as [Lanes#summarize] says. Where a vector is narrower
    /// than 16, one vector's lanes run through all elements before the next vector's, which keeps
    /// their sums in registers.
    static void of(float[] x, int offset, int n, double[] into, int at) {
        float low = Float.POSITIVE_INFINITY, high = Float.NEGATIVE_INFINITY;
        for (int lane = 0; lane < Lanes.VIRTUAL; lane += WIDTH) {
            lanes(x, offset + lane, offset + n, into, at + lane, at);
            low = Math.min(low, (float) into[at + Lanes.SMALLEST]);
            high = Math.max(high, (float) into[at + Lanes.LARGEST]);
        }
        into[at + Lanes.SMALLEST] = low;
        into[at + Lanes.LARGEST] = high;
    }

    /// The lanes of one vector, whose sums belong at `lane`. The loop takes two sixteens at a time
    /// so that the method is too long (325 bytes) to be inlined: in the midst of a caller the
    /// compiler runs out of its budget and boxes vectors. It widens in place, not by a method of
    /// its own: one that was compiled before is not inlined either, and what it returns is boxed.
    private static void lanes(float[] x, int from, int end, double[] into, int lane, int at) {
        DoubleVector s = DoubleVector.zero(WIDE), t = s, q = s, r = s;
        FloatVector low = FloatVector.broadcast(SPECIES, Float.POSITIVE_INFINITY), high = low.neg();
        int i = from;
        for (; i < end - Lanes.VIRTUAL; i += 2 * Lanes.VIRTUAL) {
            int next = i + Lanes.VIRTUAL;
            FloatVector v = fromArray(SPECIES, x, i), w = fromArray(SPECIES, x, next);
            DoubleVector a = (DoubleVector) fromArray(NARROW, x, i).convertShape(F2D, WIDE, 0);
            DoubleVector b = (DoubleVector) fromArray(NARROW, x, i + HALF).convertShape(F2D, WIDE, 0);
            DoubleVector c = (DoubleVector) fromArray(NARROW, x, next).convertShape(F2D, WIDE, 0);
            DoubleVector d = (DoubleVector) fromArray(NARROW, x, next + HALF).convertShape(F2D, WIDE, 0);
            s = s.add(a).add(c);
            t = t.add(b).add(d);
            q = c.fma(c, a.fma(a, q));
            r = d.fma(d, b.fma(b, r));
            low = low.blend(v, v.compare(LT, low));
            high = high.blend(v, v.compare(GT, high));
            low = low.blend(w, w.compare(LT, low));
            high = high.blend(w, w.compare(GT, high));
        }
        if (i < end) {
            FloatVector v = fromArray(SPECIES, x, i);
            DoubleVector a = (DoubleVector) fromArray(NARROW, x, i).convertShape(F2D, WIDE, 0);
            DoubleVector b = (DoubleVector) fromArray(NARROW, x, i + HALF).convertShape(F2D, WIDE, 0);
            s = s.add(a);
            t = t.add(b);
            q = a.fma(a, q);
            r = b.fma(b, r);
            low = low.blend(v, v.compare(LT, low));
            high = high.blend(v, v.compare(GT, high));
        }
        s.intoArray(into, lane);
        t.intoArray(into, lane + HALF);
        q.intoArray(into, lane + Lanes.VIRTUAL);
        r.intoArray(into, lane + Lanes.VIRTUAL + HALF);
        into[at + Lanes.SMALLEST] = low.reduceLanes(MIN);
        into[at + Lanes.LARGEST] = high.reduceLanes(MAX);
    }
}
