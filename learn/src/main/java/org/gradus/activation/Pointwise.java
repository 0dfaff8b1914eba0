package org.gradus.activation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.moments.ScalarFunction;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// An activation's expression, read as a function of one number with its slope.
///
/// @param graph computes both at a fixed number of points
/// @param x the points
/// @param y φ at the points
/// @param dy φ′ at the points
/// @param kinks the activation's
/// @param growth the activation's
record Pointwise(Graph graph, Expr x, Expr y, Expr dy, List<Double> kinks, double growth) implements ScalarFunction {
    /// How many points the graph takes at once; a trade between the graph's own cost and points computed in
    /// vain.
    private static final int POINTS = 256;

    private static final double RANGE = 32;
    private static final double FIRST_STEP = 1.0 / 32;
    private static final double LAST_STEP = 1e-9;

    /// 16 to this power is the farthest point that is tried, and from where on a value counts as without
    /// bound.
    private static final int FAR = 80;

    private static final double UNBOUNDED = 1e30;

    private static final double ROUNDING = 1e-12;

    static Pointwise of(Activation activation) {
        // as a layer of one unit, for those that expect samples and units
        Expr x = Expr.input("x", Shape.of(POINTS, 1));
        Expr y = activation.apply(x);
        Expr dy = Gradient.of(y.sum(), List.of(x)).get(0);
        return new Pointwise(Graph.of(x, y, dy), x, y, dy, activation.kinks(), activation.growth());
    }

    /// From its least to its largest value; all numbers for an activation that fails when it is tried.
    static Range range(Activation activation) {
        try {
            Pointwise phi = of(activation);
            return new Range(-phi.bound(-1), phi.bound(1));
        } catch (RuntimeException _) {
            // whatever an activation of others throws, it is trained on
            return Range.ALL;
        }
    }

    /// Whether φ(2 x) = 2 φ(x) at all points tried; not so for an activation that fails when it is tried.
    static boolean homogeneous(Activation activation) {
        double[] x = far(-FAR, 0.7), once = new double[x.length], twice = new double[x.length];
        double[] doubled = Arrays.stream(x).map(v -> 2 * v).toArray();
        try {
            Pointwise phi = of(activation);
            phi.evaluate(x, once, new double[x.length]);
            phi.evaluate(doubled, twice, new double[x.length]);
        } catch (RuntimeException _) {
            return false;
        }
        return IntStream.range(0, x.length)
                .allMatch(i -> Math.abs(twice[i] - 2 * once[i]) <= ROUNDING * Math.abs(twice[i]));
    }

    /// Multiples of the powers of 16 from some exponent on, of both signs.
    private static double[] far(int from, double times) {
        return IntStream.rangeClosed(from, FAR)
                .mapToDouble(k -> times * Math.scalb(1.0, 4 * k))
                .flatMap(x -> DoubleStream.of(x, -x))
                .toArray();
    }

    @Override
    public void evaluate(double[] points, double[] value, double[] slope) {
        for (int start = 0; start < points.length; start += POINTS) {
            int from = start, count = Math.min(POINTS, points.length - start);
            Tensor block = Tensor.generate(x.shape(), i -> points[from + Math.min(i, count - 1)]);
            Map<Expr, Tensor> values = graph.eval(Map.of(x, block));
            copy(values.get(y), value, start, count);
            copy(values.get(dy), slope, start, count);
        }
    }

    private static void copy(@Nullable Tensor from, double[] to, int start, int count) {
        System.arraycopy(Objects.requireNonNull(from).toDoubles(), 0, to, start, count);
    }

    /// The largest |φ′|.
    double maxSlope() {
        return largest((_, slope) -> Math.abs(slope));
    }

    /// The largest value times a sign; infinite where it is beyond [#UNBOUNDED].
    private double bound(int sign) {
        double[] x = far(2, 1), value = new double[x.length];
        evaluate(x, value, new double[x.length]);
        double beyond = Arrays.stream(value)
                .map(v -> sign * v)
                .filter(v -> !Double.isNaN(v))
                .max()
                .orElse(0);
        double bound = Math.max(largest((v, _) -> sign * v), beyond);
        return bound > UNBOUNDED ? Double.POSITIVE_INFINITY : bound;
    }

    /// The largest of what is made of values and slopes, by a grid over the line and ever finer grids around
    /// the best point so far.
    private double largest(DoubleBinaryOperator of) {
        double centre = 0, reach = RANGE, step = FIRST_STEP, largest = Double.NEGATIVE_INFINITY;
        while (step > LAST_STEP) {
            int sides = (int) Math.round(reach / step);
            double[] points = new double[2 * sides + 1], value = new double[points.length];
            double[] slope = new double[points.length];
            for (int i = 0; i < points.length; i++) points[i] = centre + (i - sides) * step;
            evaluate(points, value, slope);
            for (int i = 0; i < points.length; i++) {
                double asked = of.applyAsDouble(value[i], slope[i]);
                if (asked > largest) {
                    largest = asked;
                    centre = points[i];
                }
            }
            reach = step;
            step /= POINTS / 4;
        }
        return largest;
    }
}
