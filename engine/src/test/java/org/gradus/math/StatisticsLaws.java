package org.gradus.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.law.FiniteDifferences;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Summaries of tensors against sums written out.
class StatisticsLaws {
    private static final double[] NUMBERS = {3, -4, 1, 0.5, 2, -0.25};
    private static final Tensor MATRIX = Tensor.of(Shape.of(2, 3), NUMBERS);

    private static double[] of(UnaryOperator<Expr> summary, Tensor value) {
        Expr x = Expr.input("x", value.shape());
        Expr y = summary.apply(x);
        return Graph.of(y).eval(Map.of(x, value)).get(y).toDoubles();
    }

    private static double sumOfSquares(double... numbers) {
        double sum = 0;
        for (double v : numbers) sum += v * v;
        return sum;
    }

    @Test
    void varianceIsTheMeanSquareOfTheDistancesFromTheMean() {
        double[] columns = of(x -> Statistics.variance(x, 0), MATRIX);
        assertThat(columns).containsExactly(new double[] {1.5625, 9, 0.390625}, within(1e-15));
        double mean = 0.375;
        double all = 0;
        for (double v : NUMBERS) all += (v - mean) * (v - mean) / 6;
        assertThat(of(x -> Statistics.variance(x, 0, 1), MATRIX)).containsExactly(new double[] {all}, within(1e-14));
        assertThat(of(x -> Statistics.variance(x), MATRIX)).containsExactly(new double[] {all}, within(1e-14));
        assertThat(of(Statistics::standardDeviation, MATRIX)[0]).isCloseTo(Math.sqrt(all), within(1e-14));
    }

    @Test
    void rmsNormAndRowNormsAreRootsOfSumsOfSquares() {
        double sum = sumOfSquares(NUMBERS);
        assertThat(of(Statistics::rms, MATRIX)[0]).isCloseTo(Math.sqrt(sum / 6), within(1e-14));
        assertThat(of(Statistics::norm, MATRIX)[0]).isCloseTo(Math.sqrt(sum), within(1e-14));
        double[] rows = {Math.sqrt(sumOfSquares(3, -4, 1)), Math.sqrt(sumOfSquares(0.5, 2, -0.25))};
        assertThat(of(Statistics::rowNorms, MATRIX)).containsExactly(rows, within(1e-14));
    }

    /// The squares of these numbers underflow or overflow; the smallest is subnormal itself.
    @ParameterizedTest
    @ValueSource(doubles = {1e-30, 1e-170, 1e-310, 1e30, 1e200, 1e300})
    void sizesWhoseSquaresHaveNoPlaceAreMeasured(double size) {
        Tensor x = MATRIX.map(v -> v * size);
        double sum = sumOfSquares(NUMBERS), accuracy = size < 1e-300 ? 1e-12 : 1e-14;
        assertThat(of(Statistics::rms, x)[0] / size).isCloseTo(Math.sqrt(sum / 6), within(accuracy));
        assertThat(of(Statistics::norm, x)[0] / size).isCloseTo(Math.sqrt(sum), within(accuracy * 10));
        assertThat(of(Statistics::rowNorms, x)[0] / size).isCloseTo(Math.sqrt(26), within(accuracy * 10));
        assertThat(of(e -> Statistics.cosine(e, Expr.constant(MATRIX)), x)[0]).isCloseTo(1, within(accuracy * 10));
    }

    @Test
    void theSummariesOfZerosAreZero() {
        Tensor zeros = Tensor.full(Shape.of(2, 3), 0);
        assertThat(of(Statistics::rms, zeros)).containsExactly(0);
        assertThat(of(Statistics::norm, zeros)).containsExactly(0);
        assertThat(of(Statistics::rowNorms, zeros)).containsExactly(0, 0);
        assertThat(of(x -> Statistics.cosine(x, Expr.constant(MATRIX)), zeros)).containsExactly(0);
    }

