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
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.gradus.kernel.Lanes;

/// Sums and sums of squares in `double`, and bounds, of floats. [SummaryWriter] writes the same
/// into loops.
final class VectorSummary {
    static final VectorSpecies<Double> WIDE = VectorSpecies.of(double.class, SPECIES.vectorShape());
    /// Brings the upper half of a vector to the lower. To load the half apart costs 3 to 9 % less,
    /// but converts a narrower vector, which is stored until the compiler has seen to it. Of what a
    /// loop carries the compiler asks the profile what it is: the profile of a store that has met
    /// two kinds of vectors makes it box both, in any loop that it compiles from then on.
    static final VectorShuffle<Float> UPPER =
            VectorShuffle.fromOp(SPECIES, i -> (i + SPECIES.length() / 2) % SPECIES.length());

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
            DoubleVector a = (DoubleVector) v.convertShape(F2D, WIDE, 0);
            DoubleVector b = (DoubleVector) v.rearrange(UPPER).convertShape(F2D, WIDE, 0);
            DoubleVector c = (DoubleVector) w.convertShape(F2D, WIDE, 0);
            DoubleVector d = (DoubleVector) w.rearrange(UPPER).convertShape(F2D, WIDE, 0);
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
            DoubleVector a = (DoubleVector) v.convertShape(F2D, WIDE, 0);
            DoubleVector b = (DoubleVector) v.rearrange(UPPER).convertShape(F2D, WIDE, 0);
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
