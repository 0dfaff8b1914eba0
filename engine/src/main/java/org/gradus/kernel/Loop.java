package org.gradus.kernel;

/// The inner loop of a fused call, over one patch. What it needs it is given, so calls of one pattern can share it.
@FunctionalInterface
public interface Loop {
    /// Computes every step and stores every kept result in the rows and columns of a patch. Each fold is added to what
    /// stands at its place in scratch memory:
    ///
    /// - in total, two records of 16 lanes: one of whole sixteens of elements, then one of the rest. A lane folds
    ///   elements whose places are equal modulo 16, counted from the first of the patch. If the patch is not
    ///   [contiguous][Patches#contiguous()], each of its rows counts anew
    /// - per row, such a pair of records for each row
    /// - per column, a number for each, folded from above
    ///
    /// Of what the pattern summarizes, the lanes and bounds of the patch are put in the place of the patch.
    ///
    /// @param arrays the arrays of the inputs, then those of the kept steps
    /// @param places where in `scratch` each fold is kept
    /// @param summaries for each summary the numbers of all patches, [Lanes#SUMMARY] each
    void run(float[][] arrays, float[] scratch, int[] places, double[][] summaries, Patches patches, int patch);

    /// Whether it may be run on such patches yet; what may not is run step by step meanwhile.
    default boolean ready(Patches patches) {
        return true;
    }
}
