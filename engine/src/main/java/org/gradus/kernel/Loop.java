package org.gradus.kernel;

/// The inner loop of a fused call, over one patch. What it needs it is given, so calls of one pattern can share it.
@FunctionalInterface
public interface Loop {
    /// Computes every step and stores every kept result in the rows and columns of a patch. Each fold is added to what
    /// stands at its place in scratch memory:
    ///
    /// - in total, two records of 16 lanes: one of whole sixteens of columns, then one of the rest. A lane
    ///   folds, from above, the columns that are equal modulo 16, counted from the patch's first
    /// - per row, such a pair of records for each row
    /// - per column, a number for each, folded from above
    ///
    /// @param arrays the arrays of the inputs, then those of the kept steps
    /// @param places where in `scratch` each fold is kept
    void run(float[][] arrays, float[] scratch, int[] places, Patches patches, int patch);

    /// Whether it may be run on such patches yet; what may not is run step by step meanwhile.
    default boolean ready(Patches patches) {
        return true;
    }
}
