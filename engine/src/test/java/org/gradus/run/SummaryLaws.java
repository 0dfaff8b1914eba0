package org.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.op.Summary;
import org.gradus.kernel.FloatKernels;
import org.gradus.kernel.vector.VectorLanes;
import org.gradus.math.Statistics;
import org.gradus.plan.Plan;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A summary in `f32` is as good as the five floats that hold it, whatever the size of the elements.
class SummaryLaws {
    /// The share by which rounding to `f32` may move a number, twice.
    private static final double ROUNDING = 0x1p-23;

    private static double[] summary(Tensor x) {
        Expr leaf = Expr.input("x", x.shape());
        Plan plan = Plan.of(Graph.of(Statistics.summary(leaf)));
        return Trial.session(plan, Map.of(leaf, x), 1, new FloatKernels(new VectorLanes()))
                .getFirst()
                .toDoubles();
    }

    private static Tensor normal(Shape shape, double mean, double deviation) {
        Random random = new Random(7);
        return Tensor.generate(shape, _ -> mean + deviation * random.nextGaussian())
                .as(Element.F32);
    }

    private static double mean(Tensor x) {
        double sum = 0;
        for (int i = 0; i < x.size(); i++) sum += x.get(i);
        return sum / x.size();
    }

    private static double deviation(Tensor x) {
        double mean = mean(x), squares = 0;
        for (int i = 0; i < x.size(); i++) squares += Math.pow(x.get(i) - mean, 2);
        return Math.sqrt(squares / x.size());
    }

    /// Squares of these vanish or overflow in `f32`.
    @ParameterizedTest
    @ValueSource(doubles = {1e-38, 1e-35, 1e-30, 1e-23, 1e-19, 1e-10, 1, 1e10, 1e19, 1e23, 1e30, 1e35})
    void sizesWhoseSquaresHaveNoPlaceAreMeasured(double size) {
        for (Shape shape : new Shape[] {Shape.of(7), Shape.of(128, 10), Shape.of(300, 300)}) {
            Tensor x = normal(shape, 0.1 * size, size);
            double[] s = summary(x);
            double norm = Math.sqrt(x.size()) * Math.hypot(mean(x), deviation(x));
            // a float below 1.2e-38 holds fewer digits
            double least = Float.MIN_VALUE;
            assertThat(s[Summary.NORM]).isCloseTo(norm, within(ROUNDING * norm + least));
            assertThat(s[Summary.MEAN]).isCloseTo(mean(x), within(ROUNDING * norm + least));
            assertThat(s[Summary.DEVIATION]).isCloseTo(deviation(x), within(ROUNDING * norm + least));
        }
    }

    @Test
    void theLargestFloatsHaveANorm() {
        double[] s = summary(Tensor.vector(1e38, -2e38, 1e38));
        assertThat(s[Summary.NORM]).isCloseTo(Math.sqrt(6) * 1e38, within(1e32));
        assertThat(s[Summary.LARGEST]).isCloseTo(1e38, within(1e31));
        assertThat(s[Summary.SMALLEST]).isCloseTo(-2e38, within(1e31));
    }

    /// The variance is a difference of two sums in `double`: it loses (mean / deviation)² of their sixteen digits.
    @ParameterizedTest
    @ValueSource(doubles = {1, 10, 100, 1e3, 1e4, 1e5, 1e6})
    void aMeanFarLargerThanTheDeviationLeavesItsDigits(double mean) {
        Tensor x = normal(Shape.of(128, 512), mean, 1);
        double expected = deviation(x), lost = 4e-15 * mean * mean;
        assertThat(summary(x)[Summary.DEVIATION]).isCloseTo(expected, within((ROUNDING + lost) * expected));
        assertThat(summary(x)[Summary.MEAN]).isCloseTo(mean(x), within(ROUNDING * mean));
    }

    @Test
    void equalElementsHaveNoDeviation() {
        double[] s = summary(Tensor.full(Shape.of(100, 41), 0.1));
        assertThat(s[Summary.DEVIATION]).isLessThan(1e-8);
        assertThat(s[Summary.SMALLEST]).isEqualTo(s[Summary.LARGEST]);
    }
}
