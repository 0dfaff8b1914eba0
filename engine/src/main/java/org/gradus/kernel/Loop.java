package org.gradus.kernel;

/// The inner loop of a fused call, over one patch. What it needs it is given, so calls of one pattern can share it.
@FunctionalInterface
public interface Loop {
    /// Computes every step and stores every kept result in the rows and columns of a patch. Where each fold has its
    /// place in scratch memory it leaves what it found in the patch:
    ///
    /// - in total, two records of 16 lanes: one of whole sixteens of columns, then one of the rest. A lane is the
    ///   fold, from above, of the columns that are equal modulo 16, counted from the patch's first. A record of no
    ///   columns may be anything
    /// - per row, such a pair of records for each row
    /// - per column, the fold of each, from above
    ///
    /// A sum begins with 0, a maximum with -∞.
    ///
    /// @param arrays the arrays of the inputs, then those of the kept steps
    /// @param places where in `scratch` each fold is kept
    void run(float[][] arrays, float[] scratch, int[] places, Patches patches, int patch);
}
