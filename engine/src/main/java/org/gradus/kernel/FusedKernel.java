package org.gradus.kernel;

/// A fused call, run block by block: every step of a block before the next block, so that what lies between the
/// steps stays in the first-level cache.
final class FusedKernel implements Kernel {
    /// Elements below which a hand-over to other threads costs more than it saves.
    private static final int WORTH_SPLITTING = 1 << 14;

    private final Lanes lanes;
    private final int size;
    private final int block;
    private final int row;
    private final boolean windowed;
    private final int registerCount;
    private final float[][] arrays;
    private final int[] periods;
    private final int[] registers;
    private final Fusion.Stretch[] stretches;
    private final Elementwise[] functions;
    /// For each step its three operands and its result.
    private final int[] wiring;

    private final int[] lateValues;
    private final float[][] lateArrays;

    FusedKernel(Lanes lanes, Fusion fusion) {
        this.lanes = lanes;
        size = fusion.size;
        block = fusion.block;
        row = fusion.row;
        windowed = fusion.windowed();
        registerCount = fusion.registerCount;
        arrays = fusion.arrays;
        periods = fusion.periods;
        registers = fusion.registers;
        functions = fusion.functions;
        stretches = fusion.stretches.toArray(Fusion.Stretch[]::new);
        wiring = new int[4 * functions.length];
        for (int s = 0; s < functions.length; s++) {
            for (int p = 0; p < 3; p++) wiring[4 * s + p] = fusion.argument(s, p);
            wiring[4 * s + 3] = fusion.inputs() + s;
        }
        lateValues = fusion.late.stream().mapToInt(Fusion.Late::value).toArray();
        lateArrays = fusion.late.stream().map(l -> fusion.array(l.output())).toArray(float[][]::new);
    }

    @Override
    public int scratch() {
        return registerCount * block;
    }

    @Override
    public boolean splits() {
        return size >= WORTH_SPLITTING;
    }

    @Override
    public void run(int part, int parts, float[] scratch) {
        int rows = (size + row - 1) / row;
        int start = (int) ((long) rows * part / parts) * row;
        int end = Math.min((int) ((long) rows * (part + 1) / parts) * row, size);
        if (start >= end) return;
        stretch(true, 0, Math.min(block, size), scratch);
        for (int at = start, n; at < end; at += n) {
            n = Math.min(block, end - at);
            if (windowed) n = Math.min(n, row - at % row);
            stretch(false, at, n, scratch);
            for (int s = 0; s < functions.length; s++) step(s, at, n, scratch);
            for (int i = 0; i < lateValues.length; i++) {
                System.arraycopy(scratch, registers[lateValues[i]] * block, lateArrays[i], at, n);
            }
        }
    }

    private void stretch(boolean once, int at, int n, float[] scratch) {
        for (Fusion.Stretch s : stretches) {
            if (s.once() == once) s.how().fill(arrays[s.value()], at, scratch, registers[s.value()] * block, n);
        }
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
        return registers[value] < 0 ? arrays[value] : scratch;
    }

    private int offset(int value, int at) {
        return registers[value] >= 0 ? registers[value] * block : periods[value] == 0 ? at : at % periods[value];
    }
}
