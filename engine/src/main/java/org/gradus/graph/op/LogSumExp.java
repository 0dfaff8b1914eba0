package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.tensor.Shape;
import org.gradus.tensor.ShapeException;
import org.gradus.tensor.Tensor;

/// ln Σ exp(x) along the last axis, which stays with size 1: `[n, k] → [n, 1]`.
///
/// The largest element is taken out of the sum first, so that nothing overflows. The derivative is the softmax.
public record LogSumExp() implements Op.BuiltIn {
    @Override
    public Shape infer(List<Shape> inputs) {
        if (inputs.get(0).rank() == 0) throw new ShapeException("needs at least one axis, input is a scalar");
        return inputs.get(0).with(-1, 1);
    }

    @Override
    public Tensor eval(List<Tensor> inputs) {
        Tensor x = inputs.get(0);
        int width = x.shape().last();
        return Tensor.generate(infer(List.of(x.shape())), row -> {
            double max = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < width; i++) max = Math.max(max, x.get(row * width + i));
            if (Double.isInfinite(max)) return max;
            double sum = 0;
            for (int i = 0; i < width; i++) sum += Math.exp(x.get(row * width + i) - max);
            return max + Math.log(sum);
        });
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        // the shares are divided by their own sum, since y is rounded where x is large
        Expr share = y.input(0).minus(y).exp();
        into.add(0, dy.times(share.dividedBy(share.sum(-1))));
    }

    public static List<Example> examples() {
        return List.of(
                Example.of(new LogSumExp(), Tensor.of(Shape.of(2, 3), 1, -2, 3, 0.5, 5, -6)),
                Example.of(new LogSumExp(), Tensor.vector(1000, 1001)));
    }
}
