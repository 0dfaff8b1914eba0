package org.gradus.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.plan.Plan;
import org.gradus.run.Session;
import org.gradus.run.Store;
import org.gradus.tensor.Element;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Cross-entropies of logits in `f32`, as they are trained: losses and residuals keep their digits however sure and
/// right the network is, and however wrong.
class ConfidentLaws {
    /// Numbers below it have fewer digits.
    private static final double TINY = Float.MIN_NORMAL;

    private static final SoftmaxCrossEntropy SOFTMAX = new SoftmaxCrossEntropy();
    private static final SigmoidCrossEntropy SIGMOID = new SigmoidCrossEntropy();

    /// What a plan in `f32` computes of a loss.
    ///
    /// @param losses of each sample
    /// @param residuals the gradient of their sum by the logits
    /// @param bends the gradient of the sum of squared residuals, which takes second derivatives
    private record Found(Tensor losses, Tensor residuals, Tensor bends) {
        static Found of(Loss loss, Tensor logits, Tensor targets) {
            Expr z = Expr.input("z", logits.shape());
            Expr t = targets.element() == Element.I32
                    ? Expr.ints("t", targets.shape())
                    : Expr.input("t", targets.shape());
            Expr losses = loss.perSample(z, t);
            Expr residuals = Gradient.of(losses.sum(), List.of(z)).getFirst();
            Expr bends = Gradient.of(residuals.square().sum(), List.of(z)).getFirst();
            try (Session session = Session.of(Plan.of(Graph.of(losses, residuals, bends)), new Store())) {
                session.set(z, logits);
                session.set(t, targets);
                session.run();
                return new Found(session.get(losses), session.get(residuals), session.get(bends));
            }
        }

        /// The same by the meaning of every operation, in `double`.
        static Found meant(Loss loss, Tensor logits, Tensor targets) {
            Expr z = Expr.input("z", logits.shape());
            Expr t = targets.element() == Element.I32
                    ? Expr.ints("t", targets.shape())
                    : Expr.input("t", targets.shape());
            Expr losses = loss.perSample(z, t);
            Expr residuals = Gradient.of(losses.sum(), List.of(z)).getFirst();
            Expr bends = Gradient.of(residuals.square().sum(), List.of(z)).getFirst();
            Map<Expr, Tensor> values = Graph.of(losses, residuals, bends).eval(Map.of(z, logits, t, targets));
            return new Found(values.get(losses), values.get(residuals), values.get(bends));
        }
    }

