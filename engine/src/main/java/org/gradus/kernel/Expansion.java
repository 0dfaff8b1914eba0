package org.gradus.kernel;

import java.util.Arrays;
import org.gradus.tensor.Shape;

/// How a narrow operand is read when it is stretched over a larger shape.
///
/// Element i of the stretched value is element (i / repeat) % size of the operand, where one run of its axes
/// is stretched on both sides; for any other pattern `repeat` is 0 and the strides are followed.
final class Expansion {
    private final Shape to;
    private final int size;
    private final int repeat;
    private final int[] strides;

    private Expansion(Shape to, int size, int repeat, int[] strides) {
        this.to = to;
        this.size = size;
        this.repeat = repeat;
        this.strides = strides;
    }

    static Expansion of(Shape from, Shape to) {
        int[] strides = from.stridesIn(to);
        int last = to.rank() - 1, first = 0;
        while (last >= 0 && strides[last] == 0) last--;
        while (first <= last && strides[first] == 0) first++;
        int repeat = 1;
        for (int a = last + 1; a < to.rank(); a++) repeat *= to.dim(a);
        for (int a = first; a <= last; a++) if (strides[a] == 0 && to.dim(a) != 1) repeat = 0;
        return new Expansion(to, from.size(), repeat, strides);
    }

    /// The elements of the operand.
    int size() {
        return size;
    }

    /// The elements of the value that it is stretched to.
    int stretched() {
        return to.size();
    }

    /// How often each element stands in a row, 0 for an irregular pattern.
    int repeat() {
        return repeat;
    }

    /// Whether nothing is stretched.
    boolean direct() {
        return size == to.size();
    }

    /// The distance after which the pattern comes again.
    int period() {
        return repeat == 0 ? to.size() : size * repeat;
    }

    /// Writes the stretched elements `start` … `start + n - 1`.
    void fill(float[] x, int start, float[] y, int yo, int n) {
        if (size == 1) Arrays.fill(y, yo, yo + n, x[0]);
        else if (repeat == 0) follow(x, start, y, yo, n);
        else if (repeat == 1) cycle(x, start, y, yo, n);
        else runs(x, start, y, yo, n);
    }

    private void follow(float[] x, int start, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) y[yo + i] = x[to.offset(start + i, strides)];
    }

    private void cycle(float[] x, int start, float[] y, int yo, int n) {
        int from = start % size;
        for (int i = 0; i < n; ) {
            int length = Math.min(size - from, n - i);
            System.arraycopy(x, from, y, yo + i, length);
            i += length;
            from = 0;
        }
    }

    private void runs(float[] x, int start, float[] y, int yo, int n) {
        for (int i = 0; i < n; ) {
            int at = start + i;
            int length = Math.min(repeat - at % repeat, n - i);
            Arrays.fill(y, yo + i, yo + i + length, x[at / repeat % size]);
            i += length;
        }
    }
}
