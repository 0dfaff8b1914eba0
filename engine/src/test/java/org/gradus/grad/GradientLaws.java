package org.gradus.grad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Kind;
import org.gradus.graph.op.Detach;
import org.gradus.law.FiniteDifferences;
import org.gradus.math.Nonlinear;
import org.gradus.math.Statistics;
import org.gradus.tensor.Shape;
import org.gradus.tensor.ShapeException;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradientLaws {
    private static double[] eval(Expr y, Map<Expr, Tensor> at) {
        return Graph.of(y).eval(at).get(y).toDoubles();
    }

    private static Expr gradient(Expr loss, Expr x) {
        return Gradient.of(loss, List.of(x)).get(0);
    }

    @Test
    void aSharedValueCollectsTheGradientsOfAllItsUses() {
        Expr x = Expr.input("x", Shape.SCALAR);
        Map<Expr, Tensor> at = Map.of(x, Tensor.scalar(3));
        assertThat(eval(gradient(x.times(x), x), at)).containsExactly(6);
        Expr square = x.times(x);
        assertThat(eval(gradient(square.times(square).plus(square), x), at)).containsExactly(4 * 27 + 6);
    }

    @Test
    void theGradientOfASumIsOnes() {
        Expr x = Expr.input("x", Shape.of(2, 3));
        assertThat(eval(gradient(x.sum(), x), Map.of(x, Tensor.full(x.shape(), 5))))
                .containsOnly(1)
                .hasSize(6);
    }

    @Test
    void aBroadcastValueCollectsTheSumOverItsCopies() {
        Expr x = Expr.input("x", Shape.of(2, 3)), bias = Expr.parameter("bias", Shape.of(3));
        Expr scale = Expr.parameter("scale", Shape.of(2, 1)), shift = Expr.parameter("shift", Shape.SCALAR);
        Expr y = x.plus(bias).times(scale).plus(shift);
        Tensor dy = Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
        List<Expr> wrt = List.of(bias, scale, shift);
        List<Expr> gradients = Gradient.vjp(y, Expr.constant(dy), wrt);
        Map<Expr, Tensor> at = Map.of(
                x, Tensor.full(x.shape(), 1),
                bias, Tensor.vector(0, 1, 2),
                scale, Tensor.of(Shape.of(2, 1), 1, 10),
                shift, Tensor.scalar(0));
        Map<Expr, Tensor> values = Graph.of(gradients.toArray(Expr[]::new)).eval(at);
        assertThat(values.get(gradients.get(0))).isEqualTo(Tensor.vector(41, 52, 63));
        assertThat(values.get(gradients.get(1))).isEqualTo(Tensor.of(Shape.of(2, 1), 14, 32));
        assertThat(values.get(gradients.get(2))).isEqualTo(Tensor.scalar(21));
    }

    @Test
    void nothingBroadcastOverAnEmptyBatchHasAGradientOfZeros() {
        Expr x = Expr.input("x", Shape.of(0, 3)), bias = Expr.parameter("bias", Shape.of(3));
        Expr gradient = gradient(x.plus(bias).square().sum(), bias);
        Map<Expr, Tensor> at = Map.of(x, Tensor.of(x.shape(), new double[0]), bias, Tensor.vector(1, 2, 3));
        assertThat(eval(gradient, at)).containsExactly(0, 0, 0);
    }

    @Test
    void withoutAPathTheGradientIsZerosOfTheSameShape() {
        Expr x = Expr.input("x", Shape.of(2)), other = Expr.input("other", Shape.of(3, 1));
        Expr stopped = Expr.of(new Detach(), x);
        Map<Expr, Tensor> at = Map.of(x, Tensor.vector(1, 2), other, Tensor.full(other.shape(), 1));
        assertThat(gradient(x.sum(), other).shape()).isEqualTo(other.shape());
        assertThat(eval(gradient(x.sum(), other), at)).containsExactly(0, 0, 0);
        assertThat(eval(gradient(stopped.times(x).sum(), x), at)).containsExactly(1, 2);
        assertThat(eval(gradient(x.greaterThan(1.5).times(x).sum(), x), at)).containsExactly(0, 1);
        Expr labels = Expr.ints("labels", Shape.of(2));
        assertThat(gradient(labels.toReal().times(x).sum(), labels).kind()).isEqualTo(Kind.REAL);
    }

    @Test
    void theLargestOfEqualsShareTheGradient() {
        Expr x = Expr.input("x", Shape.of(2, 3));
        Map<Expr, Tensor> at = Map.of(x, Tensor.of(x.shape(), 5, 1, 5, -2, -1, -3));
        assertThat(eval(gradient(x.max(1).sum(), x), at)).containsExactly(0.5, 0, 0.5, 0, 1, 0);
    }

    @Test
    void anIntermediateValueCanBeDifferentiatedByToo() {
        Expr x = Expr.input("x", Shape.SCALAR);
        Expr h = x.times(x), y = h.times(h);
        Map<Expr, Tensor> at = Map.of(x, Tensor.scalar(3));
        List<Expr> gradients = Gradient.of(y, List.of(h, x, h, y));
        Map<Expr, Tensor> values = Graph.of(gradients.toArray(Expr[]::new)).eval(at);
        assertThat(gradients.stream().map(g -> values.get(g).item())).containsExactly(18.0, 108.0, 18.0, 1.0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aClassifierOfTwoLayersAgreesWithFiniteDifferencesInEveryParameter(long seed) {
        Random random = new Random(seed);
        Expr x = Expr.input("x", Shape.of(5, 4)), labels = Expr.ints("labels", Shape.of(5));
        Expr w1 = Expr.parameter("w1", Shape.of(4, 6)), b1 = Expr.parameter("b1", Shape.of(6));
        Expr w2 = Expr.parameter("w2", Shape.of(6, 3));
        Expr h = x.matmul(w1).plus(b1).tanh();
        Expr normal = h.minus(h.mean(1))
                .dividedBy(Statistics.variance(h, 1).plus(1e-3).sqrt());
        Expr logs = Nonlinear.logSoftmax(Nonlinear.gelu(normal).matmul(w2));
        Expr loss = logs.times(Statistics.oneHot(labels, 3)).sum(1).negate().mean();
        Map<Expr, Tensor> at = new LinkedHashMap<>();
        for (Expr leaf : List.of(x, w1, b1, w2)) {
            at.put(leaf, Tensor.generate(leaf.shape(), _ -> random.nextGaussian()));
        }
        at.put(labels, Tensor.ints(0, 2, 1, 1, 0));
        FiniteDifferences.agree(loss, at, FiniteDifferences.reals(at), seed);
        FiniteDifferences.agreeTwice(loss, at, FiniteDifferences.reals(at), seed);
    }

    @Test
    void aChainOfTwentyThousandNodesNeedsNoDeepStack() {
        Expr x = Expr.input("x", Shape.SCALAR), y = x;
        for (int i = 0; i < 10_000; i++) y = y.times(1.0001).plus(1e-4);
        double expected = Math.pow(1.0001, 10_000);
        assertThat(eval(gradient(y, x), Map.of(x, Tensor.scalar(1)))[0]).isCloseTo(expected, within(1e-9));
    }

    @Test
    void theReverseGraphIsAFewTimesAsLargeAsTheForwardOne() {
        Expr x = Expr.input("x", Shape.SCALAR), y = x;
        for (int i = 0; i < 1_000; i++) y = y.plus(y);
        assertThat(Graph.of(y).nodes()).hasSize(1_001);
        assertThat(Graph.of(gradient(y, x)).nodes()).hasSizeLessThan(4_000);
    }

    @Test
    void aGradientIsMadeAtTheLineThatAskedForIt() {
        Expr x = Expr.input("x", Shape.of(3));
        Expr square = x.times(x);
        Expr gradient = gradient(square.sum(), x);
        for (Expr node : Graph.of(gradient).nodes()) {
            assertThat(node.site().file()).doesNotStartWith("HashMap").doesNotStartWith("Gradient");
        }
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        Expr x = Expr.input("x", Shape.of(3));
        List<Expr> wrt = List.of(x), wide = List.of(Expr.constant(Tensor.full(Shape.of(2, 3), 1)));
        assertThatThrownBy(() -> Gradient.of(x, wrt))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[3]");
        assertThatThrownBy(() -> Gradient.vjp(x, wide.get(0), wrt)).hasMessageContainingAll("[3]", "[2, 3]");
        assertThatThrownBy(() -> Gradient.jvp(x, wrt, wide)).hasMessageContainingAll("[3]", "[2, 3]");
        assertThatThrownBy(() -> Gradient.hvp(x.sum(), wrt, wide)).hasMessageContainingAll("[3]", "[2, 3]");
        assertThatThrownBy(() -> Gradient.jvp(x, wrt, List.of())).hasMessageContainingAll("1", "0");
        assertThat(new ArrayList<>(Gradient.of(x.reshape(Shape.of(3, 1)).max(0).sum(), wrt)))
                .hasSize(1);
    }
}
