package org.gradus.kernel;

import java.util.List;
import org.gradus.graph.op.Summary;
import org.gradus.plan.Call;
import org.gradus.plan.Operand;

/// The summaries of a fused call: norm, mean, deviation and bounds of what it reads and stores.
///
/// A [LoopBody] can make them for a patch that is one run of whole sixteens. Else an input is
/// summarized just before the loop comes to a patch of it, a result just after. A patch is one run
/// of elements, or a run for each row where a row is longer than a patch; runs are added in order
/// when all are done, so it does not matter who did which.
final class Summaries {
    private final Lanes lanes;
    private final Patches patches;
    private final boolean whole;
    /// What is summarized: some inputs, then results.
    private final float[][] from;

    /// Norm, mean, deviation, smallest, largest of each.
    private final float[][] into;

    /// The sums and bounds of all runs of each.
    final double[][] runs;

    /// How many of them are inputs.
    private int inputs;

    Summaries(Call.Fused call, Patches patches, Buffers buffers, Lanes lanes) {
        this.lanes = lanes;
        this.patches = patches;
        whole = patches.across() == 1;
        int count = whole ? patches.down() : patches.rows() * patches.across();
        List<Call.Step> all = all(call);
        from = new float[all.size()][];
        into = new float[all.size()][];
        runs = new double[all.size()][Math.max(1, count) * Lanes.SUMMARY];
        for (int s = 0; s < from.length; s++) {
            Call.Step summary = all.get(s);
            int value = summary.arguments().get(0),
                    folds = call.inputs().size() + call.steps().size();
            if (!made(summary, call)) inputs++;
            runs[s][Lanes.SMALLEST] = Double.POSITIVE_INFINITY;
            runs[s][Lanes.LARGEST] = Double.NEGATIVE_INFINITY;
            from[s] = buffers.floats(
                    made(summary, call) ? output(call, value) : call.inputs().get(value));
            into[s] = buffers.floats(output(call, folds + call.folds().indexOf(summary)));
        }
    }

    /// The summaries of a call, those of inputs first.
    private static List<Call.Step> all(Call.Fused call) {
        return call.folds().stream()
                .filter(f -> f.op() instanceof Summary)
                .sorted((a, b) -> Boolean.compare(made(a, call), made(b, call)))
                .toList();
    }

    /// The numbers of the values that a call summarizes.
    static List<Integer> values(Call.Fused call) {
        return all(call).stream().map(s -> s.arguments().get(0)).toList();
    }

    /// Whether a summary is of a result of the call.
    private static boolean made(Call.Step summary, Call.Fused call) {
        return summary.arguments().get(0) >= call.inputs().size();
    }

    private static Operand output(Call.Fused call, int value) {
        return call.outputs().get(call.results().indexOf(value));
    }

    /// Summarizes a patch of the inputs, which the loop may overwrite.
    void read(int patch) {
        for (int s = 0; s < inputs; s++) patch(s, patch);
    }

    /// Summarizes a patch of the results.
    void made(int patch) {
        for (int s = inputs; s < from.length; s++) patch(s, patch);
    }

    private void patch(int s, int patch) {
        int columns = patches.columns(), top = patches.top(patch), bottom = patches.bottom(patch);
        if (whole) {
            run(s, top * columns, (bottom - top) * columns, patch);
            return;
        }
        int left = patches.left(patch), across = patches.across();
        for (int r = top; r < bottom; r++) {
            run(s, r * columns + left, patches.right(patch) - left, r * across + patch % across);
        }
    }

    private void run(int s, int offset, int n, int run) {
        lanes.summarize(from[s], offset, n, runs[s], run * Lanes.SUMMARY);
        addLanes(s, run);
    }

    /// Keeps what the loop left of a patch.
    void keep(int patch) {
        for (int s = 0; s < from.length; s++) addLanes(s, patch);
    }

    private void addLanes(int s, int run) {
        addLanes(runs[s], run * Lanes.SUMMARY);
        addLanes(runs[s], run * Lanes.SUMMARY + Lanes.VIRTUAL);
    }

    /// Adds sixteen lanes by halves, to the first.
    private static void addLanes(double[] x, int i) {
        double even = ((x[i] + x[i + 8]) + (x[i + 4] + x[i + 12])) + ((x[i + 2] + x[i + 10]) + (x[i + 6] + x[i + 14]));
        double odd =
                ((x[i + 1] + x[i + 9]) + (x[i + 5] + x[i + 13])) + ((x[i + 3] + x[i + 11]) + (x[i + 7] + x[i + 15]));
        x[i] = even + odd;
    }

    /// Puts the runs together.
    void finish() {
        for (int s = 0; s < from.length; s++) finish(runs[s], into[s]);
    }

    private void finish(double[] x, float[] y) {
        double sum = x[0], squares = x[Lanes.VIRTUAL], low = x[Lanes.SMALLEST], high = x[Lanes.LARGEST];
        for (int at = Lanes.SUMMARY; at < x.length; at += Lanes.SUMMARY) {
            sum += x[at];
            squares += x[at + Lanes.VIRTUAL];
            low = Math.min(low, x[at + Lanes.SMALLEST]);
            high = Math.max(high, x[at + Lanes.LARGEST]);
        }
        int size = patches.rows() * patches.columns();
        boolean nan = Double.isNaN(squares);
        double mean = sum / size;
        y[Summary.NORM] = (float) Math.sqrt(squares);
        y[Summary.MEAN] = (float) mean;
        y[Summary.DEVIATION] = (float) Math.sqrt(Math.max(0, squares / size - mean * mean));
        y[Summary.SMALLEST] = nan ? Float.NaN : (float) low + 0f;
        y[Summary.LARGEST] = nan ? Float.NaN : (float) high + 0f;
    }
}
