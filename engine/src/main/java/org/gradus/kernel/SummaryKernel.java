package org.gradus.kernel;

import java.util.Arrays;
import org.gradus.graph.op.Summary;
import org.gradus.plan.Call;
import org.gradus.tensor.Shape;

/// Norm, mean, deviation and bounds in one pass.
///
/// The order of the sums hangs on the shape alone: an element belongs to the lane of its column modulo 16, lanes run
/// through a chunk of whole rows and are then added by halves, chunks are added in order.
final class SummaryKernel implements Kernel {
    /// The most elements of a chunk; a longer row is cut into pieces of it.
    private static final int CHUNK = 4096;

    private final Lanes lanes;
    private final float[] x;
    private final float[] y;
    private final int size;
    private final int row;
    /// Elements that are added up together, and elements that run through the lanes without a break.
    private final int chunk;

    private final int run;
    /// Sums and sums of squares by lane; the smallest and the largest by lane.
    private final double[] sums = new double[2 * Lanes.VIRTUAL];
    private final float[] bounds = new float[2 * Lanes.VIRTUAL];

    SummaryKernel(Call.Single call, Buffers buffers, Lanes lanes) {
        this.lanes = lanes;
        x = buffers.floats(call.inputs().get(0));
        y = buffers.floats(call.output());
        Shape shape = call.inputs().get(0).shape();
        size = shape.size();
        row = shape.rank() == 0 ? 1 : Math.max(1, shape.last());
        chunk = row > CHUNK ? CHUNK : CHUNK / row * row;
        run = row > CHUNK || row % Lanes.VIRTUAL == 0 ? chunk : row;
    }

    @Override
    public void run(int part, int parts, float[] scratch) {
        double sum = 0, squares = 0;
        Arrays.fill(bounds, 0, Lanes.VIRTUAL, Float.POSITIVE_INFINITY);
        Arrays.fill(bounds, Lanes.VIRTUAL, 2 * Lanes.VIRTUAL, Float.NEGATIVE_INFINITY);
        for (int at = 0, end; at < size; at = end) {
            end = Math.min(at + chunk, row > CHUNK ? (at / row + 1) * row : size);
            Arrays.fill(sums, 0);
            for (int i = at; i < end; i += run) lanes.summarize(x, i, Math.min(run, end - i), sums, bounds);
            sum += total(0);
            squares += total(Lanes.VIRTUAL);
        }
        finish(sum, squares);
    }

    /// Adds sixteen lanes by halves.
    private double total(int at) {
        for (int half = Lanes.VIRTUAL / 2; half > 0; half /= 2) {
            for (int j = 0; j < half; j++) sums[at + j] += sums[at + j + half];
        }
        return sums[at];
    }

    private void finish(double sum, double squares) {
        float low = Float.POSITIVE_INFINITY, high = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < Lanes.VIRTUAL; j++) {
            low = Math.min(low, bounds[j]);
            high = Math.max(high, bounds[Lanes.VIRTUAL + j]);
        }
        boolean nan = Double.isNaN(squares);
        double mean = sum / size;
        y[Summary.NORM] = (float) Math.sqrt(squares);
        y[Summary.MEAN] = (float) mean;
        y[Summary.DEVIATION] = (float) Math.sqrt(Math.max(0, squares / size - mean * mean));
        y[Summary.SMALLEST] = nan ? Float.NaN : low + 0f;
        y[Summary.LARGEST] = nan ? Float.NaN : high + 0f;
    }
}
