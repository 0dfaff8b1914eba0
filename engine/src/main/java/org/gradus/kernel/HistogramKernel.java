package org.gradus.kernel;

import java.util.Arrays;
import org.gradus.graph.op.Histogram;
import org.gradus.plan.Call;

/// Counts elements by the sign and exponent bits of their floats.
///
/// Neighbours are often of one size, and a counter cannot be raised again before it was stored; so each of four
/// neighbours has counters of its own, which are added at the end.
final class HistogramKernel implements Kernel {
    private static final int COUNTERS = 2 * Histogram.BINS, MANTISSA = 23;

    private final float[] x;
    private final int[] y;
    private final int size;
    private final int stride;
    private final int[] counts = new int[4 * COUNTERS];

    HistogramKernel(Call.Single call, Histogram op, Buffers buffers) {
        x = buffers.floats(call.inputs().get(0));
        y = buffers.ints(call.output());
        size = call.inputs().get(0).shape().size();
        stride = Histogram.RUN * op.every();
    }

    @Override
    public void run(int part, int parts, float[] scratch) {
        Arrays.fill(counts, 0);
        for (int i = 0; i < size; i += stride) count(x, i, Math.min(i + Histogram.RUN, size), counts);
        for (int b = 0; b < COUNTERS; b++) {
            y[b] = counts[b] + counts[COUNTERS + b] + counts[2 * COUNTERS + b] + counts[3 * COUNTERS + b];
        }
    }

    private static void count(float[] x, int from, int to, int[] counts) {
        int i = from;
        for (; i <= to - 4; i += 4) {
            counts[Float.floatToRawIntBits(x[i]) >>> MANTISSA]++;
            counts[COUNTERS + (Float.floatToRawIntBits(x[i + 1]) >>> MANTISSA)]++;
            counts[2 * COUNTERS + (Float.floatToRawIntBits(x[i + 2]) >>> MANTISSA)]++;
            counts[3 * COUNTERS + (Float.floatToRawIntBits(x[i + 3]) >>> MANTISSA)]++;
        }
        for (; i < to; i++) counts[Float.floatToRawIntBits(x[i]) >>> MANTISSA]++;
    }
}