    private static void assertClose(Tensor found, double share, double... expected) {
        assertThat(found.size()).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found.get(i))
                    .as("at %d of %s", i, found)
                    .isCloseTo(expected[i], within(share * Math.abs(expected[i]) + TINY));
        }
    }

    @Test
    void aSureAndRightLogitStillHasALossAndAResidual() {
        Tensor logits = Tensor.of(Shape.of(4, 2), 1000, 990, 20, 0, 990, 1000, 60, 0);
        Found found = Found.of(SOFTMAX, logits, Tensor.ints(0, 0, 1, 0));
        double ten = Math.exp(-10) / (1 + Math.exp(-10)), twenty = Math.exp(-20) / (1 + Math.exp(-20));
        double sixty = Math.exp(-60);
        assertClose(found.losses, 1e-6, 4.539889922e-5, 2.061153620e-9, 4.539889922e-5, sixty);
        assertClose(found.residuals, 1e-6, -ten, ten, -twenty, twenty, ten, -ten, -sixty, sixty);
        // of r² for r = σ(-d), by d: -2 r² (1 - r), for both outputs
        double bend = 4 * twenty * twenty * (1 - twenty);
        assertThat(found.bends.get(2)).isCloseTo(-bend, within(1e-5 * bend));
        assertThat(found.bends.get(3)).isCloseTo(bend, within(1e-5 * bend));
    }

    @Test
    void aSureAndRightAnswerStillHasALossAndAResidual() {
        Tensor logits = Tensor.of(Shape.of(4, 1), 20, -20, 60, 1000);
        Found found = Found.of(SIGMOID, logits, Tensor.ints(1, 0, 1, 1));
        double twenty = Math.exp(-20) / (1 + Math.exp(-20)), sixty = Math.exp(-60);
        assertClose(found.losses, 1e-6, 2.061153620e-9, 2.061153620e-9, sixty, 0);
        assertClose(found.residuals, 1e-6, -twenty, twenty, -sixty, 0);
    }

    /// Every component to its own digits, not to those of the largest.
    @Test
    void everyLossAndResidualKeepsItsDigits() {
        for (int classes : List.of(2, 3, 10)) {
            for (double size : List.of(0.1, 1.0, 5.0, 20.0)) {
                for (double offset : List.of(0.0, 64.0, -4096.0)) {
                    int rows = 64;
                    // logits and their offset together are exact in f32
                    Tensor logits = Tensor.generate(
                            Shape.of(rows, classes),
                            i -> Math.rint(size * Philox.normal(1, classes, 0, i) * 512) / 512 + offset);
                    Tensor right = Tensor.generateInts(Shape.of(rows), i -> i % classes);
                    Tensor rightRows =
                            Tensor.generate(logits.shape(), i -> i % classes == i / classes % classes ? 1 : 0);
                    Found exact = Found.meant(SOFTMAX, logits, right);
                    for (Tensor targets : List.of(right, rightRows)) {
                        Found found = Found.of(SOFTMAX, logits, targets);
                        assertClose(found.losses, 1e-5, exact.losses.toDoubles());
                        assertClose(found.residuals, 1e-5, exact.residuals.toDoubles());
                    }
                }
            }
        }
    }

    @Test
    void softTargetsKeepTheirMeaning() {
        for (double size : List.of(1.0, 30.0)) {
            Tensor logits = Tensor.generate(Shape.of(40, 5), i -> size * Philox.normal(2, 0, 0, i));
            Tensor shares = Tensor.generate(Shape.of(40, 5), i -> Philox.uniform(3, 0, 0, i) / 2.5);
            Found exact = Found.meant(SOFTMAX, logits, shares), found = Found.of(SOFTMAX, logits, shares);
            assertClose(found.losses, 1e-5, exact.losses.toDoubles());
            assertThat(found.residuals.toDoubles()).containsExactly(exact.residuals.toDoubles(), within(2e-6));
            // Σ tₖ (ln Σ exp zⱼ - zₖ), by the definition
            for (int row = 0; row < 40; row++) {
                double[] z = Arrays.copyOfRange(logits.toDoubles(), 5 * row, 5 * row + 5);
                double most = Arrays.stream(z).max().orElseThrow();
                double lse = most
                        + Math.log(Arrays.stream(z).map(v -> Math.exp(v - most)).sum());
                double sum = 0;
                for (int k = 0; k < 5; k++) sum += shares.get(5 * row + k) * (lse - z[k]);
                assertThat(exact.losses.get(row)).isCloseTo(sum, within(1e-13 * (1 + sum)));
            }
        }
    }

    @Test
    void extremeLogitsGiveNumbers() {
        double far = 1e30;
        Tensor logits = Tensor.of(
                Shape.of(6, 3), far, -far, 0, -far, far, 0, far, far, far, -far, -far, -far, 0, 0, 0, -far, far, far);
        Tensor right = Tensor.ints(0, 0, 1, 2, 0, 0);
        Tensor rows = Tensor.of(Shape.of(6, 3), 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0);
        double third = 1 / 3.0;
        for (Tensor targets : List.of(right, rows)) {
            for (Found found : List.of(Found.of(SOFTMAX, logits, targets), Found.meant(SOFTMAX, logits, targets))) {
                double three = Math.log(3);
                assertClose(found.losses, 1e-6, 0, 2 * far, three, three, three, 2 * far);
                double[] first = {0, 0, 0, -1, 1, 0}, same = {third, -2 * third, third, third, third, -2 * third};
                double[] last = {-2 * third, third, third, -1, 0.5, 0.5};
                double[] all = new double[18];
                System.arraycopy(first, 0, all, 0, 6);
                System.arraycopy(same, 0, all, 6, 6);
                System.arraycopy(last, 0, all, 12, 6);
                assertClose(found.residuals, 1e-6, all);
                for (double bend : found.bends.toDoubles()) assertThat(bend).isFinite();
            }
        }
        Tensor column = Tensor.of(Shape.of(4, 1), far, far, -far, -far);
        Found found = Found.of(SIGMOID, column, Tensor.ints(1, 0, 1, 0));
        assertClose(found.losses, 1e-6, 0, far, far, 0);
        assertClose(found.residuals, 1e-6, 0, 1, -1, 0);
    }

    @Test
    void aClassNumberWithoutAnOutputCountsForNothing() {
        Tensor logits = Tensor.of(Shape.of(3, 2), 3, 1, 3, 1, 0, 5);
        Found found = Found.of(SOFTMAX, logits, Tensor.ints(-1, 0, 2));
        double wrong = 1 / (1 + Math.exp(2));
        assertClose(found.losses, 1e-6, 0, Math.log1p(Math.exp(-2)), 0);
        assertClose(found.residuals, 1e-6, 0, 0, -wrong, wrong, 0, 0);
    }

    /// Otherwise a network that has overflowed would pass for one that is right.
    @Test
    void aLogitThatIsNoFiniteNumberIsSeenInTheLoss() {
        for (double bad : List.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN)) {
            for (int place = 0; place < 3; place++) {
                double[] z = {1, 2, 3};
                z[place] = bad;
                Tensor logits = Tensor.of(Shape.of(1, 3), z);
                for (Tensor targets : List.of(Tensor.ints(0), Tensor.of(Shape.of(1, 3), 1, 0, 0))) {
                    assertThat(Found.of(SOFTMAX, logits, targets).losses.get(0))
                            .as("%s at %d, %s", bad, place, targets)
                            .isNotFinite();
                }
            }
        }
    }
}
