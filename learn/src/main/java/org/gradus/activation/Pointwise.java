package org.gradus.activation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    static Pointwise of(Activation activation) {
        Expr x = Expr.input("x", Shape.of(POINTS));
        Expr y = activation.apply(x);
        Expr dy = Gradient.of(y.sum(), List.of(x)).get(0);
        return new Pointwise(Graph.of(x, y, dy), x, y, dy, activation.kinks(), activation.growth());
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

    /// The largest |φ′|, by a grid over the line and ever finer grids around the best point so far.
    double maxSlope() {
        double centre = 0, reach = RANGE, step = FIRST_STEP, largest = 0;
        while (step > LAST_STEP) {
            int sides = (int) Math.round(reach / step);
            double[] points = new double[2 * sides + 1], slope = new double[points.length];
            for (int i = 0; i < points.length; i++) points[i] = centre + (i - sides) * step;
            evaluate(points, new double[points.length], slope);
            for (int i = 0; i < points.length; i++) {
                if (Math.abs(slope[i]) > largest) {
                    largest = Math.abs(slope[i]);
                    centre = points[i];
                }
            }
            reach = step;
            step /= POINTS / 4;
        }
        return largest;
    }
}
