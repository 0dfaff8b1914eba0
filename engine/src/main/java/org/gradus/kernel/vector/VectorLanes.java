package org.gradus.kernel.vector;

import static org.gradus.kernel.vector.VectorMath.SPECIES;

import java.util.Optional;
import org.gradus.kernel.Elementwise;
import org.gradus.kernel.Lanes;
import org.gradus.kernel.Loop;
import org.gradus.kernel.LoopBody;
import org.gradus.kernel.PlainLanes;
import org.gradus.kernel.SoftCache;
import org.gradus.kernel.Tiles;

/// The loops by the Vector API, with as many lanes as the processor has: 4, 8 or 16. What is left of a loop after
/// whole vectors is run by the plain twin.
public final class VectorLanes implements Lanes {
    private static final int WIDTH = SPECIES.length();

    private static final PlainLanes REST = new PlainLanes();

    private final SoftCache<LoopBody, VectorLoop> loops = new SoftCache<>();
    private final Tiles tiles = new VectorTiles();
    private final TransposeCode.Square square = TransposeCode.square();

    /// Lanes that have generated no code yet.
    public VectorLanes() {}

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
    public void summarize(float[] x, int offset, int n, double[] into, int at) {
        int whole = n & -VIRTUAL;
        VectorSummary.of(x, offset, whole, into, at);
        PlainLanes.summarizeRest(x, offset + whole, n - whole, into, at);
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
    public Optional<Loop> loop(LoopBody body) {
        return Optional.of(loops.get(body, b -> new VectorLoop(LoopWriter.write(b))));
    }

    @Override
    public Tiles tiles() {
        return tiles;
    }

    @Override
    public void copyRows(float[] x, int xo, int xRow, int rows, int n, float[] y, int yo, int yRow) {
        if (n > 2 * WIDTH) {
            for (int r = 0; r < rows; r++) System.arraycopy(x, xo + r * xRow, y, yo + r * yRow, n);
            return;
        }
        int last = Math.max(rows - 1, 0);
        boolean inside = xo + Math.max(last - 1, 0) * xRow + n + WIDTH <= x.length && n >= WIDTH / 2;
        int done = inside ? last : 0;
        VectorMoves.copyPanel(x, xo, xRow, done, n, y, yo, yRow);
        REST.copyRows(x, xo + done * xRow, xRow, rows - done, n, y, yo + done * yRow, yRow);
    }

    @Override
    public void transpose(float[] x, int xo, int xRow, int rows, int n, float[] y, int yo, int yRow) {
        int high = rows & -WIDTH, wide = n & -WIDTH;
        VectorMoves.transpose(square, x, xo, xRow, high, wide, y, yo, yRow);
        if (wide < n) REST.transpose(x, xo + wide, xRow, high, n - wide, y, yo + wide * yRow, yRow);
        if (high < rows) REST.transpose(x, xo + high * xRow, xRow, rows - high, n, y, yo + high, yRow);
    }
}
