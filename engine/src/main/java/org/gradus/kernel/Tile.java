package org.gradus.kernel;

/// The innermost piece of a matrix product: some rows by one or two vectors of columns of the result, kept in
/// registers while the inner index runs.
///
/// Every element is one chain of fused multiply-adds in the order of the inner index.
@FunctionalInterface
public interface Tile {

    /// Where a tile finds its left operand.
    enum Left {
        /// In the matrix itself: `ar` from row to row, `ai` from inner element to inner element. The right operand too
        /// is read where it stands, `br` from inner element to inner element.
        IN_PLACE,
        /// Packed row after row, [#ROW] elements apart; the right operand is packed as well, into the same array: with
        /// two arrays there were not enough registers, and each inner element waited for a pointer (a fifth
        /// slower on a Zen 3).
        ROWS,
        /// Packed with the rows of one inner element side by side; the right operand is packed as well, into the same
        /// array.
        COLUMNS
    }

    /// The longest run of inner elements that is packed at once.
    int DEPTH = 256;

    /// The distance of packed rows: known when a tile is compiled, so that one register addresses all of them (15 %
    /// faster than a register for each), and not a power of two, which would put them into the same cache sets.
    int ROW = DEPTH + 16;

    /// Adds the products of `n` inner elements.
    ///
    /// @param a the left operand from `x` on; `ar` and `ai` count for [Left#IN_PLACE] only
    /// @param b the right operand from `y` on, with `br` from row to row; where it is packed, `a` once
    ///     more, with rows as wide as the tile
    /// @param c the result from `z` on, with `cr` from row to row
    /// @param more whether `c` holds the sum of earlier inner elements; else it starts from 0
    void run(int n, float[] a, int x, int ar, int ai, float[] b, int y, int br, float[] c, int z, int cr, boolean more);
}
