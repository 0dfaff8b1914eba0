package org.gradus.loss;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.gradus.graph.Expr;
import org.gradus.graph.Kind;
import org.gradus.math.Nonlinear;
import org.gradus.math.Statistics;
import org.gradus.name.Names;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.ShapeException;
import org.gradus.tensor.Tensor;

/// How losses read targets, outputs and scores.
final class Targets {
    /// The smallest probability whose logarithm is taken, and the largest distance of a probability from 1: the
    /// usual 1e-7, which 1 - p still shows in `f32`.
    static final double FLOOR = 1e-7;

    /// A logit so far out that its probability is 0 or 1 in `f32`, while its exponential is still finite.
    static final double FAR = 80;

    private Targets() {}

    /// Targets as numbers in the shape of the output `[n, outputs]`: class numbers become rows with a single 1,
    /// or, for one output, a column of zeros and ones.
    ///
    /// @throws ShapeException when the targets do not stand beside such an output
    static Expr numbers(Loss loss, Expr targets, Expr output) {
        Shape shape = output.shape();
        boolean classes = targets.kind() == Kind.INT;
        if (shape.rank() != 2 || !targets.shape().equals(classes ? Shape.of(shape.dim(0)) : shape)) {
            throw new ShapeException(Names.of(loss.getClass()) + ": output and targets differ: output " + shape
                    + " · targets " + targets.shape() + (classes ? " class numbers" : " numbers"));
        }
        if (!classes) return targets;
        return shape.last() == 1 ? targets.toReal().reshape(shape) : Statistics.oneHot(targets, shape.last());
    }

    /// A statistic of every column of the targets as numbers: `[1, outputs]`.
    ///
    /// @throws IllegalArgumentException when a class number has no output
    static Tensor columns(Loss loss, Tensor targets, int outputs, ToDoubleFunction<double[]> statistic) {
        int samples = targets.shape().dim(0);
        boolean classes = targets.element() == Element.I32;
        if (classes) check(loss, targets, outputs);
        return Tensor.generate(Shape.of(1, outputs), k -> {
            double[] column = new double[samples];
            int one = outputs == 1 ? 1 : k;
            Arrays.setAll(column, i -> {
                if (classes) return targets.getInt(i) == one ? 1 : 0;
                return targets.get(i * outputs + k);
            });
            return statistic.applyAsDouble(column);
        });
    }

    private static void check(Loss loss, Tensor labels, int outputs) {
        int classes = Math.max(2, outputs);
        for (int i = 0; i < labels.size(); i++) {
            int label = labels.getInt(i);
            if (label < 0 || label >= classes) {
                throw new IllegalArgumentException("%s: class number %d · %d output%s take%s 0 to %d"
                        .formatted(
                                Names.of(loss.getClass()),
                                label,
                                outputs,
                                outputs == 1 ? "" : "s",
                                outputs == 1 ? "s" : "",
                                classes - 1));
            }
        }
    }

    static double mean(double[] column) {
        return Arrays.stream(column).average().orElse(0);
    }

    /// A probability kept where both its logarithm and that of its complement are finite.
    static Expr probability(Expr p) {
        return Nonlinear.clip(p, FLOOR, 1 - FLOOR);
    }

    /// One output as the scores of class 0 and class 1, equal at the threshold, `[n, 1] → [n, 2]`; more outputs
    /// are scores already.
    static Expr scores(Expr output, double threshold) {
        if (output.shape().last() > 1) return output;
        return output.plus(-threshold).matmul(Expr.constant(Tensor.of(Shape.of(1, 2), -1, 1)));
    }

    /// Refuses a single output.
    ///
    /// @throws ShapeException when there is but one output
    static void several(Loss loss, Expr output, String other) {
        if (output.shape().last() < 2) {
            throw new ShapeException(Names.of(loss.getClass()) + ": needs an output a class, at least 2 · output "
                    + output.shape() + "; for one output there is " + other);
        }
    }
}
