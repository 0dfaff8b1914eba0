package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Many numbers at a glance: norm, mean, standard deviation, smallest and largest of all elements, `[…] → [5]`.
///
/// It is one operation so that one pass over the elements gives all five, and so that its sums can be kept in
/// `double`: the squares of what `f32` can hold, from 1e-45 to 3e38, neither vanish nor overflow there. Each number is
/// then good to the last digit of `f32`, but for the deviation, which loses a share of 4e-15 (mean / deviation)²: a
/// mean of a thousand deviations costs it nothing, one of a million leaves it three digits. One NaN among the elements
/// makes all five NaN. Of nothing the norm is 0, mean and deviation are NaN, the smallest is ∞ and the largest -∞.
public record Summary() implements Op.BuiltIn {
    /// Where each number stands in the result.
    public static final int NORM = 0, MEAN = 1, DEVIATION = 2, SMALLEST = 3, LARGEST = 4;

    /// How many numbers there are.
    public static final int SIZE = 5;

    @Override
    public Shape infer(List<Shape> inputs) {
        return Shape.of(SIZE);
    }

    @Override
    public Tensor eval(List<Tensor> inputs) {
        double[] x = inputs.get(0).toDoubles();
        double low = Double.POSITIVE_INFINITY, high = Double.NEGATIVE_INFINITY, sum = 0;
        for (double v : x) {
            low = Math.min(low, v);
            high = Math.max(high, v);
            sum += v;
        }
        double mean = sum / x.length, scale = Math.max(Math.abs(low), Math.abs(high));
        if (x.length == 0 || scale == 0 || Double.isInfinite(scale)) scale = 1;
        double squares = 0, apart = 0;
        for (double v : x) {
            squares += v / scale * (v / scale);
            apart += (v - mean) / scale * ((v - mean) / scale);
        }
        return Tensor.vector(
                scale * Math.sqrt(squares), mean, scale * Math.sqrt(apart / x.length), low + 0.0, high + 0.0);
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        Expr x = y.input(0), zero = Expr.constant(0);
        double share = 1.0 / x.shape().size();
        Expr norm = at(y, NORM), deviation = at(y, DEVIATION);
        Expr along = norm.greaterThan(zero).select(x.dividedBy(norm), zero);
        Expr apart = deviation.greaterThan(zero).select(x.minus(at(y, MEAN)).dividedBy(deviation), zero);
        into.add(0, at(dy, NORM).times(along));
        into.add(0, at(dy, MEAN).times(share).broadcastTo(x.shape()));
        into.add(0, at(dy, DEVIATION).times(share).times(apart));
        for (int bound : new int[] {SMALLEST, LARGEST}) {
            Expr there = Expr.of(new Equal(), x, at(y, bound));
            into.add(0, there.times(at(dy, bound).dividedBy(there.sum())));
        }
    }

    /// One of the five, a scalar.
    public static Expr at(Expr summary, int which) {
        Expr row = Expr.constant(Tensor.ints(which));
        return Expr.of(new Gather(), summary, row).reshape(Shape.SCALAR);
    }

    public static List<Example> examples() {
        return List.of(
                Example.of(new Summary(), Tensor.of(Shape.of(2, 3), 1, -2, 3, 0.5, 5, -6)),
                Example.of(new Summary(), Tensor.vector(0.25, 4)));
    }
}
