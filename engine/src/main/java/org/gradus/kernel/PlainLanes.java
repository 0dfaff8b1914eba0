package org.gradus.kernel;

import java.util.Arrays;
import java.util.Optional;

/// The loops in plain Java, for a machine or a class path without the Vector API, and for the last few elements
/// of the vector loops.
public record PlainLanes() implements Lanes {

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public void map(Elementwise f, float[] a, int ao, float[] b, int bo, float[] c, int co, float[] y, int yo, int n) {
        switch (f) {
            case COPY -> System.arraycopy(a, ao, y, yo, n);
            case ABS -> abs(a, ao, y, yo, n);
            case NEGATE -> negate(a, ao, y, yo, n);
            case SQRT -> sqrt(a, ao, y, yo, n);
            case EXP -> exp(a, ao, y, yo, n);
            case EXPM1 -> expm1(a, ao, y, yo, n);
            case LOG -> log(a, ao, y, yo, n);
            case TANH -> tanh(a, ao, y, yo, n);
            case SIGMOID -> sigmoid(a, ao, y, yo, n);
            case SIGMOID_SLOPE -> sigmoidSlope(a, ao, y, yo, n);
            case SOFTPLUS -> softplus(a, ao, y, yo, n);
            case NORMAL_CDF -> normalCdf(a, ao, y, yo, n);
            case RELU -> relu(a, ao, y, yo, n);
            case IS_FINITE -> isFinite(a, ao, y, yo, n);
            case ADD -> add(a, ao, b, bo, y, yo, n);
            case SUBTRACT -> subtract(a, ao, b, bo, y, yo, n);
            case MULTIPLY -> multiply(a, ao, b, bo, y, yo, n);
            case DIVIDE -> divide(a, ao, b, bo, y, yo, n);
            case GREATER -> greater(a, ao, b, bo, y, yo, n);
            case EQUAL -> equal(a, ao, b, bo, y, yo, n);
            case SELECT -> select(a, ao, b, bo, c, co, y, yo, n);
        }
    }

