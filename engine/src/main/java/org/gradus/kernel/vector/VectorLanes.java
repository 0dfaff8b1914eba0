package org.gradus.kernel.vector;

import static org.gradus.kernel.vector.VectorMath.SPECIES;

import org.gradus.kernel.Elementwise;
import org.gradus.kernel.Lanes;
import org.gradus.kernel.PlainLanes;

/// The loops by the Vector API, with as many lanes as the processor has: 4, 8 or 16. What is left of a loop after
/// whole vectors is run by the plain twin.
public record VectorLanes() implements Lanes {
    private static final int WIDTH = SPECIES.length();

    private static final PlainLanes REST = new PlainLanes();

    /// Whether this machine's vectors divide the 16 virtual lanes.
    public static boolean fits() {
        return WIDTH == 4 || WIDTH == 8 || WIDTH == VIRTUAL;
    }

    @Override
    public String name() {
        return "vector " + SPECIES.vectorBitSize();
    }

    @Override
    public void map(Elementwise f, float[] a, int ao, float[] b, int bo, float[] c, int co, float[] y, int yo, int n) {
        int whole = n & -WIDTH;
        if (whole > 0) VectorLoops.map(f, a, ao, b, bo, c, co, y, yo, whole);
        if (whole < n) {
            REST.map(f, a, ao + whole, b, bo + whole, c, co + whole, y, yo + whole, n - whole);
        }
    }

    @Override
    public float sum(float[] x, int offset, int n) {
        return n < VIRTUAL ? REST.sum(x, offset, n) : VectorSums.sum(x, offset, n);
    }

    @Override
    public float max(float[] x, int offset, int n) {
        int whole = n & -WIDTH;
        float rest = REST.max(x, offset + whole, n - whole);
        return whole == 0 ? rest : Math.max(rest, VectorSums.max(x, offset, whole));
    }

    @Override
    public void sumRows(float[] x, int offset, int stride, int rows, float[] y, int yo, int n) {
        int whole = n & -WIDTH;
        if (whole > 0) VectorSums.sumRows(x, offset, stride, rows, y, yo, whole);
        if (whole < n) REST.sumRows(x, offset + whole, stride, rows, y, yo + whole, n - whole);
    }

    @Override
    public void maxRows(float[] x, int offset, int stride, int rows, float[] y, int yo, int n) {
        int whole = n & -WIDTH;
        if (whole > 0) VectorSums.maxRows(x, offset, stride, rows, y, yo, whole);
        if (whole < n) REST.maxRows(x, offset + whole, stride, rows, y, yo + whole, n - whole);
    }

    @Override
    public int tileColumns() {
        return 2 * WIDTH;
    }

    /// Eight rows of two vectors need the 32 registers of 512-bit machines; four rows fit in 16.
    @Override
    public int tileRows(int left) {
        return left >= 8 && WIDTH == VIRTUAL ? 8 : left >= 4 ? 4 : 1;
    }

    @Override
    public void tile(
            int rows,
            int inner,
            float[] a,
            int left,
            int aRow,
            int aInner,
            float[] b,
            int right,
            int bRow,
            float[] c,
            int to,
            int cRow) {
        switch (rows) {
            case 8 -> VectorTile.eight(inner, a, left, aRow, aInner, b, right, bRow, c, to, cRow);
            case 4 -> VectorTile.four(inner, a, left, aRow, aInner, b, right, bRow, c, to, cRow);
            default -> VectorTile.one(inner, a, left, aRow, aInner, b, right, bRow, c, to, cRow);
        }
    }
}
