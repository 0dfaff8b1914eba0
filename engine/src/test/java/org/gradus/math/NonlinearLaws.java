package org.gradus.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.law.FiniteDifferences;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The nonlinear functions against formulas written another way, and their derivatives against differences.
class NonlinearLaws {
    /// Points away from the kinks at 0, ±1 and ±3.
    private static final double[] POINTS = {-7, -3.5, -2, -0.6, -0.05, 0.05, 0.4, 1.7, 3.5, 7};

    record Function(String name, UnaryOperator<Expr> expression, DoubleUnaryOperator formula) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Function> functions() {
        return Stream.of(
                new Function("leakyRelu", x -> Nonlinear.leakyRelu(x, 0.1), x -> Math.max(x, 0.1 * x)),
                new Function("elu", x -> Nonlinear.elu(x, 1.5), x -> x > 0 ? x : 1.5 * (Math.exp(x) - 1)),
                new Function("selu", Nonlinear::selu, x -> 1.0507009873554805 * (x > 0 ? x : seluTail(x))),
                new Function("gelu", Nonlinear::gelu, x -> x * (1 + erf(x / Math.sqrt(2))) / 2),
                new Function("geluTanh", Nonlinear::geluTanh, NonlinearLaws::geluTanh),
                new Function("silu", Nonlinear::silu, x -> x / (1 + Math.exp(-x))),
                new Function("mish", Nonlinear::mish, x -> x * Math.tanh(Math.log(1 + Math.exp(x)))),
                new Function("softsign", Nonlinear::softsign, x -> x < 0 ? x / (1 - x) : x / (1 + x)),
                new Function("hardTanh", Nonlinear::hardTanh, x -> Math.clamp(x, -1, 1)),
                new Function("hardSigmoid", Nonlinear::hardSigmoid, x -> Math.clamp((x + 3) / 6, 0, 1)),
                new Function("clip", x -> Nonlinear.clip(x, -0.5, 2), x -> Math.clamp(x, -0.5, 2)),
                new Function("tanh", Expr::tanh, x -> 1 - 2 / (Math.exp(2 * x) + 1)),
                new Function("sigmoid", Expr::sigmoid, x -> (1 + Math.tanh(x / 2)) / 2),
                new Function("softplus", Expr::softplus, x -> Math.log(1 + Math.exp(x))),
                new Function("relu", Expr::relu, x -> (x + Math.abs(x)) / 2));
    }

    private static double seluTail(double x) {
        return 1.6732632423543772 * (Math.exp(x) - 1);
    }

    private static double geluTanh(double x) {
        return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
    }

    /// The error function by its integral, Simpson's rule on 20,000 intervals.
    private static double erf(double x) {
        int n = 20_000;
        double h = x / n, sum = 1 + Math.exp(-x * x);
        for (int i = 1; i < n; i++) sum += (i % 2 == 0 ? 2 : 4) * Math.exp(-(i * h) * (i * h));
        return 2 / Math.sqrt(Math.PI) * sum * h / 3;
    }

    @ParameterizedTest
    @MethodSource("functions")
    void theValueIsThatOfTheFormula(Function f) {
        Expr x = Expr.input("x", Shape.of(POINTS.length));
        Expr y = f.expression().apply(x);
        Tensor value = Graph.of(y).eval(Map.of(x, Tensor.vector(POINTS))).get(y);
        for (int i = 0; i < POINTS.length; i++) {
            assertThat(value.get(i))
                    .as("%s(%s)", f, POINTS[i])
                    .isCloseTo(f.formula().applyAsDouble(POINTS[i]), within(1e-12));
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void theDerivativesOfOrderOneAndTwoAgreeWithFiniteDifferencesAtEveryPoint(Function f) {
        for (double point : POINTS) {
            Expr x = Expr.input("x", Shape.SCALAR);
            Map<Expr, Tensor> at = Map.of(x, Tensor.scalar(point));
            FiniteDifferences.agree(f.expression().apply(x), at, List.of(x), 1);
            FiniteDifferences.agreeTwice(f.expression().apply(x), at, List.of(x), 1);
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void notANumberStaysNotANumberAndNoFiniteNumberBecomesOne(Function f) {
        Expr x = Expr.input("x", Shape.of(5));
        Expr y = f.expression().apply(x);
        Expr slope = Gradient.of(y.sum(), List.of(x)).get(0);
        Map<Expr, Tensor> values = Graph.of(y, slope).eval(Map.of(x, Tensor.vector(Double.NaN, -1e6, 1e6, 0, -1000)));
        assertThat(values.get(y).get(0)).isNaN();
        for (int i = 1; i < 5; i++) {
            assertThat(values.get(y).get(i)).isFinite();
            assertThat(values.get(slope).get(i)).isFinite();
        }
    }

    @Test
    void softmaxIsTheShareOfTheExponentials() {
        Expr x = Expr.input("x", Shape.of(2, 3));
        Tensor at = Tensor.of(Shape.of(2, 3), 1, -2, 0.5, 3, 3, 3);
        Map<Expr, Tensor> in = Map.of(x, at);
        Expr softmax = Nonlinear.softmax(x), log = Nonlinear.logSoftmax(x), sum = Nonlinear.logSumExp(x);
        Map<Expr, Tensor> values = Graph.of(softmax, log, sum).eval(in);
        for (int row = 0; row < 2; row++) {
            double total = 0;
            for (int i = 0; i < 3; i++) total += Math.exp(at.get(3 * row + i));
            assertThat(values.get(sum).get(row)).isCloseTo(Math.log(total), within(1e-14));
            for (int i = 0; i < 3; i++) {
                double share = Math.exp(at.get(3 * row + i)) / total;
                assertThat(values.get(softmax).get(3 * row + i)).isCloseTo(share, within(1e-14));
                assertThat(values.get(log).get(3 * row + i)).isCloseTo(Math.log(share), within(1e-14));
            }
        }
        for (Expr y : List.of(softmax, log, sum)) {
            FiniteDifferences.agree(y, in, List.of(x), 1);
            FiniteDifferences.agreeTwice(y, in, List.of(x), 1);
        }
    }

    /// Klambauer et al. 2017, section 2: with the two constants, mean 0 and variance 1 are kept.
    @Test
    void seluKeepsTheMomentsOfStandardNormalNumbers() {
        int n = 40_000;
        double h = 20.0 / n;
        Expr x = Expr.input("x", Shape.of(n));
        Expr y = Nonlinear.selu(x);
        Tensor at = Tensor.generate(Shape.of(n), i -> -10 + (i + 0.5) * h);
        Tensor value = Graph.of(y).eval(Map.of(x, at)).get(y);
        double mean = 0, square = 0;
        for (int i = 0; i < n; i++) {
            double weight = h * Math.exp(-at.get(i) * at.get(i) / 2) / Math.sqrt(2 * Math.PI);
            mean += weight * value.get(i);
            square += weight * value.get(i) * value.get(i);
        }
        assertThat(mean).isCloseTo(0, within(1e-7));
        assertThat(square).isCloseTo(1, within(1e-7));
    }
}