    private static void abs(float[] a, int ao, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) y[yo + i] = Math.abs(a[ao + i]);
    }

    private static void negate(float[] a, int ao, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) y[yo + i] = -a[ao + i];
    }

    private static void sqrt(float[] a, int ao, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) y[yo + i] = (float) Math.sqrt(a[ao + i]);
    }

    private static void exp(float[] a, int ao, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) y[yo + i] = FloatMath.exp(a[ao + i]);
    }

    private static void expm1(float[] a, int ao, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) y[yo + i] = FloatMath.expm1(a[ao + i]);
    }

    private static void log(float[] a, int ao, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) y[yo + i] = FloatMath.log(a[ao + i]);
    }

    private static void tanh(float[] a, int ao, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) y[yo + i] = FloatMath.tanh(a[ao + i]);
    }

    private static void sigmoid(float[] a, int ao, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) y[yo + i] = FloatMath.sigmoid(a[ao + i]);
    }

    private static void sigmoidSlope(float[] a, int ao, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) y[yo + i] = FloatMath.sigmoidSlope(a[ao + i]);
    }

    private static void softplus(float[] a, int ao, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) y[yo + i] = FloatMath.softplus(a[ao + i]);
    }

    private static void normalCdf(float[] a, int ao, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) y[yo + i] = FloatMath.normalCdf(a[ao + i]);
    }

    private static void relu(float[] a, int ao, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) y[yo + i] = FloatMath.relu(a[ao + i]);
    }

    private static void isFinite(float[] a, int ao, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) y[yo + i] = Float.isFinite(a[ao + i]) ? 1 : 0;
    }

    private static void add(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) y[yo + i] = a[ao + i] + b[bo + i];
    }

    private static void subtract(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) y[yo + i] = a[ao + i] - b[bo + i];
    }

    private static void multiply(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) y[yo + i] = a[ao + i] * b[bo + i];
    }

    private static void divide(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) y[yo + i] = a[ao + i] / b[bo + i];
    }

    private static void greater(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) y[yo + i] = a[ao + i] > b[bo + i] ? 1 : 0;
    }

    private static void equal(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) y[yo + i] = a[ao + i] == b[bo + i] ? 1 : 0;
    }

    private static void select(float[] mask, int mo, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) y[yo + i] = mask[mo + i] != 0 ? a[ao + i] : b[bo + i];
    }

    @Override
    public float sum(float[] x, int offset, int n) {
        float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        float s8 = 0, s9 = 0, s10 = 0, s11 = 0, s12 = 0, s13 = 0, s14 = 0, s15 = 0;
        int end = offset + n;
        for (int i = offset; i < end; i += VIRTUAL) {
            s0 += x[i];
            s1 += at(x, i + 1, end);
            s2 += at(x, i + 2, end);
            s3 += at(x, i + 3, end);
            s4 += at(x, i + 4, end);
            s5 += at(x, i + 5, end);
            s6 += at(x, i + 6, end);
            s7 += at(x, i + 7, end);
            s8 += at(x, i + 8, end);
            s9 += at(x, i + 9, end);
            s10 += at(x, i + 10, end);
            s11 += at(x, i + 11, end);
            s12 += at(x, i + 12, end);
            s13 += at(x, i + 13, end);
            s14 += at(x, i + 14, end);
            s15 += at(x, i + 15, end);
        }
        float even = ((s0 + s8) + (s4 + s12)) + ((s2 + s10) + (s6 + s14));
        float odd = ((s1 + s9) + (s5 + s13)) + ((s3 + s11) + (s7 + s15));
        return even + odd;
    }

    private static float at(float[] x, int i, int end) {
        return i < end ? x[i] : 0;
    }

    @Override
    public float max(float[] x, int offset, int n) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) max = larger(max, x[offset + i]);
        return max + 0f;
    }

    /// NaN once there was one, since nothing exceeds it.
    static float larger(float max, float x) {
        return x > max || Float.isNaN(x) ? x : max;
    }

    @Override
    public void summarize(float[] x, int offset, int n, double[] into, int at) {
        for (int lane = 0; lane < VIRTUAL; lane++) {
            double sum = 0, squares = 0;
            for (int i = lane; i < n; i += VIRTUAL) {
                double v = x[offset + i];
                sum += v;
                squares += v * v;
            }
            into[at + lane] = sum;
            into[at + VIRTUAL + lane] = squares;
        }
        into[at + SMALLEST] = Float.POSITIVE_INFINITY;
        into[at + LARGEST] = Float.NEGATIVE_INFINITY;
        widen(x, offset, n, into, at);
    }

    /// Adds up to 16 elements to a summary.
    public static void summarizeRest(float[] x, int offset, int n, double[] into, int at) {
        for (int j = 0; j < n; j++) {
            double v = x[offset + j];
            into[at + j] += v;
            into[at + VIRTUAL + j] += v * v;
        }
        widen(x, offset, n, into, at);
    }

    private static void widen(float[] x, int offset, int n, double[] into, int at) {
        float low = (float) into[at + SMALLEST], high = (float) into[at + LARGEST];
        for (int i = offset; i < offset + n; i++) {
            float v = x[i];
            if (v < low) low = v;
            if (v > high) high = v;
        }
        into[at + SMALLEST] = low;
        into[at + LARGEST] = high;
    }

    @Override
    public void sumRows(float[] x, int offset, int stride, int rows, float[] y, int yo, int n) {
        Arrays.fill(y, yo, yo + n, 0);
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < n; j++) y[yo + j] += x[offset + r * stride + j];
        }
    }

    @Override
    public void maxRows(float[] x, int offset, int stride, int rows, float[] y, int yo, int n) {
        Arrays.fill(y, yo, yo + n, Float.NEGATIVE_INFINITY);
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < n; j++) y[yo + j] = larger(y[yo + j], x[offset + r * stride + j]);
        }
        for (int j = 0; j < n; j++) y[yo + j] += 0f;
    }

    @Override
    public Optional<Loop> loop(LoopBody body) {
        return Optional.empty();
    }

    @Override
    public Tiles tiles() {
        return new PlainTiles();
    }

    @Override
    public void copyRows(float[] x, int xo, int xRow, int rows, int n, float[] y, int yo, int yRow) {
        for (int r = 0; r < rows; r++) System.arraycopy(x, xo + r * xRow, y, yo + r * yRow, n);
    }

    /// Four rows at a time, which writes larger parts of a cache line.
    @Override
    public void transpose(float[] x, int xo, int xRow, int rows, int n, float[] y, int yo, int yRow) {
        int r = 0;
        for (; r + 4 <= rows; r += 4) {
            int x0 = xo + r * xRow, x1 = x0 + xRow, x2 = x1 + xRow, x3 = x2 + xRow;
            for (int j = 0, to = yo + r; j < n; j++, to += yRow) {
                y[to] = x[x0 + j];
                y[to + 1] = x[x1 + j];
                y[to + 2] = x[x2 + j];
                y[to + 3] = x[x3 + j];
            }
        }
        for (; r < rows; r++) {
            for (int j = 0; j < n; j++) y[yo + j * yRow + r] = x[xo + r * xRow + j];
        }
    }
}
