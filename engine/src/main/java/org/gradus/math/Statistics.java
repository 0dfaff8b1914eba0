package org.gradus.math;

import org.gradus.graph.Expr;
import org.gradus.graph.op.ArgMax;
import org.gradus.graph.op.Equal;
import org.gradus.graph.op.OneHot;
import org.gradus.graph.op.Summary;
import org.gradus.tensor.Shape;

/// Summaries of tensors, in forms that neither overflow nor vanish in `f32`.
public final class Statistics {
    private Statistics() {}

    /// The variance of all elements, a scalar; the divisor is their number.
    public static Expr variance(Expr x) {
        return x.minus(x.mean()).square().mean();
    }

    /// The variance along some axes, which stay with size 1; the divisor is the number of elements.
    public static Expr variance(Expr x, int... axes) {
        return x.minus(x.mean(axes)).square().mean(axes);
    }

    /// The standard deviation of all elements, a scalar.
    public static Expr standardDeviation(Expr x) {
        return rms(x.minus(x.mean()));
    }

    /// The root of the mean square of all elements, a scalar.
    ///
    /// Elements are divided by the largest magnitude before they are squared: the square of a signal of 1e-25
    /// is 0 in `f32`.
    public static Expr rms(Expr x) {
        Expr unit = inverseRoot(x.abs().max());
        return x.times(unit).times(unit).square().mean().sqrt().dividedBy(unit).dividedBy(unit);
    }

    /// What brings a magnitude to 1 when it is multiplied by it twice: one division for all elements, where the inverse
    /// of a subnormal magnitude would be infinite.
    private static Expr inverseRoot(Expr magnitude) {
        return Expr.constant(1).dividedBy(nonZero(magnitude).sqrt());
    }

    /// The Euclidean norm of all elements, a scalar; scaled as [#rms] is.
    public static Expr norm(Expr x) {
        return rms(x).times(Math.sqrt(x.shape().size()));
    }

    /// Norm, mean, standard deviation, smallest and largest of all elements, `[5]`, in one pass: the form for what is
    /// watched at every step. [Summary] says where each stands.
    public static Expr summary(Expr x) {
        return Expr.of(new Summary(), x);
    }

    /// A value as a row a sample, all its positions and units side by side: `[n, …] → [n, k]`.
    public static Expr rows(Expr x) {
        return x.reshape(Shape.of(x.shape().dim(0), x.shape().size() / x.shape().dim(0)));
    }

    /// A value as a row a sample and position: `[n, positions…, units] → [n × positions, units]`.
    public static Expr places(Expr x) {
        return x.reshape(Shape.of(x.shape().size() / x.shape().last(), x.shape().last()));
    }

    /// The Euclidean norm of each sample: `[n, …] → [n, 1]`; scaled as [#rms] is.
    public static Expr rowNorms(Expr samples) {
        Expr x = rows(samples), unit = inverseRoot(x.abs().max(1));
        return x.times(unit).times(unit).square().sum(1).sqrt().dividedBy(unit).dividedBy(unit);
    }

    /// Every sample divided by its Euclidean norm: `[n, …] → [n, k]`; samples of zeros stay.
    ///
    /// @param norm the norm of all elements, by which they are divided before they are squared:
    ///     where it is known anyway, a pass is spared. A row of less than 1e-19 of it counts
    ///     as zeros.
    public static Expr unitRows(Expr samples, Expr norm) {
        Expr x = rows(samples), unit = inverseRoot(norm), scaled = x.times(unit).times(unit);
        return scaled.dividedBy(nonZero(scaled.square().sum(1).sqrt()));
    }

    /// The cosine of the angle between two tensors of one shape, a scalar; 0 when either is 0.
    public static Expr cosine(Expr a, Expr b) {
        Expr unitA = a.dividedBy(nonZero(norm(a))), unitB = b.dividedBy(nonZero(norm(b)));
        return unitA.times(unitB).sum();
    }

    /// The share of elements at which a mask is not 0, a scalar.
    public static Expr share(Expr mask) {
        return mask.mean();
    }

    /// The share of rows whose predicted class is the label: `[n, k]`, `[n]` integers.
    public static Expr accuracy(Expr scores, Expr labels) {
        Expr predicted = Expr.of(new ArgMax(), scores);
        return Expr.of(new Equal(), predicted, labels).mean();
    }

    /// The share of yes-or-no answers that are right: `[n, k]`, each above the threshold for yes; `[n, k]` of 0
    /// and 1.
    public static Expr accuracy(Expr output, double threshold, Expr targets) {
        return Expr.of(new Equal(), output.greaterThan(threshold), targets).mean();
    }

    /// A column of class numbers as rows with a single 1.
    public static Expr oneHot(Expr labels, int classes) {
        return Expr.of(new OneHot(classes), labels);
    }

    /// A magnitude to divide by: itself, or 1 where it is 0. Dividing by the smallest subnormal is exact.
    public static Expr nonZero(Expr magnitude) {
        return magnitude.greaterThan(0).select(magnitude, Expr.constant(1));
    }
}
