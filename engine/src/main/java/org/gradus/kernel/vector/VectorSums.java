package org.gradus.kernel.vector;

import static org.gradus.kernel.vector.VectorMath.SPECIES;
import static org.gradus.kernel.vector.VectorMath.larger;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import org.gradus.kernel.Lanes;

/// The reductions: 16 virtual lanes in one, two or four registers, then added by halves.
final class VectorSums {
    private static final int WIDTH = SPECIES.length();
    private static final VectorShuffle<Float> HALF = upper(WIDTH / 2);
    private static final VectorShuffle<Float> QUARTER = upper(WIDTH / 4);
    private static final VectorShuffle<Float> EIGHTH = upper(WIDTH / 8);
    private static final VectorShuffle<Float> SIXTEENTH = upper(WIDTH / 16);

    private VectorSums() {}

    /// Brings lane j + distance to lane j.
    private static VectorShuffle<Float> upper(int distance) {
        return VectorShuffle.fromOp(SPECIES, j -> (j + distance) % WIDTH);
    }

    private static FloatVector load(float[] x, int i) {
        return FloatVector.fromArray(SPECIES, x, i);
    }

    private static FloatVector load(float[] x, int i, int end) {
        return FloatVector.fromArray(SPECIES, x, i, SPECIES.indexInRange(i, end));
    }

    /// The sum of at least one element.
    static float sum(float[] x, int offset, int n) {
        return switch (WIDTH) {
            case 16 -> sum16(x, offset, offset + n);
            case 8 -> sum8(x, offset, offset + n);
            default -> sum4(x, offset, offset + n);
        };
    }

    private static float sum16(float[] x, int from, int end) {
        FloatVector s = FloatVector.zero(SPECIES);
        int i = from;
        for (; i <= end - Lanes.VIRTUAL; i += Lanes.VIRTUAL) s = s.add(load(x, i));
        if (i < end) s = s.add(load(x, i, end));
        s = s.add(s.rearrange(HALF));
        s = s.add(s.rearrange(QUARTER));
        s = s.add(s.rearrange(EIGHTH));
        return s.add(s.rearrange(SIXTEENTH)).lane(0);
    }

    private static float sum8(float[] x, int from, int end) {
        FloatVector s = FloatVector.zero(SPECIES), t = s;
        int i = from;
        for (; i <= end - Lanes.VIRTUAL; i += Lanes.VIRTUAL) {
            s = s.add(load(x, i));
            t = t.add(load(x, i + WIDTH));
        }
        if (i < end) s = s.add(load(x, i, end));
        if (i + WIDTH < end) t = t.add(load(x, i + WIDTH, end));
        s = s.add(t);
        s = s.add(s.rearrange(HALF));
        s = s.add(s.rearrange(QUARTER));
        return s.add(s.rearrange(EIGHTH)).lane(0);
    }

    private static float sum4(float[] x, int from, int end) {
        FloatVector s = FloatVector.zero(SPECIES), t = s, u = s, v = s;
        int i = from;
        for (; i <= end - Lanes.VIRTUAL; i += Lanes.VIRTUAL) {
            s = s.add(load(x, i));
            t = t.add(load(x, i + WIDTH));
            u = u.add(load(x, i + 2 * WIDTH));
            v = v.add(load(x, i + 3 * WIDTH));
        }
        if (i < end) s = s.add(load(x, i, end));
        if (i + WIDTH < end) t = t.add(load(x, i + WIDTH, end));
        if (i + 2 * WIDTH < end) u = u.add(load(x, i + 2 * WIDTH, end));
        if (i + 3 * WIDTH < end) v = v.add(load(x, i + 3 * WIDTH, end));
        s = s.add(u).add(t.add(v));
        s = s.add(s.rearrange(HALF));
        return s.add(s.rearrange(QUARTER)).lane(0);
    }

    /// The largest of whole vectors of elements.
    static float max(float[] x, int offset, int n) {
        FloatVector max = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < n; i += WIDTH) {
            max = larger(max, load(x, offset + i));
        }
        return max.reduceLanes(VectorOperators.MAX) + 0f;
    }

    static void sumRows(float[] x, int offset, int stride, int rows, float[] y, int yo, int n) {
        for (int j = 0; j < n; j += WIDTH) {
            FloatVector s = FloatVector.zero(SPECIES);
            for (int r = 0, i = offset + j; r < rows; r++, i += stride) s = s.add(load(x, i));
            s.intoArray(y, yo + j);
        }
    }

    static void maxRows(float[] x, int offset, int stride, int rows, float[] y, int yo, int n) {
        for (int j = 0; j < n; j += WIDTH) {
            FloatVector max = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
            for (int r = 0, i = offset + j; r < rows; r++, i += stride) {
                max = larger(max, load(x, i));
            }
            max.add(0f).intoArray(y, yo + j);
        }
    }
}
