package org.gradus.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gradus.check.Family;
import org.gradus.check.GradientCheck;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.law.Golden;
import org.gradus.moments.ScalarFunction;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every activation; [#hold] tries one that is not on the list.
public class ActivationLaws {
    /// Points away from all kinks.
    private static final double[] POINTS = {-40, -8.3, -3.6, -2.6, -1.4, -0.7, -0.2, 0.15, 0.6, 1.3, 2.7, 3.6, 9.1, 40};

    ActivationLaws() {}

    /// Every law on one activation.
    public static void hold(Activation activation) {
        ActivationLaws laws = new ActivationLaws();
        laws.itsGradientsAgreeWithFiniteDifferences(activation);
        laws.theFullSlopeIsTheLargestWhereThereIsOneAndANumberInAnyCase(activation);
        laws.itMixesInputsIfItSaysSo(activation);
        laws.itsValuesAreThoseOfItsRangeAndComeNearItsEnds(activation);
        if (activation.mixes()) return;
        laws.itsKinksAreWhereTheSlopeJumpsOrBendsAndNowhereElse(activation);
        laws.itGrowsAsFastAsItSaysAndNoFaster(activation);
        laws.noSlopeExceedsTheLargest(activation);
        laws.itIsLinearAndHomogeneousIfItSaysSo(activation);
    }

    static Stream<Activation> all() {
        return Family.examples(Activation.BuiltIn.class).map(a -> a);
    }

    static Stream<Activation> pointwise() {
        return all().filter(a -> !a.mixes());
    }

    @ParameterizedTest
    @MethodSource("all")
    void itsGradientsAgreeWithFiniteDifferences(Activation activation) {
        Expr x = Expr.input("x", Shape.of(2, POINTS.length / 2));
        Tensor weights = Tensor.generate(x.shape(), i -> Philox.normal(3, 0, 0, i));
        Expr sum = activation.apply(x).times(Expr.constant(weights)).sum();
        GradientCheck.ordersOneAndTwo(activation.toString(), sum, x, Tensor.of(x.shape(), POINTS), Map.of());
    }

    @ParameterizedTest
    @MethodSource("pointwise")
    void itsKinksAreWhereTheSlopeJumpsOrBendsAndNowhereElse(Activation activation) {
        Expr x = Expr.input("x", Shape.of(2));
        Expr slope = Gradient.of(activation.apply(x).sum(), List.of(x)).get(0);
        Expr bend = Gradient.of(slope.sum(), List.of(x)).get(0);
        Graph graph = Graph.of(slope, bend);
        List<Double> found = new ArrayList<>();
        double beside = 1e-6;
        for (int i = -128; i <= 128; i++) {
            double point = i / 16.0;
            Map<Expr, Tensor> values = graph.eval(Map.of(x, Tensor.vector(point - beside, point + beside)));
            if (jump(values.get(slope)) > 1e-3 || jump(values.get(bend)) > 1e-3) found.add(point);
        }
        assertThat(activation.kinks()).isEqualTo(found);
    }

    private static double jump(Tensor sides) {
        return Math.abs(sides.get(0) - sides.get(1)) / Math.max(1, Math.abs(sides.get(0)));
    }

    /// Values at 1 and -1 to 16 digits, from the formulas at 30 digits.
    static Stream<Known> known() {
        return Stream.of(
                new Known(new Identity(), 1, -1),
                new Known(new Sigmoid(), 0.73105857863000488, 0.26894142136999512),
                new Known(new Tanh(), 0.76159415595576489, -0.76159415595576489),
                new Known(new Relu(), 1, 0),
                new Known(LeakyRelu.of(), 1, -0.01),
                new Known(Elu.of(), 1, -0.63212055882855768),
                new Known(new Elu(2), 1, -1.2642411176571154),
                new Known(new Selu(), 1.0507009873554805, -1.1113307378125628),
                new Known(new Gelu(), 0.84134474606854295, -0.15865525393145705),
                new Known(new GeluTanh(), 0.84119199060827676, -0.15880800939172324),
                new Known(new Silu(), 0.73105857863000488, -0.26894142136999512),
                new Known(new Softplus(), 1.3132616875182228, 0.31326168751822286),
                new Known(new Mish(), 0.86509838826731033, -0.30340146137410895),
                new Known(new Softsign(), 0.5, -0.5),
                new Known(new Exp(), 2.7182818284590452, 0.36787944117144233),
                new Known(new HardTanh(), 1, -1),
                new Known(new HardSigmoid(), 2 / 3.0, 1 / 3.0));
    }

    record Known(Activation activation, double atOne, double atMinusOne) {}

    @ParameterizedTest
    @MethodSource("known")
    void itsValuesAreThoseOfItsFormula(Known known) {
        double[] value = new double[2], slope = new double[2];
        function(known.activation).evaluate(new double[] {1, -1}, value, slope);
        assertThat(value[0]).isCloseTo(known.atOne, within(1e-15));
        assertThat(value[1]).isCloseTo(known.atMinusOne, within(1e-15));
    }

    /// Those that have values by hand keep them; the values of others are read once, below.
    @Test
    void whatHasKnownValuesKeepsThem() {
        assertThat(known().map(k -> k.activation.getClass()).distinct()).hasSizeGreaterThanOrEqualTo(16);
    }

    /// All of them, to be read beside their formulas once.
    @Test
    void itsValuesAreThoseThatWereRead() {
        StringBuilder values =
                new StringBuilder("activation                    at -2        at -1         at 1         at 2\n");
        for (Activation activation : pointwise().toList()) {
            double[] value = new double[4], slope = new double[4];
            function(activation).evaluate(new double[] {-2, -1, 1, 2}, value, slope);
            values.append("%-24s".formatted(activation));
            for (double v : value) values.append("%13.9f".formatted(v));
            values.append('\n');
        }
        Golden.hold("activation-values.txt", values.toString());
    }

    @Test
    void theLargestSlopesAreTheKnownOnes() {
        double atRoot2 = Math.sqrt(2), density = Math.exp(-1) / Math.sqrt(2 * Math.PI);
        double silu = 2.3993572805154; // the root of x tanh(x/2) = 2, where the second derivative is 0
        double sigmoid = 1 / (1 + Math.exp(-silu));
        assertLargestSlope(new Identity(), 1);
        assertLargestSlope(new Sigmoid(), 0.25);
        assertLargestSlope(new Tanh(), 1);
        assertLargestSlope(new Relu(), 1);
        assertLargestSlope(new LeakyRelu(-3), 3);
        assertLargestSlope(Elu.of(), 1);
        assertLargestSlope(new Elu(2), 2);
        assertLargestSlope(new Selu(), 1.7580993408473766);
        assertLargestSlope(new Gelu(), 0.92135039647485743 + atRoot2 * density);
        assertLargestSlope(new Silu(), sigmoid * (1 + silu * (1 - sigmoid)));
        assertLargestSlope(new Softplus(), 1);
        assertLargestSlope(new Softsign(), 1);
        assertLargestSlope(new HardTanh(), 1);
        assertLargestSlope(new HardSigmoid(), 1 / 6.0);
        assertLargestSlope(new Softmax(), 0.5);
        assertThat(new Exp().maxSlope()).isInfinite();
    }

    @ParameterizedTest
    @MethodSource("all")
    void theFullSlopeIsTheLargestWhereThereIsOneAndANumberInAnyCase(Activation activation) {
        double full = activation.fullSlope();
        if (Double.isFinite(activation.maxSlope())) assertThat(full).isEqualTo(activation.maxSlope());
        else assertThat(full).isPositive().isFinite();
    }

    /// A tenfold argument makes them larger by a fourth power at most, beside the exponential that is named.
    @ParameterizedTest
    @MethodSource("pointwise")
    void itGrowsAsFastAsItSaysAndNoFaster(Activation activation) {
        double[] x = {-640, -64, -20, -2, 2, 20, 64, 640}, value = new double[x.length], slope = new double[x.length];
        function(activation).evaluate(x, value, slope);
        assertThat(function(activation).growth()).isEqualTo(activation.growth());
        boolean fast = false;
        for (int from : new int[] {1, 2, 5, 6}) {
            int to = from < 4 ? from - 1 : from + 1;
            double rate = activation.growth() * (Math.abs(x[to]) - Math.abs(x[from]));
            for (double[] y : List.of(value, slope)) {
                double grew = Math.log(Math.abs(y[to]) + 1) - Math.log(Math.abs(y[from]) + 1);
                assertThat(grew).as("from %s to %s", x[from], x[to]).isLessThan(rate + 4 * Math.log(10));
                fast |= grew > 4 * Math.log(10);
            }
        }
        assertThat(fast).isEqualTo(activation.growth() > 0);
    }

    @ParameterizedTest
    @MethodSource("all")
    void itMixesInputsIfItSaysSo(Activation activation) {
        Expr x = Expr.input("x", Shape.of(2, 3));
        Expr y = activation.apply(x);
        Graph graph = Graph.of(y);
        Tensor before = Tensor.of(x.shape(), 0.3, -0.6, 1.2, 0.1, -2, 0.7);
        Tensor after = Tensor.of(x.shape(), 0.9, -0.6, 1.2, 0.1, -2, 0.7);
        double[] one = graph.eval(Map.of(x, before)).get(y).toDoubles();
        double[] other = graph.eval(Map.of(x, after)).get(y).toDoubles();
        boolean mixes = one[1] != other[1] || one[2] != other[2];
        assertThat(activation.mixes()).isEqualTo(mixes);
        assertThat(Arrays.copyOfRange(one, 3, 6)).as("another sample").isEqualTo(Arrays.copyOfRange(other, 3, 6));
    }

    @ParameterizedTest
    @MethodSource("all")
    void itsValuesAreThoseOfItsRangeAndComeNearItsEnds(Activation activation) {
        Range range = activation.range();
        Expr x = Expr.input("x", Shape.of(4001, 2));
        Expr y = activation.apply(x);
        double[] found = Graph.of(y)
                .eval(Map.of(x, Tensor.generate(x.shape(), i -> (i % 2 == 0 ? 1 : -0.5) * (i / 2 - 2000) / 100.0)))
                .get(y)
                .toDoubles();
        double least = Arrays.stream(found).min().orElseThrow(),
                most = Arrays.stream(found).max().orElseThrow();
        assertThat(range.holds(least, most, 1e-9))
                .as("%s holds %s to %s", range, least, most)
                .isTrue();
        // a softsign is at 0.95 by then
        if (Double.isFinite(range.lower())) assertThat(least).isCloseTo(range.lower(), within(0.05));
        else assertThat(least).isLessThan(-0.15);
        if (Double.isFinite(range.upper())) assertThat(most).isCloseTo(range.upper(), within(0.05));
        else assertThat(most).isGreaterThan(9);
    }

    @Test
    void theRangesAreTheKnownOnes() {
        double endless = Double.POSITIVE_INFINITY;
        assertRange(new Identity(), -endless, endless);
        assertRange(new LeakyRelu(0.01), -endless, endless);
        for (Activation positive : List.of(new Relu(), new Softplus(), new Exp())) assertRange(positive, 0, endless);
        for (Activation part : List.of(new Sigmoid(), new HardSigmoid(), new Softmax())) assertRange(part, 0, 1);
        for (Activation signed : List.of(new Tanh(), new HardTanh(), new Softsign())) assertRange(signed, -1, 1);
        assertRange(new Elu(2), -2, endless);
        assertRange(new Selu(), -1.0507009873554805 * 1.6732632423543772, endless);
        assertRange(new Silu(), -0.27846454276107380, endless);
        assertRange(new Gelu(), -0.16997120747990366, endless);
        assertRange(new Mish(), -0.30884341301725041, endless);
        assertRange(new GeluTanh(), -0.17004075057125405, endless);
    }

    private static void assertRange(Activation activation, double lower, double upper) {
        Range range = activation.range();
        assertThat(new double[] {range.lower(), range.upper()})
                .as(activation.toString())
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(lower, upper);
    }

    @ParameterizedTest
    @MethodSource("pointwise")
    void itIsLinearAndHomogeneousIfItSaysSo(Activation activation) {
        double[] x = {0.01, 0.7, 3, 50, -0.01, -0.7, -3, -50}, value = new double[8];
        function(activation).evaluate(x, value, new double[8]);
        double right = value[1] / x[1], left = value[5] / x[5];
        boolean homogeneous = true;
        for (int i = 0; i < x.length; i++) {
            double line = (x[i] > 0 ? right : left) * x[i];
            homogeneous &= Math.abs(value[i] - line) <= 1e-12 * Math.abs(line);
        }
        assertThat(activation.homogeneous()).isEqualTo(homogeneous);
        assertThat(activation.linear()).isEqualTo(homogeneous && left == right);
    }

    @Test
    void theFamilyOfReluIsHomogeneous() {
        assertThat(all().filter(Activation::homogeneous)
                        .<Class<?>>map(Object::getClass)
                        .distinct())
                .containsExactly(Identity.class, Relu.class, LeakyRelu.class);
        assertThat(all().filter(Activation::competes)).containsExactly(new Softmax());
    }

    private static void assertLargestSlope(Activation activation, double expected) {
        assertThat(activation.maxSlope()).as(activation.toString()).isCloseTo(expected, within(1e-8));
    }

    @ParameterizedTest
    @MethodSource("pointwise")
    void noSlopeExceedsTheLargest(Activation activation) {
        double[] x = new double[2000], value = new double[2000], slope = new double[2000];
        for (int i = 0; i < x.length; i++) x[i] = 20 * (2 * Philox.uniform(11, 0, 0, i) - 1);
        function(activation).evaluate(x, value, slope);
        double steepest = Arrays.stream(slope).map(Math::abs).max().orElseThrow();
        assertThat(steepest).isLessThanOrEqualTo(activation.maxSlope() + 1e-8);
    }

    @Test
    void tailsOfTheSlopeDoNotRoundToZero() {
        double[] value = new double[1], slope = new double[1];
        function(new Tanh()).evaluate(new double[] {20}, value, slope);
        assertThat(slope[0] / (4 * Math.exp(-40))).isCloseTo(1, within(1e-12));
        function(new Sigmoid()).evaluate(new double[] {60}, value, slope);
        assertThat(slope[0] / Math.exp(-60)).isCloseTo(1, within(1e-12));
        function(new Gelu()).evaluate(new double[] {-20}, value, slope);
        double density = Math.exp(-200) / Math.sqrt(2 * Math.PI);
        assertThat(slope[0] / (-20 * density)).isCloseTo(1, within(1e-2));
    }

    @Test
    void aFunctionTakesAnyNumberOfPoints() {
        ScalarFunction square = function(new Square());
        for (int n : new int[] {0, 1, 255, 256, 257, 1000}) {
            double[] x = new double[n], value = new double[n], slope = new double[n];
            for (int i = 0; i < n; i++) x[i] = i;
            square.evaluate(x, value, slope);
            for (int i = 0; i < n; i++) {
                assertThat(value[i]).isEqualTo((double) i * i);
                assertThat(slope[i]).isEqualTo(2.0 * i);
            }
        }
    }

    @Test
    void aSoftmaxSumsToOneAndHasNoFunctionOfOneNumber() {
        Expr x = Expr.input("x", Shape.of(2, 3));
        Expr y = new Softmax().apply(x);
        Tensor p = Graph.of(y)
                .eval(Map.of(x, Tensor.of(x.shape(), 1000, 1001, -1000, 0, 0, 0)))
                .get(y);
        assertThat(p.get(0) + p.get(1) + p.get(2)).isCloseTo(1, within(1e-12));
        assertThat(p.get(1)).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-12));
        assertThat(p.get(3)).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(new Softmax().function()).isEmpty();
        assertThat(pointwise()).allSatisfy(a -> assertThat(a.function()).isPresent());
    }

    private static ScalarFunction function(Activation activation) {
        return activation.function().orElseThrow();
    }

    /// An activation as a user might write one.
    record Square() implements Activation {
        @Override
        public Expr apply(Expr x) {
            return x.square();
        }
    }
}
