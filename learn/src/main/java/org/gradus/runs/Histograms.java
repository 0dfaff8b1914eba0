package org.gradus.runs;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// The histograms of some tensors at one step, kept without their empty ends: counts by sign and binary exponent, as
/// [org.gradus.graph.op.Histogram] makes them.
///
/// For each tensor, and for each of its two signs, stand the first bin in use, the number of bins from there to the
/// last in use, and their counts.
public final class Histograms {
    /// Bins of one sign.
    private static final int BINS = org.gradus.graph.op.Histogram.BINS;

    private int[] code = new int[64];
    private int length;
    private int size;

    public Histograms() {}

    /// Forgets all of them, and keeps the memory.
    public void clear() {
        length = 0;
        size = 0;
    }

    /// Adds the histogram of one more tensor.
    ///
    /// @param counts 256 of elements without a minus sign, 256 of those with one
    public void add(int[] counts) {
        if (code.length < length + 2 * BINS + 4) code = Arrays.copyOf(code, 2 * (length + 2 * BINS + 4));
        for (int at = 0; at < 2 * BINS; at += BINS) {
            int first = at, end = at + BINS;
            while (first < end && counts[first] == 0) first++;
            while (end > first && counts[end - 1] == 0) end--;
            code[length++] = end > first ? first - at : 0;
            code[length++] = end - first;
            for (int i = first; i < end; i++) code[length++] = counts[i];
        }
        size++;
    }

    /// How many tensors they are of.
    public int size() {
        return size;
    }

    /// The counts of one tensor, 256 and 256.
    public int[] counts(int tensor) {
        if (tensor < 0 || tensor >= size) throw new IndexOutOfBoundsException("histogram " + tensor + " of " + size);
        int at = 0;
        for (int skipped = 0; skipped < 2 * tensor; skipped++) at += 2 + code[at + 1];
        int[] counts = new int[2 * BINS];
        for (int sign = 0; sign < 2; sign++) {
            System.arraycopy(code, at + 2, counts, sign * BINS + code[at], code[at + 1]);
            at += 2 + code[at + 1];
        }
        return counts;
    }

    /// Becomes a copy of others, in memory of its own.
    public void set(Histograms others) {
        if (code.length < others.length) code = new int[others.code.length];
        System.arraycopy(others.code, 0, code, 0, others.length);
        length = others.length;
        size = others.size;
    }

    int bytes() {
        return Integer.BYTES * length;
    }

    void write(ByteBuffer out) {
        for (int i = 0; i < length; i++) out.putInt(code[i]);
    }

    /// Whether bytes of a buffer are histograms of some tensors.
    static boolean sound(ByteBuffer in, int from, int to) {
        int signs = 0;
        long at = from;
        for (; at + 2 * Integer.BYTES <= to; signs++) {
            int first = in.getInt((int) at), bins = in.getInt((int) at + Integer.BYTES);
            if (first < 0 || bins < 0 || first > BINS || bins > BINS - first) return false;
            at += (2L + bins) * Integer.BYTES;
        }
        return at == to && signs % 2 == 0;
    }

    /// @param bytes how many are theirs; they are [#sound]
    static Histograms read(ByteBuffer in, int bytes) {
        Histograms read = new Histograms();
        read.code = new int[bytes / Integer.BYTES];
        for (int i = 0; i < read.code.length; i++) read.code[i] = in.getInt();
        read.length = read.code.length;
        int signs = 0;
        for (int at = 0; at < read.length; at += 2 + read.code[at + 1]) signs++;
        read.size = signs / 2;
        return read;
    }
}
