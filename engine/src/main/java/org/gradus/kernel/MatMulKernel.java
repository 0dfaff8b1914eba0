package org.gradus.kernel;

import java.util.Arrays;
import java.util.Optional;
import org.gradus.graph.op.MatMul;
import org.gradus.plan.Call;
import org.gradus.tensor.Shape;

/// A matrix product by packed blocks, so that a [Tile] reads both operands from the nearest caches.
///
/// Some rows of the left matrix, by [Tile#DEPTH] inner elements, are packed for the second-level cache; then
/// one panel of columns of the right matrix after the other for the first, and all tiles of that panel are
/// made. However the work is cut, every element is one chain of fused multiply-adds in the order of the
/// inner index: where it is cut, the chain goes on from memory. A product of few rows reads what it can
/// where it stands, since packing costs as much there as multiplying.
final class MatMulKernel implements Kernel {
    /// Rows of a packed block of the left matrix: with [Tile#ROW] elements each, 400 KiB.
    private static final int BLOCK = 384;
    /// Panels of the right matrix that are packed together: 256 KiB with vectors of 16.
    private static final int GROUP = 8;

    /// Rows of a matrix that are packed at once.
    private static final int AT_ONCE = 16;
    /// Up to this many rows the left matrix is read in place.
    private static final int FEW_ROWS = 48;
    /// Multiply-adds below which a hand-over to other threads costs more than it saves.
    private static final long WORTH_SPLITTING = 1 << 18;

    private final Lanes lanes;
    private final Tiles tiles;
    private final float[] a;
    private final float[] b;
    private final float[] c;
    private final int m;
    private final int n;
    private final int k;
    /// The distances between rows and between inner elements of the left matrix.
    private final int aRow;

    private final int aInner;
    private final boolean transposed;
    private final boolean few;
    /// Whether operands are read ahead of their use.
    private final boolean far;

    private final Tile.Left left;
    /// The tiles in use, by their rows, of one vector and of two.
    private final Tile[] single;

    private final Tile[] twin;
    /// For a single row, which leaves registers for many columns.
    private final Optional<Tile> broad;

    private final int broadWidth;
    private final int width;
    /// Where the panel, the tile at an edge, and what reading ahead leaves stand in scratch memory,
    /// behind the block.
    private final int panelAt;

    private final int edgeAt;
    private final int readAt;

    MatMulKernel(Call.Single call, MatMul op, Buffers buffers, Lanes lanes) {
        this.lanes = lanes;
        tiles = lanes.tiles();
        a = buffers.floats(call.inputs().get(0));
        b = buffers.floats(call.inputs().get(1));
        c = buffers.floats(call.output());
        Shape out = call.output().shape();
        m = out.dim(0);
        n = out.dim(1);
        k = call.inputs().get(0).shape().dim(op.leftTransposed() ? 0 : 1);
        aRow = op.leftTransposed() ? 1 : k;
        aInner = op.leftTransposed() ? m : 1;
        transposed = op.rightTransposed();
        few = m <= FEW_ROWS;
        far = ReadAhead.pays(buffers);
        left = few ? Tile.Left.IN_PLACE : op.leftTransposed() ? Tile.Left.COLUMNS : Tile.Left.ROWS;
        single = tiles(1);
        twin = tiles(2);
        width = tiles.width();
        broadWidth = tiles.broad() * width;
        broad = m == 1 && !transposed && n >= broadWidth
                ? Optional.of(tiles.tile(1, tiles.broad(), left))
                : Optional.empty();
        panelAt = ALIGNED + (few ? 0 : (Math.min(m, BLOCK) + tiles.most()) * Tile.ROW);
        edgeAt = panelAt + Math.min(k, Tile.DEPTH) * Math.min(n + 2 * width, GROUP * 2 * width);
        readAt = edgeAt + tiles.most() * 2 * width;
    }

    /// The tiles that the product needs, by their rows: none is compiled that is not used.
    private Tile[] tiles(int vectors) {
        Tile[] byRows = new Tile[tiles.most() + 1];
        int rest = n % (2 * tiles.width());
        if (vectors == 1 ? rest == 0 || rest > tiles.width() : n <= tiles.width()) return byRows;
        for (int shared : new int[] {m, Math.min(m, tiles.most()), m % tiles.most()}) {
            for (int i = shared, rows; i > 0; i -= rows) {
                rows = few ? tiles.rowsInPlace(i) : tiles.rows(i);
                byRows[rows] = tiles.tile(rows, vectors, left);
            }
        }
        return byRows;
    }

