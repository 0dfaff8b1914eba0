package org.gradus.kernel;

import java.util.Arrays;
import java.util.List;
import org.gradus.plan.Call;
import org.gradus.plan.Operand;

/// The folds of a fused call, put together from those of its patches, in the order of the patches.
///
/// What [Loop] leaves of a patch becomes a part: one number in total or per row, a row of numbers per column. Parts
/// are folded when all patches are done, so it does not matter who did which. Both are few numbers, and are folded by
/// plain loops: the compiler would take a short vector loop into the kernel, where it boxes the vectors.
final class Folds {
    private static final PlainLanes FEW = new PlainLanes();

    /// Two records of lanes.
    private static final int PAIR = 2 * Lanes.VIRTUAL;

    private final Lanes lanes;
    private final Patches patches;
    private final LoopBody.Fold[] folds;
    private final float[][] outputs;
    /// For each fold its parts: by patch, by row and then patch, or by row of patches and then column.
    private final float[][] parts;

    /// Where each fold of a patch is kept in scratch memory.
    final int[] places;

    /// Elements of scratch memory.
    final int scratch;

    Folds(Call.Fused call, Patches patches, Buffers buffers, Lanes lanes) {
        this.lanes = lanes;
        this.patches = patches;
        List<LoopBody.Fold> all = LoopBody.folds(call);
        folds = all.toArray(LoopBody.Fold[]::new);
        outputs = new float[folds.length][];
        parts = new float[folds.length][];
        places = new int[folds.length];
        int at = 0;
        for (int f = 0; f < folds.length; f++) {
            int value = call.inputs().size() + call.steps().size() + f;
            Operand output = call.outputs().get(call.results().indexOf(value));
            outputs[f] = buffers.floats(output);
            parts[f] = new float[parts(folds[f])];
            places[f] = at;
            at += kept(folds[f]);
        }
        scratch = at;
    }

    private int parts(LoopBody.Fold fold) {
        return switch (fold.reduction()) {
            case TOTAL -> patches.count();
            case PER_COLUMN -> patches.down() * patches.columns();
            case PER_ROW -> patches.rows() * patches.across();
        };
    }

    private int kept(LoopBody.Fold fold) {
        return switch (fold.reduction()) {
            case TOTAL -> PAIR;
            case PER_COLUMN -> patches.width();
            case PER_ROW -> patches.height() * PAIR;
        };
    }

    boolean none() {
        return folds.length == 0;
    }

    /// Lays down the folds of nothing.
    void begin(float[] scratch) {
        for (int f = 0; f < folds.length; f++) {
            float nothing = folds[f].sum() ? 0 : Float.NEGATIVE_INFINITY;
            Arrays.fill(scratch, places[f], places[f] + kept(folds[f]), nothing);
        }
    }

    /// Keeps what the loop left of a patch.
    void keep(int patch, float[] scratch) {
        int left = patches.left(patch), width = patches.right(patch) - left, top = patches.top(patch);
        for (int f = 0; f < folds.length; f++) {
            int place = places[f], across = patches.across();
            switch (folds[f].reduction()) {
                case TOTAL -> parts[f][patch] = fold(f, scratch, place, PAIR);
                case PER_COLUMN ->
                    System.arraycopy(scratch, place, parts[f], patch / across * patches.columns() + left, width);
                case PER_ROW -> {
                    for (int r = top; r < patches.bottom(patch); r++, place += PAIR) {
                        parts[f][r * across + patch % across] = fold(f, scratch, place, PAIR);
                    }
                }
            }
        }
    }

    /// Folds the parts of all patches into the outputs.
    void finish() {
        for (int f = 0; f < folds.length; f++) {
            float[] x = parts[f], y = outputs[f];
            switch (folds[f].reduction()) {
                case TOTAL -> y[0] = fold(f, x, 0, x.length);
                case PER_COLUMN -> rows(f, x, y);
                case PER_ROW -> {
                    int across = patches.across();
                    if (across == 1) System.arraycopy(x, 0, y, 0, patches.rows());
                    else for (int r = 0; r < patches.rows(); r++) y[r] = fold(f, x, r * across, across);
                }
            }
        }
    }

    private float fold(int f, float[] x, int from, int n) {
        return folds[f].sum() ? FEW.sum(x, from, n) : FEW.max(x, from, n);
    }

    private void rows(int f, float[] x, float[] y) {
        int columns = patches.columns();
        if (folds[f].sum()) lanes.sumRows(x, 0, columns, patches.down(), y, 0, columns);
        else lanes.maxRows(x, 0, columns, patches.down(), y, 0, columns);
    }
}
