package org.gradus.ledger;

import java.util.function.IntUnaryOperator;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// A tensor whose elements are a mantissa, 0 or of magnitude in [1, 2), times 2 to an exponent of
/// their own: numbers as accurate as `double` that neither underflow nor overflow.
final class Wide {
    /// Beyond so many binary digits the smaller of two terms is nothing.
    private static final long FAR = 1100;

    private final Shape shape;
    private final double[] mantissas;
    private final long[] exponents;

    Wide(Shape shape) {
        this.shape = shape;
        mantissas = new double[shape.size()];
        exponents = new long[shape.size()];
    }

    static Wide of(Tensor x) {
        Wide wide = new Wide(x.shape());
        for (int i = 0; i < x.size(); i++) wide.set(i, x.get(i), 0);
        return wide;
    }

    Shape shape() {
        return shape;
    }

    double mantissa(int i) {
        return mantissas[i];
    }

    long exponent(int i) {
        return exponents[i];
    }

    /// Sets an element to x 2^exponent.
    void set(int i, double x, long exponent) {
        if (x == 0 || !Double.isFinite(x)) {
            mantissas[i] = x;
            exponents[i] = 0;
            return;
        }
        double normal = Math.abs(x) < Double.MIN_NORMAL ? x * 0x1p54 : x;
        int e = Math.getExponent(normal);
        mantissas[i] = Math.scalb(normal, -e);
        exponents[i] = exponent + e - (normal == x ? 0 : 54);
    }

    /// The element in `double`, 0 or ∞ when it is out of range.
    double get(int i) {
        return Math.scalb(mantissas[i], (int) Math.clamp(exponents[i], -3000L, 3000L));
    }

    /// log₂ of the magnitude of an element; -∞ for 0.
    double log2(int i) {
        return Math.log(Math.abs(mantissas[i])) / Math.log(2) + (mantissas[i] == 0 ? 0 : exponents[i]);
    }

    Tensor narrow() {
        return Tensor.generate(shape, this::get);
    }

    boolean zero() {
        for (double m : mantissas) if (m != 0) return false;
        return true;
    }

    /// log₁₀ of the Euclidean norm; -∞ for 0.
    double decades() {
        Total sum = new Total();
        for (int i = 0; i < mantissas.length; i++) sum.add(mantissas[i] * mantissas[i], 2 * exponents[i]);
        return sum.mantissa == 0
                ? Double.NEGATIVE_INFINITY
                : (Math.log10(sum.mantissa) + sum.exponent * Math.log10(2)) / 2;
    }

    /// Elements of this, moved to other places.
    Wide moved(Shape to, IntUnaryOperator from) {
        Wide moved = new Wide(to);
        for (int i = 0; i < to.size(); i++) {
            int at = from.applyAsInt(i);
            moved.mantissas[i] = mantissas[at];
            moved.exponents[i] = exponents[at];
        }
        return moved;
    }

    Wide broadcast(Shape to) {
        int[] strides = shape.stridesIn(to);
        return shape.equals(to) ? this : moved(to, i -> to.offset(i, strides));
    }

    /// A sum of wide numbers.
    static final class Total {
        private double mantissa;
        private long exponent;

        void add(double m, long e) {
            if (m == 0) return;
            if (mantissa == 0 || e - exponent > FAR) {
                mantissa = m;
                exponent = e;
            } else if (e > exponent) {
                mantissa = m + Math.scalb(mantissa, (int) (exponent - e));
                exponent = e;
            } else if (exponent - e <= FAR) {
                mantissa += Math.scalb(m, (int) (e - exponent));
            }
        }

        void into(Wide wide, int i) {
            wide.set(i, mantissa, exponent);
        }
    }
}
