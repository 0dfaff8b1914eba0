package org.gradus.kernel;

/// The tiles that a machine can run.
public interface Tiles {

    /// The columns of one vector.
    int width();

    /// The most rows of a tile.
    int most();

    /// The rows of the next tile of packed rows when some are left; what it makes too many is not used.
    int rows(int left);

    /// The rows of the next tile read in place, not more than are left.
    int rowsInPlace(int left);

    /// The vectors of columns of a tile of a single row.
    int broad();

    /// A tile of one or two vectors of columns, or of [#broad] of them for a single row.
    ///
    /// @param rows a number that [#rows] or [#rowsInPlace] gave
    Tile tile(int rows, int vectors, Tile.Left left);
}
