package org.gradus.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Far from 0 a function or its slope is tiny; it may not be rounded to 0 before its time, nor become NaN.
///
/// The expected numbers are from mpmath at 40 and more digits.
class TailLaws {
    static Stream<Arguments> slopes() {
        UnaryOperator<Expr> tanh = Expr::tanh, sigmoid = Expr::sigmoid, softplus = Expr::softplus;
        UnaryOperator<Expr> elu = x -> Nonlinear.elu(x, 1.5), selu = Nonlinear::selu, gelu = Nonlinear::gelu;
        UnaryOperator<Expr> geluTanh = Nonlinear::geluTanh, silu = Nonlinear::silu, mish = Nonlinear::mish;
        return Stream.of(
                Arguments.of("tanh", tanh, 20, 1.6993417021166355e-17),
                Arguments.of("tanh", tanh, -20, 1.6993417021166355e-17),
                Arguments.of("tanh", tanh, 0.5, 0.7864477329659274),
                Arguments.of("tanh", tanh, 100, 5.53558610694695e-87),
                Arguments.of("tanh", tanh, -300, 1.0601586212017243e-260),
                Arguments.of("sigmoid", sigmoid, 40, 4.248354255291589e-18),
                Arguments.of("sigmoid", sigmoid, -40, 4.248354255291589e-18),
                Arguments.of("sigmoid", sigmoid, 700, 9.85967654375977e-305),
                Arguments.of("sigmoid", sigmoid, -700, 9.85967654375977e-305),
                Arguments.of("softplus", softplus, -40, 4.248354255291589e-18),
                Arguments.of("softplus", softplus, -700, 9.85967654375977e-305),
                Arguments.of("softplus", softplus, 1000, 1),
                Arguments.of("elu", elu, 1000, 1),
                Arguments.of("elu", elu, -40, 1.5 * 4.248354255291589e-18),
                Arguments.of("elu", elu, -1000, 0),
                Arguments.of("selu", selu, 1000, Nonlinear.SELU_SCALE),
                Arguments.of("selu", selu, -1000, 0),
                Arguments.of("gelu", gelu, -5, -7.146946001792295e-6),
                Arguments.of("gelu", gelu, -10, -7.618400096464814e-22),
                Arguments.of("gelu", gelu, -30, -4.416031690708495e-195),
                Arguments.of("gelu", gelu, 3, 1.011945647204184),
                Arguments.of("gelu", gelu, 40, 1),
                Arguments.of("geluTanh", geluTanh, -4, -0.0003351231971226708),
                Arguments.of("geluTanh", geluTanh, -6, -7.709973930953696e-10),
                Arguments.of("silu", silu, -50, -9.450874255023197e-21),
                Arguments.of("silu", silu, -30, -2.713710660963134e-12),
                Arguments.of("mish", mish, -50, -9.450874255023197e-21),
                Arguments.of("mish", mish, -30, -2.713710660963392e-12));
    }

    @ParameterizedTest
    @MethodSource("slopes")
    void theSlopeKeepsItsRelativeAccuracy(String name, UnaryOperator<Expr> f, double at, double expected) {
        assertThat(derivative(f, 1, at)).as(name).isCloseTo(expected, within(Math.abs(expected) * 1e-13));
    }

    @Test
    void theSlopeOfTanhAt20EqualsItsClosedFormTo15Digits() {
        double e = Math.exp(-40);
        double closed = 4 * e / ((1 + e) * (1 + e));
        assertThat(derivative(Expr::tanh, 1, 20)).isCloseTo(closed, within(closed * 1e-15));
        assertThat(1 - Math.tanh(20) * Math.tanh(20)).isZero();
    }

    static Stream<Arguments> values() {
        UnaryOperator<Expr> gelu = Nonlinear::gelu, geluTanh = Nonlinear::geluTanh;
        UnaryOperator<Expr> silu = Nonlinear::silu, mish = Nonlinear::mish;
        return Stream.of(
                Arguments.of("gelu", gelu, -5, -1.4332578593959695e-6),
                Arguments.of("gelu", gelu, -10, -7.619853024160526e-23),
                Arguments.of("gelu", gelu, -30, -1.4720141781444563e-196),
                Arguments.of("geluTanh", geluTanh, -4, -7.024594819237268e-5),
                Arguments.of("geluTanh", geluTanh, -6, -8.439646700762297e-11),
                Arguments.of("silu", silu, -50, -9.643749239819589e-21),
                Arguments.of("silu", silu, -30, -2.8072868906517896e-12),
                Arguments.of("mish", mish, -50, -9.643749239819589e-21),
                Arguments.of("mish", mish, -30, -2.807286890651921e-12));
    }

