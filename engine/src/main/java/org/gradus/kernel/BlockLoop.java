package org.gradus.kernel;

import org.gradus.plan.Reduction;

/// The loop of any fused call in terms of [Lanes]: every step of a block before the next block, so that what lies
/// between the steps stays in the first-level cache. It summarizes nothing.
final class BlockLoop implements Loop {
    /// Two records of lanes.
    private static final int PAIR = 2 * Lanes.VIRTUAL;

    private final Lanes lanes;
    private final int block;
    private final float[][] values;
    private final int[] registers;
    private final Blocks.Stretch[] stretches;
    private final Elementwise[] functions;
    /// For each step its three operands and its result.
    private final int[] wiring;

    private final int[] lateValues;
    private final float[][] lateArrays;
    private final LoopBody.Fold[] folds;
    private final int first;

    /// @param first where in scratch memory the registers begin
    BlockLoop(Lanes lanes, Blocks blocks, int first) {
        this.lanes = lanes;
        this.first = first;
        block = blocks.block;
        values = blocks.arrays;
        registers = blocks.registers;
        functions = blocks.functions;
        stretches = blocks.stretches.toArray(Blocks.Stretch[]::new);
        wiring = new int[4 * functions.length];
        for (int s = 0; s < functions.length; s++) {
            for (int p = 0; p < 3; p++) wiring[4 * s + p] = blocks.argument(s, p);
            wiring[4 * s + 3] = blocks.inputs() + s;
        }
        lateValues = blocks.late.stream().mapToInt(Blocks.Late::value).toArray();
        lateArrays = blocks.late.stream().map(l -> blocks.array(l.output())).toArray(float[][]::new);
        folds = blocks.folds.toArray(LoopBody.Fold[]::new);
    }

    @Override
    public void run(float[][] arrays, float[] scratch, int[] places, double[][] summaries, Patches patches, int patch) {
        int top = patches.top(patch),
                bottom = patches.bottom(patch),
                left = patches.left(patch),
                right = patches.right(patch);
        int stride = patches.columns();
        boolean together = right - left == stride;
        for (int r = top, next; r < bottom; r = next) {
            next = together ? bottom : r + 1;
            int end = (next - 1) * stride + right;
            for (int at = r * stride + left, n; at < end; at += n) {
                n = Math.min(block, end - at);
                block(at, n, scratch);
                for (int f = 0; f < folds.length; f++) fold(f, at, n, scratch, places[f], patches, patch);
                for (int i = 0; i < lateValues.length; i++) {
                    System.arraycopy(scratch, register(lateValues[i]), lateArrays[i], at, n);
                }
            }
        }
    }

    private void block(int at, int n, float[] scratch) {
        for (Blocks.Stretch s : stretches) s.how().fill(values[s.value()], at, scratch, register(s.value()), n);
        for (int s = 0; s < functions.length; s++) step(s, at, n, scratch);
    }

    private void step(int s, int at, int n, float[] scratch) {
        int a = wiring[4 * s], b = wiring[4 * s + 1], c = wiring[4 * s + 2], y = wiring[4 * s + 3];
        lanes.map(
                functions[s],
                array(a, scratch),
                offset(a, at),
                array(b, scratch),
                offset(b, at),
                array(c, scratch),
                offset(c, at),
                array(y, scratch),
                offset(y, at),
                n);
    }

    private float[] array(int value, float[] scratch) {
        return registers[value] < 0 ? values[value] : scratch;
    }

    private int offset(int value, int at) {
        return registers[value] < 0 ? at : register(value);
    }

    private int register(int value) {
        return first + registers[value] * block;
    }

    /// Folds a block, row by row.
    private void fold(int f, int at, int n, float[] scratch, int place, Patches patches, int patch) {
        int value = folds[f].value(),
                stride = patches.columns(),
                left = patches.left(patch),
                right = patches.right(patch);
        float[] x = array(value, scratch);
        if (folds[f].reduction() == Reduction.TOTAL && patches.contiguous()) {
            int start = patches.top(patch) * stride + left, end = (patches.bottom(patch) - 1) * stride + right;
            lanes(f, x, offset(value, at), n, scratch, place, at - start, end - start);
            return;
        }
        for (int i = 0, length; i < n; i += length) {
            int row = (at + i) / stride - patches.top(patch), column = (at + i) % stride;
            length = Math.min(n - i, right - column);
            int from = offset(value, at) + i;
            switch (folds[f].reduction()) {
                case TOTAL -> lanes(f, x, from, length, scratch, place, column - left, right - left);
                case PER_ROW -> lanes(f, x, from, length, scratch, place + row * PAIR, column - left, right - left);
                case PER_COLUMN -> include(folds[f].sum(), x, from, length, scratch, place + column - left);
            }
        }
    }

    /// Folds a piece of a row, or of a patch, that begins at a column, into a pair of records: sixteens and the rest.
    private void lanes(int f, float[] x, int from, int n, float[] scratch, int place, int column, int width) {
        int whole = width & -Lanes.VIRTUAL;
        for (int i = 0, length; i < n; i += length) {
            int j = column + i, lane = j % Lanes.VIRTUAL;
            length = Math.min(n - i, Lanes.VIRTUAL - lane);
            int record = j < whole ? place : place + Lanes.VIRTUAL;
            include(folds[f].sum(), x, from + i, length, scratch, record + lane);
        }
    }

    /// Folds each element of a piece into one of as many records.
    private static void include(boolean sum, float[] x, int from, int n, float[] into, int at) {
        if (sum) for (int i = 0; i < n; i++) into[at + i] += x[from + i];
        else for (int i = 0; i < n; i++) into[at + i] = PlainLanes.larger(into[at + i], x[from + i]);
    }
}
