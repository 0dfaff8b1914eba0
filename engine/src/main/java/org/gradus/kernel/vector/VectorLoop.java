package org.gradus.kernel.vector;

import org.gradus.kernel.Lanes;
import org.gradus.kernel.Loop;
import org.gradus.kernel.Patches;

/// A loop over vectors: whole vectors as far as sixteens of columns go, then masked ones. [LoopWriter] writes its
/// subclasses.
abstract class VectorLoop implements Loop {

    @Override
    public final void run(float[][] arrays, float[] scratch, int[] places, Patches patches, int patch) {
        int top = patches.top(patch),
                bottom = patches.bottom(patch),
                left = patches.left(patch),
                right = patches.right(patch);
        int whole = left + (right - left & -Lanes.VIRTUAL), stride = patches.columns();
        if (left < whole) whole(arrays, scratch, places, top, bottom, stride, left, left, whole);
        if (whole < right) rest(arrays, scratch, places, top, bottom, stride, left, whole, right);
    }

    /// Runs over columns `from` … `to - 1`, sixteens of them, of a patch that begins at `left`.
    abstract void whole(
            float[][] arrays,
            float[] scratch,
            int[] places,
            int top,
            int bottom,
            int stride,
            int left,
            int from,
            int to);

    /// Runs over fewer than 16 columns.
    abstract void rest(
            float[][] arrays,
            float[] scratch,
            int[] places,
            int top,
            int bottom,
            int stride,
            int left,
            int from,
            int to);
}