    @ParameterizedTest
    @MethodSource("values")
    void theValueKeepsItsRelativeAccuracy(String name, UnaryOperator<Expr> f, double at, double expected) {
        assertThat(derivative(f, 0, at)).as(name).isCloseTo(expected, within(Math.abs(expected) * 1e-13));
    }

    /// Zero is where networks start: biases are 0, and so is what a dead layer passes on.
    @Test
    void derivativesOfEveryOrderHoldAtZero() {
        // tanh: 1, 0, -2, 0, 16; sigmoid: 1/4, 0, -1/8, 0, 1/4 (their Taylor series)
        double[] tanh = {0, 1, 0, -2, 0, 16}, sigmoid = {0.5, 0.25, 0, -0.125, 0, 0.25};
        for (int order = 0; order < tanh.length; order++) {
            assertThat(derivative(Expr::tanh, order, 0))
                    .as("tanh, order %d", order)
                    .isEqualTo(tanh[order]);
            assertThat(derivative(Expr::sigmoid, order, 0))
                    .as("sigmoid, order %d", order)
                    .isEqualTo(sigmoid[order]);
        }
        assertThat(derivative(Nonlinear::gelu, 1, 0)).isEqualTo(0.5);
        assertThat(derivative(Nonlinear::softsign, 1, 0)).isEqualTo(1);
    }

    @Test
    void atAKinkTheSlopeIsThatOfOneSideAsDocumented() {
        assertThat(derivative(Expr::relu, 1, 0)).isEqualTo(0);
        assertThat(derivative(Expr::abs, 1, 0)).isEqualTo(0);
        assertThat(derivative(x -> Nonlinear.leakyRelu(x, 0.1), 1, 0)).isEqualTo(0.1);
        assertThat(derivative(x -> Nonlinear.elu(x, 1.5), 1, 0)).isEqualTo(1.5);
        assertThat(derivative(Nonlinear::selu, 1, 0)).isEqualTo(Nonlinear.SELU_SCALE * Nonlinear.SELU_ALPHA);
        assertThat(derivative(Nonlinear::hardTanh, 1, 2)).isEqualTo(0);
    }

    @Test
    void logitsInTheThousandsNeitherOverflowNorVanish() {
        Expr x = Expr.input("x", Shape.of(1, 3));
        Expr sum = Nonlinear.logSumExp(x), log = Nonlinear.logSoftmax(x), softmax = Nonlinear.softmax(x);
        Expr slope = Gradient.of(
                        log.times(Expr.constant(Tensor.vector(0, 0, 1))).sum(), List.of(x))
                .get(0);
        Map<Expr, Tensor> values =
                Graph.of(sum, log, softmax, slope).eval(Map.of(x, Tensor.of(Shape.of(1, 3), 3000, 3000, -5000)));
        assertThat(values.get(sum).item()).isEqualTo(3000 + Math.log(2));
        assertThat(values.get(log).toDoubles()).containsExactly(-Math.log(2), -Math.log(2), -8000 - Math.log(2));
        assertThat(values.get(softmax).toDoubles()).containsExactly(new double[] {0.5, 0.5, 0}, within(1e-12));
        assertThat(values.get(slope).toDoubles()).containsExactly(new double[] {-0.5, -0.5, 1}, within(1e-12));
    }

    /// At 1e15 a double has three bits left behind the point, too few for the ln 2 that is added.
    @Test
    void theSharesOfHugeLogitsStillSumToOne() {
        Expr x = Expr.input("x", Shape.of(1, 2));
        Expr slope = Gradient.of(Nonlinear.logSumExp(x).sum(), List.of(x)).get(0), softmax = Nonlinear.softmax(x);
        Map<Expr, Tensor> values = Graph.of(slope, softmax).eval(Map.of(x, Tensor.full(x.shape(), 1e15)));
        assertThat(values.get(slope).toDoubles()).containsExactly(0.5, 0.5);
        assertThat(values.get(softmax).toDoubles()).containsExactly(new double[] {0.5, 0.5}, within(1e-15));
    }

    /// The derivative of some order at a point, by applying [Gradient] to its own result.
    private static double derivative(UnaryOperator<Expr> f, int order, double at) {
        Expr x = Expr.input("x", Shape.SCALAR);
        Expr y = f.apply(x);
        for (int i = 0; i < order; i++) y = Gradient.of(y, List.of(x)).get(0);
        return Graph.of(y).eval(Map.of(x, Tensor.scalar(at))).get(y).item();
    }
}
