package org.gradus.kernel.vector;

import org.gradus.kernel.Lanes;
import org.gradus.kernel.Loop;
import org.gradus.kernel.Patches;

/// A loop over vectors: whole vectors as far as sixteens of columns go, then masked ones.
///
/// @param written what [LoopWriter] wrote for a pattern
record VectorLoop(Written written) implements Loop {

    /// Runs over columns `from` … `to - 1` of a patch that begins at `left`, whose summaries stand at `summary`.
    interface Written {
        /// Sixteens of columns.
        void whole(
                float[][] arrays,
                float[] scratch,
                int[] places,
                double[][] summaries,
                int summary,
                int top,
                int bottom,
                int stride,
                int left,
                int from,
                int to);

        /// Fewer than 16 columns.
        void rest(
                float[][] arrays,
                float[] scratch,
                int[] places,
                double[][] summaries,
                int summary,
                int top,
                int bottom,
                int stride,
                int left,
                int from,
                int to);
    }

    @Override
    public void run(float[][] arrays, float[] scratch, int[] places, double[][] summaries, Patches patches, int patch) {
        int top = patches.top(patch), bottom = patches.bottom(patch), stride = patches.columns();
        int left = patches.left(patch), right = patches.right(patch);
        int whole = left + (right - left & -Lanes.VIRTUAL);
        int at = patch * Lanes.SUMMARY;
        if (left < whole) {
            written.whole(arrays, scratch, places, summaries, at, top, bottom, stride, left, left, whole);
        }
        if (whole < right) {
            written.rest(arrays, scratch, places, summaries, at, top, bottom, stride, left, whole, right);
        }
    }
}
