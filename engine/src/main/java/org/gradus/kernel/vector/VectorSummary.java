package org.gradus.kernel.vector;

import static org.gradus.kernel.vector.VectorMath.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.gradus.kernel.Lanes;

/// Sums and sums of squares in `double`, and bounds, of floats: each vector is widened into two.
final class VectorSummary {
    private static final VectorSpecies<Double> WIDE = VectorSpecies.of(double.class, SPECIES.vectorShape());
    private static final int WIDTH = SPECIES.length(), HALF = WIDE.length();

    private VectorSummary() {}

    /// Adds a multiple of 16 elements. Where a vector is narrower than 16, one vector's lanes run through all
    /// elements before the next vector's, which keeps their sums in registers.
    static void add(float[] x, int offset, int n, double[] sums, float[] bounds) {
        for (int lane = 0; lane < Lanes.VIRTUAL; lane += WIDTH) add(x, offset + lane, offset + n, lane, sums, bounds);
    }

    private static void add(float[] x, int from, int end, int lane, double[] sums, float[] bounds) {
        int squares = Lanes.VIRTUAL + lane;
        DoubleVector s = DoubleVector.fromArray(WIDE, sums, lane), t = DoubleVector.fromArray(WIDE, sums, lane + HALF);
        DoubleVector q = DoubleVector.fromArray(WIDE, sums, squares);
        DoubleVector r = DoubleVector.fromArray(WIDE, sums, squares + HALF);
        FloatVector low = FloatVector.fromArray(SPECIES, bounds, lane);
        FloatVector high = FloatVector.fromArray(SPECIES, bounds, squares);
        for (int i = from; i < end; i += Lanes.VIRTUAL) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, i);
            DoubleVector a = (DoubleVector) v.convertShape(VectorOperators.F2D, WIDE, 0);
            DoubleVector b = (DoubleVector) v.convertShape(VectorOperators.F2D, WIDE, 1);
            s = s.add(a);
            t = t.add(b);
            q = a.fma(a, q);
            r = b.fma(b, r);
            low = low.blend(v, v.compare(VectorOperators.LT, low));
            high = high.blend(v, v.compare(VectorOperators.GT, high));
        }
        s.intoArray(sums, lane);
        t.intoArray(sums, lane + HALF);
        q.intoArray(sums, squares);
        r.intoArray(sums, squares + HALF);
        low.intoArray(bounds, lane);
        high.intoArray(bounds, squares);
    }
}