    @Override
    public int scratch() {
        return readAt + 1;
    }

    @Override
    public boolean splits() {
        return (long) m * n * k >= WORTH_SPLITTING;
    }

    /// Shares are panels of columns, or rows where the panels are few.
    @Override
    public void run(int part, int parts, float[] scratch) {
        int panels = (n + 2 * width - 1) / (2 * width), tall = (m + tiles.most() - 1) / tiles.most();
        boolean byColumns = panels >= 2 * parts || panels >= tall;
        int units = byColumns ? panels : tall, size = byColumns ? 2 * width : tiles.most(), all = byColumns ? n : m;
        int from = units * part / parts * size, to = Math.min(all, units * (part + 1) / parts * size);
        if (k == 0 && part == 0) Arrays.fill(c, 0, m * n, 0);
        int rowFrom = byColumns ? 0 : from, rowTo = byColumns ? m : to;
        for (int i = rowFrom; i < rowTo; i += BLOCK) {
            for (int p = 0; p < k; p += Tile.DEPTH) {
                block(i, Math.min(rowTo, i + BLOCK), byColumns ? from : 0, byColumns ? to : n, p, scratch);
            }
        }
    }

    /// Adds the products of the inner elements from `p` on.
    private void block(int rowFrom, int rowTo, int columnFrom, int columnTo, int p, float[] scratch) {
        int depth = Math.min(Tile.DEPTH, k - p);
        if (far && !few) readAhead(rowFrom, rowTo, columnFrom, columnTo, p, depth, scratch);
        if (!few) packLeft(rowFrom, rowTo, p, depth, scratch);
        for (int g = columnFrom; g < columnTo; g += GROUP * 2 * width) {
            int end = Math.min(columnTo, g + GROUP * 2 * width);
            boolean inPlace = few && !transposed;
            if (far && broad.isEmpty()) readRight(g, end, p, depth, scratch);
            if (!inPlace) packRight(g, end, p, depth, scratch);
            int start = broad.isPresent() ? row(broad.get(), g, end, p, depth) : g;
            for (int j = start; j < end; j += 2 * width) {
                int columns = Math.min(2 * width, end - j), wide = wide(columns);
                if (inPlace && columns == wide) {
                    panel(rowFrom, rowTo, j, columns, p, depth, b, p * n + j, n, scratch);
                    continue;
                }
                if (inPlace) packRight(j, end, p, depth, scratch);
                int at = panelAt + (inPlace ? 0 : (j - g) * depth);
                panel(rowFrom, rowTo, j, columns, p, depth, scratch, at, wide, scratch);
            }
        }
    }

    /// The product of a single row: with many columns side by side, sums need not wait for each other, and
    /// the right matrix is read in long pieces.
    ///
    /// @return the first column that is left
    private int row(Tile tile, int from, int to, int p, int depth) {
        int j = from;
        for (; to - j >= broadWidth; j += broadWidth) {
            tile.run(depth, a, p * aInner, aRow, aInner, b, p * n + j, n, c, j, n, p > 0);
        }
        return j;
    }

    /// Reads the rows of a block of the left matrix, and of the result, ahead of their use.
    private void readAhead(int rowFrom, int rowTo, int columnFrom, int columnTo, int p, int depth, float[] scratch) {
        int rows = rowTo - rowFrom;
        scratch[readAt] = left == Tile.Left.ROWS
                ? ReadAhead.rows(a, rowFrom * k + p, k, rows, depth)
                : ReadAhead.rows(a, p * m + rowFrom, m, depth, rows);
        scratch[readAt] += ReadAhead.rows(c, rowFrom * n + columnFrom, n, rows, columnTo - columnFrom);
    }

    /// … of some columns of the right one, unless short pieces of its rows are to become columns:
    /// that gains nothing.
    private void readRight(int from, int to, int p, int depth, float[] scratch) {
        if (!transposed) scratch[readAt] = ReadAhead.rows(b, p * n + from, n, depth, to - from);
        else if (depth == k) scratch[readAt] = ReadAhead.rows(b, from * k, k, to - from, k);
    }

