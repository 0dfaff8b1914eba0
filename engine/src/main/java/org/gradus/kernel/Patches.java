package org.gradus.kernel;

import org.gradus.tensor.Shape;

/// A value seen as a matrix, cut into patches of at most `height` rows and `width` columns, numbered row by row.
///
/// Threads share a call by patches, and a fold is put together from the folds of patches. So the patches of a fold
/// depend on the shape of what is folded alone, not on what else the call does.
///
/// @param rows the rows of the value
/// @param columns the size of its last axis that is longer than 1
public record Patches(int rows, int columns, int height, int width) {
    /// A patch has about this many elements: what a step reads and writes there stays in the first-level cache.
    private static final int ELEMENTS = 4096;

    private static final int LOWEST = 8, HIGHEST = 256;

    static Patches of(Shape shape) {
        int columns = 1;
        for (int a = shape.rank() - 1; a >= 0 && columns == 1; a--) columns = shape.dim(a);
        int width = Math.clamp(columns, 1, ELEMENTS), height = Math.clamp(ELEMENTS / width, LOWEST, HIGHEST);
        int rows = columns == 0 ? 0 : shape.size() / columns;
        return new Patches(rows, columns, Math.clamp(rows, 1, height), width);
    }

    /// The same elements in one row. The patches are the same runs of memory if something is folded; else they are
    /// larger.
    Patches flat(boolean folded) {
        int size = rows * columns;
        return new Patches(1, size, 1, folded ? height * width : 2 * ELEMENTS);
    }

    /// Whether a patch is one run of memory, as it is when it holds whole rows.
    boolean contiguous() {
        return rows == 1 || width == columns;
    }

    /// Whether a patch is one run of memory, of whole sixteens: then its loop can summarize it.
    boolean summable() {
        return contiguous() && columns % Lanes.VIRTUAL == 0;
    }

    /// How many patches lie beside one another.
    int across() {
        return (columns + width - 1) / width;
    }

    int down() {
        return (rows + height - 1) / height;
    }

    int count() {
        return across() * down();
    }

    public int top(int patch) {
        return patch / across() * height;
    }

    public int bottom(int patch) {
        return Math.min(rows, top(patch) + height);
    }

    public int left(int patch) {
        return patch % across() * width;
    }

    public int right(int patch) {
        return Math.min(columns, left(patch) + width);
    }
}
