package org.gradus.kernel;

import java.util.Arrays;
import org.gradus.graph.op.MatMul;
import org.gradus.plan.Call;
import org.gradus.tensor.Shape;

/// A matrix product: panels of columns, and in each, tiles of rows.
///
/// The left matrix is read in place, transposed or not. A panel of the right one is read in place where its rows
/// are whole vectors, else it is packed first. However the work is cut, every element is one chain of fused
/// multiply-adds in the order of the inner index.
final class MatMulKernel implements Kernel {
    private static final int MOST_ROWS = 8;
    /// Multiply-adds below which a hand-over to other threads costs more than it saves.
    private static final long WORTH_SPLITTING = 1 << 18;

    private final Lanes lanes;
    private final float[] a;
    private final float[] b;
    private final float[] c;
    private final int m;
    private final int n;
    private final int k;
    private final int aRow;
    private final int aInner;
    private final boolean transposed;
    private final int width;

    MatMulKernel(Call.Single call, MatMul op, Buffers buffers, Lanes lanes) {
        this.lanes = lanes;
        a = buffers.floats(call.inputs().get(0));
        b = buffers.floats(call.inputs().get(1));
        c = buffers.floats(call.output());
        Shape left = call.inputs().get(0).shape(), out = call.output().shape();
        m = out.dim(0);
        n = out.dim(1);
        k = left.dim(op.leftTransposed() ? 0 : 1);
        aRow = op.leftTransposed() ? 1 : k;
        aInner = op.leftTransposed() ? m : 1;
        transposed = op.rightTransposed();
        width = lanes.tileColumns();
    }

    @Override
    public int scratch() {
        return (k + MOST_ROWS) * width;
    }

    @Override
    public boolean splits() {
        return (long) m * n * k >= WORTH_SPLITTING;
    }

    /// Shares are rows, or columns where panels are packed, so that each is packed once.
    @Override
    public void run(int part, int parts, float[] scratch) {
        boolean byColumns = transposed || m < parts * MOST_ROWS;
        int units = byColumns ? (n + width - 1) / width : (m + MOST_ROWS - 1) / MOST_ROWS;
        int from = units * part / parts, to = units * (part + 1) / parts;
        int rowFrom = byColumns ? 0 : from * MOST_ROWS, rowTo = byColumns ? m : Math.min(m, to * MOST_ROWS);
        int columnFrom = byColumns ? from * width : 0, columnTo = byColumns ? Math.min(n, to * width) : n;
        for (int j = columnFrom; j < columnTo; j += width) panel(rowFrom, rowTo, j, scratch);
    }

    private void panel(int rowFrom, int rowTo, int j, float[] scratch) {
        int columns = Math.min(width, n - j), edge = k * width;
        boolean whole = columns == width, packed = transposed || !whole;
        if (packed) pack(j, columns, scratch);
        float[] right = packed ? scratch : b;
        int at = packed ? 0 : j, bRow = packed ? width : n;
        for (int i = rowFrom, rows; i < rowTo; i += rows) {
            rows = lanes.tileRows(rowTo - i);
            if (whole) {
                lanes.tile(rows, k, a, i * aRow, aRow, aInner, right, at, bRow, c, i * n + j, n);
            } else {
                lanes.tile(rows, k, a, i * aRow, aRow, aInner, right, at, bRow, scratch, edge, width);
                for (int r = 0; r < rows; r++) {
                    System.arraycopy(scratch, edge + r * width, c, (i + r) * n + j, columns);
                }
            }
        }
    }

    /// Columns j … of the right matrix, side by side, filled up with zeros to the width of a tile.
    private void pack(int j, int columns, float[] to) {
        if (columns < width) Arrays.fill(to, 0, k * width, 0);
        if (transposed) packTransposed(j, columns, to);
        else for (int p = 0; p < k; p++) System.arraycopy(b, p * n + j, to, p * width, columns);
    }

    /// Four columns at a time, which writes larger parts of a cache line.
    private void packTransposed(int j, int columns, float[] to) {
        float[] from = b;
        int q = 0;
        for (; q + 4 <= columns; q += 4) {
            int x0 = (j + q) * k, x1 = x0 + k, x2 = x1 + k, x3 = x2 + k;
            for (int p = 0, y = q; p < k; p++, y += width) {
                to[y] = from[x0 + p];
                to[y + 1] = from[x1 + p];
                to[y + 2] = from[x2 + p];
                to[y + 3] = from[x3 + p];
            }
        }
        for (; q < columns; q++) {
            for (int p = 0; p < k; p++) to[p * width + q] = from[(j + q) * k + p];
        }
    }
}
