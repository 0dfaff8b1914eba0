package org.gradus.kernel;

import java.util.Arrays;
import org.gradus.plan.Call;
import org.gradus.tensor.Shape;

/// ln Σ exp along rows, with the largest element of a row taken out first. Rows are short and many, so all of them
/// pass through each function together.
final class LogSumExpKernel implements Kernel {
    private final Lanes lanes;
    private final float[] x;
    private final float[] y;
    private final int rows;
    private final int width;

    LogSumExpKernel(Call.Single call, Buffers buffers, Lanes lanes) {
        this.lanes = lanes;
        x = buffers.floats(call.inputs().get(0));
        y = buffers.floats(call.output());
        Shape shape = call.inputs().get(0).shape();
        width = shape.last();
        rows = call.output().shape().size();
    }

    @Override
    public int scratch() {
        return rows * width + rows;
    }

    @Override
    public void run(int part, int parts, float[] t) {
        int n = rows * width;
        for (int r = 0; r < rows; r++) {
            float max = lanes.max(x, r * width, width);
            // a row with an infinite maximum, or NaN, is not shifted: ∞ - ∞ would hide what it is
            float shift = Float.isFinite(max) ? max : 0;
            t[n + r] = shift;
            Arrays.fill(t, r * width, (r + 1) * width, shift);
        }
        lanes.map(Elementwise.SUBTRACT, x, 0, t, 0, t, 0, t, 0, n);
        lanes.map(Elementwise.EXP, t, 0, t, 0, t, 0, t, 0, n);
        for (int r = 0; r < rows; r++) y[r] = lanes.sum(t, r * width, width);
        lanes.map(Elementwise.LOG, y, 0, y, 0, y, 0, y, 0, rows);
        lanes.map(Elementwise.ADD, y, 0, t, n, t, n, y, 0, rows);
    }
}
