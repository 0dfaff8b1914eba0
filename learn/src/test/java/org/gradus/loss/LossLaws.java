package org.gradus.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gradus.check.Family;
import org.gradus.check.GradientCheck;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.math.Nonlinear;
import org.gradus.math.Statistics;
import org.gradus.tensor.Element;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every loss; [#hold] tries one that is not on the list.
public class LossLaws {
    private static final Tensor CLASSES = Tensor.ints(2, 0, 1, 1, 2, 1, 0, 1);
    private static final Tensor YES_OR_NO = Tensor.ints(1, 0, 0, 1, 1, 1, 0, 1);

    /// A loss with targets it can read and outputs in its domain.
    ///
    /// @param probabilities whether outputs are between 0 and 1
    /// @param sumsToOne whether the outputs of a sample have to sum to 1
    record Case(Loss loss, Tensor targets, int outputs, boolean probabilities, boolean sumsToOne) {
        int samples() {
            return targets.shape().dim(0);
        }

        Tensor output() {
            return Tensor.generate(Shape.of(samples(), outputs), i -> {
                double x = Philox.normal(5, 0, 0, i);
                return probabilities ? 0.1 + 0.8 / (1 + Math.exp(-x)) : x;
            });
        }

        /// The mean loss of one output given to all samples.
        double ofConstant(Tensor row) {
            return mean(loss, row.broadcastTo(Shape.of(samples(), outputs)), targets);
        }

        @Override
        public String toString() {
            return loss + ", " + outputs + " outputs, targets " + targets.shape() + " " + targets.element();
        }
    }

    LossLaws() {}

    /// Every law on one loss.
    public static void hold(Loss loss) {
        LossLaws laws = new LossLaws();
        cases(loss).forEach(c -> {
            laws.itsGradientsAgreeWithFiniteDifferences(c);
            laws.itIsOneNumberASample(c);
            laws.noConstantIsBetterThanTheBest(c);
            laws.theLargestOfSeveralOutputsIsTheClass(c);
            laws.itReadsWhatItSays(c);
        });
    }

    static Stream<Case> cases() {
        return Family.examples(Loss.BuiltIn.class).flatMap(LossLaws::cases);
    }

    /// A loss on every kind of targets that it can read, by what it says of itself.
    private static Stream<Case> cases(Loss loss) {
        Tensor numbers = Tensor.generate(Shape.of(8, 3), i -> 2 * Philox.normal(6, 0, 0, i));
        Tensor shares = Tensor.generate(Shape.of(8, 3), i -> Philox.uniform(8, 0, 0, i));
        boolean values = loss.reads() == Loss.Reads.VALUES, probabilities = loss.reads() == Loss.Reads.PROBABILITIES;
        Stream<Tensor> several = Stream.of(CLASSES, shares.map(Math::rint));
        if (!loss.exclusive()) several = Stream.concat(several, Stream.of(values ? numbers : shares));
        Stream<Case> cases =
                several.map(targets -> new Case(loss, targets, 3, probabilities, probabilities && loss.exclusive()));
        return loss.exclusive()
                ? cases
                : Stream.concat(cases, Stream.of(new Case(loss, YES_OR_NO, 1, probabilities, false)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itsGradientsAgreeWithFiniteDifferences(Case c) {
        Expr output = Expr.input("output", Shape.of(c.samples(), c.outputs));
        Expr targets = leaf(c.targets);
        Map<Expr, Tensor> given = Map.of(targets, c.targets);
        GradientCheck.ordersOneAndTwo(c.toString(), c.loss.mean(output, targets), output, c.output(), given);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itIsOneNumberASample(Case c) {
        Expr output = Expr.input("output", Shape.of(c.samples(), c.outputs));
        assertThat(c.loss.perSample(output, leaf(c.targets)).shape()).isEqualTo(Shape.of(c.samples(), 1));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void noConstantIsBetterThanTheBest(Case c) {
        Tensor best = c.loss.bestConstant(c.targets, c.outputs);
        assertThat(best.shape()).isEqualTo(Shape.of(1, c.outputs));
        double least = c.ofConstant(best);
        for (int seed = 0; seed < 50; seed++) {
            double size = Math.scalb(0.2, -seed % 10);
            assertThat(c.ofConstant(moved(c, best, size, seed))).isGreaterThanOrEqualTo(least - 1e-15);
        }
    }

    /// The row moved at random, within the sum of 1 where that is asked for.
    private static Tensor moved(Case c, Tensor row, double size, int seed) {
        double[] step = new double[c.outputs];
        double sum = 0;
        for (int k = 0; k < c.outputs; k++) {
            step[k] = size * (2 * Philox.uniform(seed, 1, 0, k) - 1);
            sum += step[k];
        }
        double shift = c.sumsToOne ? sum / c.outputs : 0;
        return Tensor.generate(row.shape(), k -> row.get(k) + step[k] - shift);
    }

    @Test
    void theBestConstantsAreThoseOfTheField() {
        assertRow(new SoftmaxCrossEntropy(), CLASSES, 3, Math.log(0.25), Math.log(0.5), Math.log(0.25));
        assertRow(new SoftmaxCrossEntropy(), CLASSES, 4, Math.log(0.25), Math.log(0.5), Math.log(0.25), -80);
        assertRow(new CrossEntropy(), CLASSES, 4, 0.25, 0.5, 0.25, 0);
        assertRow(new CrossEntropy(), Tensor.of(Shape.of(2, 2), 1, 1, 1, 0), 2, 2 / 3.0, 1 / 3.0);
        assertRow(new CrossEntropy(), Tensor.of(Shape.of(2, 2), 0, 0, 0, 0), 2, 0, 0);
        assertRow(new SigmoidCrossEntropy(), YES_OR_NO, 1, Math.log(0.625 / 0.375));
        assertRow(new SigmoidCrossEntropy(), Tensor.ints(1, 1), 1, 80);
        assertRow(new BinaryCrossEntropy(), YES_OR_NO, 1, 0.625);
        Tensor numbers = Tensor.of(Shape.of(4, 2), 1, 10, 2, -10, 3, 0, 10, 0);
        assertRow(new Mse(), numbers, 2, 4, 0);
        assertRow(new Mae(), numbers, 2, 2.5, 0);
        assertRow(new Mae(), Tensor.of(Shape.of(3, 1), 5, 1, 100), 1, 5);
        // 1, 2, 3 pull by c - t and 10 by -1: 3 c - 6 - 1 = 0, as long as 1 is within 1.33 < δ of c
        assertRow(new Huber(1.5), Tensor.of(Shape.of(4, 1), 1, 2, 3, 10), 1, 2.5);
    }

    private static void assertRow(Loss loss, Tensor targets, int outputs, double... expected) {
        assertThat(loss.bestConstant(targets, outputs).toDoubles())
                .as(loss.toString())
                .containsExactly(expected, within(1e-12));
    }

    @Test
    void knownLosses() {
        Tensor even = Tensor.full(Shape.of(5, 10), 0), tenths = Tensor.full(Shape.of(5, 10), 0.1);
        Tensor digits = Tensor.ints(0, 3, 9, 5, 5);
        assertThat(mean(new SoftmaxCrossEntropy(), even, digits)).isCloseTo(Math.log(10), within(1e-15));
        assertThat(mean(new CrossEntropy(), tenths, digits)).isCloseTo(Math.log(10), within(1e-15));
        Tensor column = Tensor.of(Shape.of(2, 1), 2, 2), yesNo = Tensor.ints(1, 0);
        assertThat(mean(new SigmoidCrossEntropy(), column, yesNo))
                .isCloseTo((Math.log1p(Math.exp(-2)) + Math.log1p(Math.exp(2))) / 2, within(1e-15));
        Tensor quarter = Tensor.of(Shape.of(2, 1), 0.25, 0.25);
        assertThat(mean(new BinaryCrossEntropy(), quarter, yesNo))
                .isCloseTo(-(Math.log(0.25) + Math.log(0.75)) / 2, within(1e-15));
        Tensor row = Tensor.of(Shape.of(1, 2), 3, -1), zero = Tensor.of(Shape.of(1, 2), 0, 0);
        assertThat(mean(new Mse(), row, zero)).isEqualTo((9 + 1) / 2.0);
        assertThat(mean(new Mae(), row, zero)).isEqualTo((3 + 1) / 2.0);
        assertThat(mean(new Huber(2), row, zero)).isEqualTo((2 * (3 - 1) + 0.5) / 2);
    }

    @Test
    void lossesOnProbabilitiesAndOnLogitsAgree() {
        Expr z = Expr.input("z", Shape.of(8, 3)), t = leaf(CLASSES);
        Expr onLogits = new SoftmaxCrossEntropy().perSample(z, t);
        Expr onProbabilities = new CrossEntropy().perSample(Nonlinear.softmax(z), t);
        Expr yesNo = new SigmoidCrossEntropy().perSample(z, t);
        Expr yesNoOnProbabilities = new BinaryCrossEntropy().perSample(z.sigmoid(), t);
        Tensor logits = Tensor.generate(z.shape(), i -> 3 * Philox.normal(9, 0, 0, i));
        Map<Expr, Tensor> values =
                Graph.of(onLogits, onProbabilities, yesNo, yesNoOnProbabilities).eval(Map.of(z, logits, t, CLASSES));
        assertThat(values.get(onProbabilities).toDoubles())
                .containsExactly(values.get(onLogits).toDoubles(), within(1e-12));
        assertThat(values.get(yesNoOnProbabilities).toDoubles())
                .containsExactly(values.get(yesNo).toDoubles(), within(1e-12));
    }

    @Test
    void extremeLogitsGiveTheirLossAndTheirResidual() {
        Tensor z = Tensor.of(Shape.of(2, 2), 1e4, -1e4, 1e4, -1e4);
        Tensor t = Tensor.ints(1, 0);
        assertPerSample(new SoftmaxCrossEntropy(), z, t, 2e4, 0);
        assertResiduals(new SoftmaxCrossEntropy(), z, t, 1, -1, 0, 0);
        Tensor column = Tensor.of(Shape.of(4, 1), 1e4, 1e4, 50, -50);
        Tensor yesNo = Tensor.ints(0, 1, 1, 0);
        assertPerSample(new SigmoidCrossEntropy(), column, yesNo, 1e4, 0, Math.exp(-50), Math.exp(-50));
        assertResiduals(new SigmoidCrossEntropy(), column, yesNo, 1, 0, -Math.exp(-50), Math.exp(-50));
    }

    @Test
    void probabilitiesAreCutBeforeTheLogarithm() {
        Tensor p = Tensor.of(Shape.of(3, 2), 0, 1, 1, 0, -7, 8);
        Tensor t = Tensor.ints(0, 0, 0);
        double most = -Math.log(1e-7), least = -Math.log(1 - 1e-7);
        assertPerSample(new CrossEntropy(), p, t, most, least, most);
        assertResiduals(new CrossEntropy(), p, t, 0, 0, 0, 0, 0, 0);
        assertPerSample(new BinaryCrossEntropy(), Tensor.of(Shape.of(2, 1), 0, 1), Tensor.ints(1, 1), most, least);
    }

    @Test
    void theResidualsAreTheDocumentedOnes() {
        Tensor z = Tensor.of(Shape.of(2, 2), 0, Math.log(3), 0, 0), t = Tensor.ints(1, 0);
        assertResiduals(new SoftmaxCrossEntropy(), z, t, 0.25, -0.25, -0.5, 0.5);
        assertResiduals(new SigmoidCrossEntropy(), z, t, 0.25, -0.125, -0.25, 0.25);
        Tensor p = Tensor.of(Shape.of(2, 2), 0.2, 0.8, 0.5, 0.5);
        assertResiduals(new CrossEntropy(), p, t, 0, -1.25, -2, 0);
        assertResiduals(new BinaryCrossEntropy(), p, t, 0.5 / 0.8, -0.5 / 0.8, -1, 1);
        Tensor y = Tensor.of(Shape.of(2, 2), 3, -1, 0.5, 0), zero = Tensor.full(Shape.of(2, 2), 0);
        assertResiduals(new Mse(), y, zero, 3, -1, 0.5, 0);
        assertResiduals(new Mae(), y, zero, 0.5, -0.5, 0.5, 0);
        assertResiduals(Huber.of(), y, zero, 0.5, -0.5, 0.25, 0);
    }

    private static void assertPerSample(Loss loss, Tensor output, Tensor targets, double... expected) {
        Expr y = leaf(output), t = leaf(targets), values = loss.perSample(y, t);
        Tensor found = Graph.of(values).eval(Map.of(y, output, t, targets)).get(values);
        assertClose(loss, found, expected);
    }

    /// The gradient of the sum over samples: each sample's residual.
    private static void assertResiduals(Loss loss, Tensor output, Tensor targets, double... expected) {
        Expr y = leaf(output), t = leaf(targets);
        Expr residual = Gradient.of(loss.perSample(y, t).sum(), List.of(y)).get(0);
        Tensor found = Graph.of(residual).eval(Map.of(y, output, t, targets)).get(residual);
        assertClose(loss, found, expected);
    }

    /// Equal to 13 digits each, however small.
    private static void assertClose(Loss loss, Tensor found, double... expected) {
        assertThat(found.size()).isEqualTo(expected.length);
        IntStream.range(0, expected.length)
                .forEach(i -> assertThat(found.get(i))
                        .as(loss + " at " + i)
                        .isCloseTo(expected[i], within(1e-13 * Math.abs(expected[i]) + 1e-300)));
    }

    /// A loss that takes logits has a value and a slope however large they are, and one of classes that
    /// compete asks for their differences alone; one that takes probabilities asks for nothing beyond 0 and 1.
    @ParameterizedTest
    @MethodSource("cases")
    void itReadsWhatItSays(Case c) {
        assertThat(c.loss.threshold()).isEqualTo(c.loss.reads() == Loss.Reads.LOGITS ? 0 : 0.5);
        Tensor output = c.output();
        if (c.loss.reads() == Loss.Reads.LOGITS) {
            double far = mean(c.loss, output.map(x -> 1e4 * x), c.targets);
            assertThat(far).isBetween(0.0, 1e6);
            boolean oneEach = c.targets.element() == Element.I32;
            double shifted = mean(c.loss, output.map(x -> x + 3), c.targets), plain = mean(c.loss, output, c.targets);
            if (oneEach && c.outputs > 1)
                assertThat(Math.abs(shifted - plain) < 1e-9).isEqualTo(c.loss.exclusive());
        }
        if (c.loss.reads() == Loss.Reads.PROBABILITIES) {
            for (double end : new double[] {0, 1}) {
                assertThat(mean(c.loss, Tensor.full(output.shape(), end), c.targets))
                        .isFinite();
            }
        }
    }

    @Test
    void whatTheLossesSayOfThemselves() {
        assertThat(cases().map(Case::loss)
                        .filter(l -> l.reads() == Loss.Reads.LOGITS)
                        .distinct())
                .containsExactly(new SoftmaxCrossEntropy(), new SigmoidCrossEntropy());
        assertThat(cases().map(Case::loss)
                        .filter(l -> l.reads() == Loss.Reads.PROBABILITIES)
                        .distinct())
                .containsExactly(new CrossEntropy(), new BinaryCrossEntropy());
        assertThat(cases().map(Case::loss).filter(Loss::exclusive).distinct())
                .containsExactly(new SoftmaxCrossEntropy(), new CrossEntropy());
    }

    @Test
    void oneOutputIsTheScoreOfClassOne() {
        Tensor labels = Tensor.ints(0, 1, 1, 0);
        assertAccuracy(new SigmoidCrossEntropy(), Tensor.of(Shape.of(4, 1), -2, 1, -1, 0.4), labels, 0.5);
        assertAccuracy(new BinaryCrossEntropy(), Tensor.of(Shape.of(4, 1), 0.1, 0.6, 0.4, 0.49), labels, 0.75);
        assertAccuracy(new Mse(), Tensor.of(Shape.of(4, 1), -3, 0.51, 7, 0.2), labels, 1);
        assertAccuracy(new Mae(), Tensor.of(Shape.of(4, 1), 0.6, 0.51, 7, 0.2), labels, 0.75);
        assertAccuracy(Huber.of(), Tensor.of(Shape.of(4, 1), 0.6, 0.51, 0, 0.2), labels, 0.5);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theLargestOfSeveralOutputsIsTheClass(Case c) {
        if (c.outputs > 1) assertAccuracy(c.loss, Tensor.of(Shape.of(2, 3), 1, 3, 2, 3, 1, 2), Tensor.ints(1, 2), 0.5);
    }

    private static void assertAccuracy(Loss loss, Tensor output, Tensor labels, double expected) {
        Expr y = leaf(output), t = leaf(labels), accuracy = Statistics.accuracy(loss.scores(y), t);
        assertThat(Graph.of(accuracy)
                        .eval(Map.of(y, output, t, labels))
                        .get(accuracy)
                        .item())
                .as(loss.toString())
                .isEqualTo(expected);
    }

    @Test
    void targetsThatDoNotFitAreRefused() {
        Expr one = Expr.input("y", Shape.of(4, 1)), three = Expr.input("y", Shape.of(4, 3));
        Expr labels = Expr.ints("t", Shape.of(4)), numbers = Expr.input("t", Shape.of(4, 2));
        assertThatThrownBy(() -> new SoftmaxCrossEntropy().perSample(one, labels))
                .hasMessage("softmax_cross_entropy: needs an output a class, at least 2 · output [4, 1]; for one output"
                        + " there is sigmoid_cross_entropy");
        assertThatThrownBy(() -> new CrossEntropy().perSample(one, labels))
                .hasMessageEndingWith("there is binary_cross_entropy");
        assertThatThrownBy(() -> new Mse().perSample(three, numbers))
                .hasMessage("mse: output and targets differ: output [4, 3] · targets [4, 2] numbers");
        assertThatThrownBy(() -> new Mae().perSample(three, Expr.ints("t", Shape.of(5))))
                .hasMessage("mae: output and targets differ: output [4, 3] · targets [5] class numbers");
        assertThatThrownBy(() -> new Huber(0)).hasMessageMatching("delta: expected .*, found 0.0");
        assertThatThrownBy(() -> new SoftmaxCrossEntropy().bestConstant(CLASSES, 2))
                .hasMessage("softmax_cross_entropy: class number 2 · 2 outputs take 0 to 1");
        assertThatThrownBy(() -> new SigmoidCrossEntropy().bestConstant(Tensor.ints(0, -1), 1))
                .hasMessage("sigmoid_cross_entropy: class number -1 · 1 output takes 0 to 1");
    }

    private static double mean(Loss loss, Tensor output, Tensor targets) {
        Expr y = leaf(output), t = leaf(targets), mean = loss.mean(y, t);
        return Graph.of(mean).eval(Map.of(y, output, t, targets)).get(mean).item();
    }

    private static Expr leaf(Tensor value) {
        return value.element() == Element.I32 ? Expr.ints("t", value.shape()) : Expr.input("y", value.shape());
    }
}