    @Test
    void cosineIsThatOfTheAngleBetween() {
        Tensor a = Tensor.vector(1, 0), b = Tensor.vector(1, 1), c = Tensor.vector(0, -3);
        assertThat(of(x -> Statistics.cosine(x, Expr.constant(b)), a)[0]).isCloseTo(Math.sqrt(0.5), within(1e-15));
        assertThat(of(x -> Statistics.cosine(x, Expr.constant(c)), a)[0]).isZero();
        assertThat(of(x -> Statistics.cosine(x, x.times(-7)), b)[0]).isCloseTo(-1, within(1e-15));
    }

    @Test
    void shareIsTheMeanOfAMask() {
        assertThat(of(x -> Statistics.share(x.greaterThan(0)), MATRIX)[0]).isCloseTo(4 / 6.0, within(1e-15));
    }

    @Test
    void accuracyCountsTheRowsWhoseLargestScoreIsAtTheLabel() {
        Expr scores = Expr.input("scores", Shape.of(4, 3)), labels = Expr.ints("labels", Shape.of(4));
        Expr accuracy = Statistics.accuracy(scores, labels);
        Tensor given = Tensor.of(Shape.of(4, 3), 1, 0, 0, 0, 5, 1, -3, -2, -1, 1, 1, 0);
        Map<Expr, Tensor> in = Map.of(scores, given, labels, Tensor.ints(0, 1, 0, 0));
        assertThat(Graph.of(accuracy).eval(in).get(accuracy).item()).isEqualTo(0.75);
    }

    @Test
    void accuracyOfYesOrNoCountsEveryAnswer() {
        Expr output = Expr.input("output", Shape.of(2, 3)), targets = Expr.input("targets", Shape.of(2, 3));
        Expr atZero = Statistics.accuracy(output, 0, targets), atHalf = Statistics.accuracy(output, 0.5, targets);
        Map<Expr, Tensor> in = Map.of(
                output, Tensor.of(Shape.of(2, 3), 0.4, -2, 0, 0.6, 7, -1),
                targets, Tensor.of(Shape.of(2, 3), 1, 1, 0, 1, 0, 0));
        Map<Expr, Tensor> values = Graph.of(atZero, atHalf).eval(in);
        assertThat(values.get(atZero).item()).isCloseTo(4 / 6.0, within(1e-15));
        assertThat(values.get(atHalf).item()).isEqualTo(0.5);
    }

    @Test
    void oneHotHasASingleOneInEveryRow() {
        Expr labels = Expr.ints("labels", Shape.of(3));
        Expr rows = Statistics.oneHot(labels, 3);
        assertThat(Graph.of(rows)
                        .eval(Map.of(labels, Tensor.ints(2, 0, 1)))
                        .get(rows)
                        .toDoubles())
                .containsExactly(0, 0, 1, 1, 0, 0, 0, 1, 0);
    }

    static Stream<Arguments> smooth() {
        return Stream.of(
                summary("variance", x -> Statistics.variance(x, 0)),
                summary("variance of all", x -> Statistics.variance(x)),
                summary("standard deviation", Statistics::standardDeviation),
                summary("rms", Statistics::rms),
                summary("norm", Statistics::norm),
                summary("row norms", Statistics::rowNorms),
                summary("cosine", x -> Statistics.cosine(x, x.square())));
    }

    private static Arguments summary(String name, UnaryOperator<Expr> summary) {
        return Arguments.of(name, summary);
    }

    @ParameterizedTest
    @MethodSource("smooth")
    void theDerivativesAgreeWithFiniteDifferences(String name, UnaryOperator<Expr> summary) {
        Expr x = Expr.input(name, MATRIX.shape());
        for (long seed = 1; seed <= 3; seed++) {
            FiniteDifferences.agree(summary.apply(x), Map.of(x, MATRIX), List.of(x), seed);
            FiniteDifferences.agreeTwice(summary.apply(x), Map.of(x, MATRIX), List.of(x), seed);
        }
    }
}
