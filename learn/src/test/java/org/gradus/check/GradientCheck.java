package org.gradus.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Tensor;

/// Compares gradients with finite differences along random directions, in `double`.
public final class GradientCheck {
    private static final double STEP = 1e-3;
    private static final double TOLERANCE = 1e-8;

    private GradientCheck() {}

    /// The first and the second derivative of a scalar, each along a random direction, agree with differences
    /// of order 4 of the function one order below.
    public static void ordersOneAndTwo(String what, Expr scalar, Expr x, Tensor at, Map<Expr, Tensor> others) {
        Tensor direction = Tensor.generate(x.shape(), i -> 2 * Philox.uniform(7, 0, 0, i) - 1);
        Expr first = along(scalar, x, direction);
        Expr second = along(first, x, direction);
        agree(what + ", order 1", scalar, first, x, at, direction, others);
        agree(what + ", order 2", first, second, x, at, direction, others);
    }

    private static Expr along(Expr scalar, Expr x, Tensor direction) {
        return Gradient.of(scalar, List.of(x))
                .get(0)
                .times(Expr.constant(direction))
                .sum();
    }

    private static void agree(
            String what, Expr f, Expr slope, Expr x, Tensor at, Tensor direction, Map<Expr, Tensor> others) {
        Graph graph = Graph.of(f, slope);
        double[] shifted = new double[5];
        for (int k = -2; k <= 2; k++) {
            double step = k * STEP;
            Tensor moved = Tensor.generate(at.shape(), i -> at.get(i) + step * direction.get(i));
            shifted[k + 2] = value(graph, f, x, moved, others);
        }
        double difference = (shifted[0] - 8 * shifted[1] + 8 * shifted[3] - shifted[4]) / (12 * STEP);
        double size = Math.max(1, Math.max(Math.abs(difference), Math.abs(shifted[2])));
        assertThat(value(graph, slope, x, at, others)).as(what).isCloseTo(difference, Offset.offset(TOLERANCE * size));
    }

    private static double value(Graph graph, Expr y, Expr x, Tensor at, Map<Expr, Tensor> others) {
        Map<Expr, Tensor> inputs = new java.util.HashMap<>(others);
        inputs.put(x, at);
        return graph.eval(inputs).get(y).item();
    }
}
