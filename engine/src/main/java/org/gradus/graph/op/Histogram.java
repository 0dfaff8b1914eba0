package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Kind;
import org.gradus.graph.Op;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// How many elements are of which size: counts by sign and binary exponent, `[…] → [2, 256]`, integers.
///
/// The first row counts elements without a minus sign, the second those with one. Column c holds 2^(c - 127) ≤ |x| <
/// 2^(c - 126), the bin that the exponent's bits name in `f32`; column 0 holds zeros and what is smaller than
/// 2^-126, column 255 what `f32` cannot hold, infinity and NaN.
///
/// @param every looks at one of so many runs of 16 neighbouring elements, the first among them; 1 looks at all
public record Histogram(int every) implements Op.BuiltIn {
    /// Bins a sign.
    public static final int BINS = 256;

    /// Elements that are looked at, or left out, together.
    public static final int RUN = 16;

    private static final int BIAS = 127;

    public Histogram {
        if (every < 1) throw new IllegalArgumentException("Histogram: looks at one of " + every + " runs");
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        return Shape.of(2, BINS);
    }

    @Override
    public Kind kind(List<Kind> inputs) {
        return Kind.INT;
    }

    @Override
    public Tensor eval(List<Tensor> inputs) {
        Tensor x = inputs.get(0);
        int[] counts = new int[2 * BINS];
        for (int i = 0; i < x.size(); i++) if (i / RUN % every == 0) counts[bin(x.get(i))]++;
        return Tensor.ints(counts).reshape(Shape.of(2, BINS));
    }

    private static int bin(double x) {
        boolean minus = Double.doubleToRawLongBits(x) < 0;
        return (minus ? BINS : 0) + Math.clamp(Math.getExponent(x) + BIAS, 0, BINS - 1);
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        // counts move in jumps: no path
    }

    public static List<Example> examples() {
        Tensor x = Tensor.of(Shape.of(2, 3), 1, -2, 3, 0.5, 5, -6);
        return List.of(Example.of(new Histogram(1), x), Example.of(new Histogram(2), Tensor.full(Shape.of(40), 3)));
    }
}