    /// The columns of the tiles that make some columns: one vector or two.
    private int wide(int columns) {
        return columns <= width ? width : 2 * width;
    }

    /// All tiles of some columns.
    private void panel(
            int rowFrom,
            int rowTo,
            int j,
            int columns,
            int p,
            int depth,
            float[] right,
            int rightAt,
            int rightRow,
            float[] scratch) {
        int wide = wide(columns);
        float[] from = few ? a : scratch;
        for (int i = rowFrom, rows, real; i < rowTo; i += rows) {
            rows = few ? tiles.rowsInPlace(rowTo - i) : tiles.rows(rowTo - i);
            real = Math.min(rows, rowTo - i);
            Tile tile = wide == width ? single[rows] : twin[rows];
            int at =
                    few ? i * aRow + p * aInner : ALIGNED + (i - rowFrom) * (left == Tile.Left.ROWS ? Tile.ROW : depth);
            if (real == rows && columns == wide) {
                tile.run(depth, from, at, aRow, aInner, right, rightAt, rightRow, c, i * n + j, n, p > 0);
            } else {
                if (p > 0) edge(i, j, real, columns, true, scratch);
                tile.run(depth, from, at, aRow, aInner, right, rightAt, rightRow, scratch, edgeAt, wide, p > 0);
                edge(i, j, real, columns, false, scratch);
            }
        }
    }

    /// Copies what there is of a tile at an edge from the result, or back; by plain loops, since rows are
    /// short.
    private void edge(int i, int j, int rows, int columns, boolean in, float[] scratch) {
        float[] result = c;
        int wide = wide(columns);
        for (int r = 0; r < rows; r++) {
            int x = (i + r) * n + j, y = edgeAt + r * wide;
            for (int q = 0; q < columns; q++) {
                if (in) scratch[y + q] = result[x + q];
                else result[x + q] = scratch[y + q];
            }
        }
    }

    /// Rows of the left matrix, tile by tile; what a last tile has too many is 0.
    private void packLeft(int rowFrom, int rowTo, int p, int depth, float[] to) {
        if (left == Tile.Left.ROWS) {
            int rows = rowTo - rowFrom;
            lanes.copyRows(a, rowFrom * k + p, k, rows, depth, to, ALIGNED, Tile.ROW);
            Arrays.fill(to, ALIGNED + rows * Tile.ROW, ALIGNED + (rows + tiles.most()) * Tile.ROW, 0);
            return;
        }
        for (int q = 0; q < depth; q += AT_ONCE) {
            for (int i = rowFrom, rows; i < rowTo; i += rows) {
                rows = tiles.rows(rowTo - i);
                int real = Math.min(rows, rowTo - i), some = Math.min(AT_ONCE, depth - q);
                int at = ALIGNED + (i - rowFrom) * depth + q * rows;
                if (real < rows) Arrays.fill(to, at, at + rows * some, 0);
                lanes.copyRows(a, (p + q) * m + i, m, some, real, to, at, rows);
            }
        }
    }

    /// Panels of columns of the right matrix, the last filled up with zeros to the width of a tile. Rows are
    /// read some at a time over all panels: they are long then, and the processor foresees what comes next.
    private void packRight(int from, int to, int p, int depth, float[] scratch) {
        int last = from + (to - from - 1) / (2 * width) * 2 * width, lastAt = panelAt + (last - from) * depth;
        if (wide(to - last) > to - last) Arrays.fill(scratch, lastAt, lastAt + depth * wide(to - last), 0);
        int some = transposed ? depth : AT_ONCE;
        for (int q = 0; q < depth; q += some) {
            int rows = Math.min(some, depth - q);
            for (int j = from; j < to; j += 2 * width) {
                int columns = Math.min(2 * width, to - j), wide = wide(columns);
                int at = panelAt + (j - from) * depth + q * wide;
                if (transposed) lanes.transpose(b, j * k + p, k, columns, depth, scratch, at, wide);
                else lanes.copyRows(b, (p + q) * n + j, n, rows, columns, scratch, at, wide);
            }
        }
    }
}
