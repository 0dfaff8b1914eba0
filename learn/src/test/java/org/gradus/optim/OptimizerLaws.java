package org.gradus.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Kind;
import org.gradus.law.Laws;
import org.gradus.name.Examples;
import org.gradus.name.Settings;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every optimizer keeps to, and the first steps of each by its formula.
public class OptimizerLaws {
    OptimizerLaws() {}

    /// All of them, for an optimizer of one's own.
    public static void hold(Optimizer optimizer) {
        Laws.hold(MethodHandles.lookup(), optimizer);
    }

    /// Five gradients of one weight, of changing sign and size.
    private static final double[] GRADIENTS = {0.5, -0.2, 0.05, 1.5, -0.8};

    private static final double START = 1;

    static List<Optimizer> all() {
        return Examples.of(Optimizer.class);
    }

    /// Sums of gradients: w = 1 - 0.1 Σ g.
    @Test
    void theFirstStepsOfSgd() {
        assertSteps(Sgd.of(0.1), 0.95, 0.97, 0.965, 0.815, 0.895);
    }

    /// Written out: after t steps gradient s ≤ t has moved the weight by 0.1 (1 - μ^(t-s+1)) / (1 - μ) of
    /// itself, the sum of a geometric series (Polyak 1964).
    @Test
    void theFirstStepsOfMomentum() {
        double[] expected = new double[5];
        for (int t = 0; t < 5; t++) {
            expected[t] = START;
            for (int s = 0; s <= t; s++) {
                expected[t] -= 0.1 * GRADIENTS[s] * (1 - Math.pow(0.9, t - s + 1)) / (1 - 0.9);
            }
        }
        assertSteps(Momentum.of(0.1), expected);
    }

    /// The same series one term further: the look-ahead (Bengio et al. 2013).
    @Test
    void theFirstStepsOfNesterov() {
        double[] expected = new double[5];
        for (int t = 0; t < 5; t++) {
            expected[t] = START;
            for (int s = 0; s <= t; s++) {
                expected[t] -= 0.1 * GRADIENTS[s] * (1 - Math.pow(0.9, t - s + 2)) / (1 - 0.9);
            }
        }
        assertSteps(Nesterov.of(0.1), expected);
    }

    /// Nesterov's own form: y is where the gradient is taken, w the weight a step behind (Sutskever et al.
    /// 2013, eq. 3 and 4); ours holds y.
    @Test
    void nesterovIsTheFormOfSutskeverSeenAtTheLookAhead() {
        double w = START, velocity = 0;
        double[] ahead = new double[5];
        for (int t = 0; t < 5; t++) {
            velocity = 0.9 * velocity - 0.1 * GRADIENTS[t];
            w += velocity;
            ahead[t] = w + 0.9 * velocity;
        }
        assertSteps(Nesterov.of(0.1), ahead);
    }

    /// Duchi et al. 2011: each step is 0.1 g_t / (√(Σ g²) + ε).
    @Test
    void theFirstStepsOfAdaGrad() {
        double w = START;
        double[] expected = new double[5];
        for (int t = 0; t < 5; t++) {
            double squares = Arrays.stream(GRADIENTS, 0, t + 1).map(g -> g * g).sum();
            expected[t] = w -= 0.1 * GRADIENTS[t] / (Math.sqrt(squares) + 1e-10);
        }
        assertSteps(AdaGrad.of(0.1), expected);
    }

    /// Lecture 6e written out: s_t = Σ 0.1 · 0.9^(t-s) g_s².
    @Test
    void theFirstStepsOfRmsProp() {
        double w = START;
        double[] expected = new double[5];
        for (int t = 0; t < 5; t++) {
            expected[t] = w -= 0.1 * GRADIENTS[t] / (Math.sqrt(0.1 * decayed(0.9, 2, t)) + 1e-8);
        }
        assertSteps(RmsProp.of(0.1), expected);
    }

    /// Kingma and Ba 2015 written out: with weights β^(t-s) that sum to (1 - β^t) / (1 - β), m̂ and v̂ are
    /// weighted means of all gradients and squares so far.
    @Test
    void theFirstStepsOfAdam() {
        double w = START;
        double[] expected = new double[5];
        for (int t = 0; t < 5; t++) expected[t] = w -= 0.1 * adamDirection(t);
        assertSteps(Adam.of(0.1), expected);
    }

    /// Loshchilov and Hutter 2019: Adam's step on a weight that first shrinks by 1 - rate · λ.
    @Test
    void theFirstStepsOfAdamW() {
        double w = START;
        double[] expected = new double[5];
        for (int t = 0; t < 5; t++) expected[t] = w = w * (1 - 0.1 * 0.01) - 0.1 * adamDirection(t);
        assertSteps(AdamW.of(0.1), expected);
    }

    /// Chen et al. 2023, algorithm 2, written out: before step t the momentum is Σ 0.01 · 0.99^(t-1-s) g_s over s < t.
    @Test
    void theFirstStepsOfLion() {
        double w = START;
        double[] expected = new double[5];
        for (int t = 0; t < 5; t++) {
            double before = t == 0 ? 0 : 0.01 * decayed(0.99, 1, t - 1);
            double sign = Math.signum(0.9 * before + 0.1 * GRADIENTS[t]);
            expected[t] = w -= 0.1 * (sign + 0.1 * w);
        }
        assertSteps(Lion.of(0.1), expected);
    }

    /// The size of a gradient tells nothing, and where there is none a weight stays.
    @Test
    void lionMovesEachWeightByTheRate() {
        Optimizer plain = Lion.of(0.1).withDecay(0).orElseThrow();
        assertThat(new Run(plain, 1).steps(1e-30)).containsExactly(new double[] {0.9}, within(1e-15));
        assertThat(new Run(plain, 1).steps(-1e30)).containsExactly(new double[] {1.1}, within(1e-15));
        assertThat(new Run(plain, 1).steps(0)).containsExactly(START);
    }

    private static double adamDirection(int t) {
        double mean = decayed(0.9, 1, t) / decayed(0.9, 0, t);
        double square = decayed(0.999, 2, t) / decayed(0.999, 0, t);
        return mean / (Math.sqrt(square) + 1e-8);
    }

    /// Σ β^(t-s) g_s^power over s ≤ t.
    private static double decayed(double beta, int power, int t) {
        double sum = 0;
        for (int s = 0; s <= t; s++) sum += Math.pow(beta, t - s) * Math.pow(GRADIENTS[s], power);
        return sum;
    }

    @Test
    void theFirstStepOfARuleThatScalesIsTheRate() {
        assertThat(first(Adam.of(0.1))).isCloseTo(0.1, within(1e-4));
        assertThat(first(AdaGrad.of(0.1))).isCloseTo(0.1, within(1e-4));
        assertThat(first(AdamW.of(0.1))).isCloseTo(0.1 + 0.1 * 0.01, within(1e-4));
        assertThat(first(RmsProp.of(0.1))).isCloseTo(0.1 / Math.sqrt(0.1), within(1e-4));
    }

    /// How far a small gradient moves a weight.
    private static double first(Optimizer optimizer) {
        return START - new Run(optimizer, 1).steps(1e-4)[0];
    }

    private static void assertSteps(Optimizer optimizer, double... expected) {
        assertThat(new Run(optimizer, 1).steps(GRADIENTS)).containsExactly(expected, within(1e-14));
    }

    @ParameterizedTest
    @MethodSource("all")
    void aStepGoesAgainstTheGradient(Optimizer optimizer) {
        Optimizer own = optimizer.withDecay(0).orElse(optimizer);
        assertThat(new Run(own, 1).steps(0.5)[0]).isLessThan(START);
        assertThat(new Run(own, 1).steps(-0.5)[0]).isGreaterThan(START);
    }

    /// By decay a weight shrinks a little at each step.
    @ParameterizedTest
    @MethodSource("all")
    void aZeroGradientMovesNothingUnlessTheRuleDecays(Optimizer optimizer) {
        double[] w = new Run(optimizer, 1).steps(0, 0, 0);
        if (Settings.number(optimizer, "weight_decay").orElse(0) == 0) {
            assertThat(w).containsExactly(START, START, START);
        } else {
            assertThat(w[0]).isGreaterThan(0).isLessThan(START);
            assertThat(w[1]).isGreaterThan(0).isLessThan(w[0]);
            assertThat(w[2]).isGreaterThan(0).isLessThan(w[1]);
        }
    }

    @Test
    void aDecayIsAPartOfTheWeightAndOfTheRate() {
        double[] w = new Run(AdamW.of(0.1), 1).steps(0, 0, 0);
        assertThat(w).containsExactly(new double[] {0.999, 0.999 * 0.999, 0.999 * 0.999 * 0.999}, within(1e-15));
    }

    @ParameterizedTest
    @MethodSource("all")
    void theRateIsTheScheduledOne(Optimizer optimizer) {
        double full = START - new Run(optimizer, 1).steps(0.5)[0];
        double half = START - new Run(optimizer, 0.5).steps(0.5)[0];
        assertThat(half).isCloseTo(full / 2, within(1e-15));
        assertThat(new Run(optimizer, 0).steps(0.5)).containsExactly(START);
    }

    @ParameterizedTest
    @MethodSource("all")
    void anotherRateChangesNothingElse(Optimizer optimizer) {
        Optimizer faster = optimizer.withRate(0.3);
        assertThat(faster.rate()).isEqualTo(0.3);
        assertThat(faster.withRate(optimizer.rate())).isEqualTo(optimizer);
        assertThat(faster.takesSlotsOf(optimizer)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("all")
    void anotherDecayChangesNothingElse(Optimizer optimizer) {
        optimizer.withDecay(0.25).ifPresent(decayed -> {
            assertThat(Settings.number(decayed, "weight_decay")).hasValue(0.25);
            assertThat(decayed.rate()).isEqualTo(optimizer.rate());
            double[] zero = new Run(decayed, 1).steps(0);
            assertThat(zero[0]).isLessThan(START);
            OptionalDouble own = Settings.number(optimizer, "weight_decay");
            if (own.isPresent())
                assertThat(decayed.withDecay(own.getAsDouble())).hasValue(optimizer);
        });
    }

    /// Under a constant gradient a step is in the end the plain rate times that gradient.
    @ParameterizedTest
    @MethodSource("all")
    void thePlainRateIsHowFarAGradientMovesInTheLongRun(Optimizer optimizer) {
        Optimizer own = optimizer.withDecay(0).orElse(optimizer);
        own.plainRate().ifPresent(rate -> {
            double[] gradients = new double[2000];
            Arrays.fill(gradients, 0.25);
            double[] w = new Run(own, 1).steps(gradients);
            double last = w[w.length - 2] - w[w.length - 1];
            assertThat(last).isCloseTo(0.25 * rate, withinPercentage(1e-6));
        });
    }

    /// Descent on half of h w²: the gradient is h w.
    @ParameterizedTest
    @MethodSource("all")
    void descentIsStableBelowTheLargestCurvatureAndNotAbove(Optimizer optimizer) {
        Optimizer own = optimizer.withDecay(0).orElse(optimizer);
        own.largestCurvature().ifPresent(limit -> {
            assertThat(Math.abs(new Run(own, 1).descent(0.97 * limit, 3000))).isLessThan(1e-3);
            assertThat(Math.abs(new Run(own, 1).descent(1.03 * limit, 3000))).isGreaterThan(1e3);
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyWeightHasAMoveOfItsShapeHoweverManyThereAre(Optimizer optimizer) {
        for (List<Shape> shapes : List.of(
                List.<Shape>of(), List.of(Shape.SCALAR), List.of(Shape.of(3, 2), Shape.of(4), Shape.of(3, 2)))) {
            Expr rate = Expr.input("rate", Shape.SCALAR), number = Expr.ints("step", Shape.SCALAR);
            List<Step> steps = new ArrayList<>();
            List<Expr> gradients = new ArrayList<>();
            for (Shape shape : shapes) {
                steps.add(new Step(Expr.parameter("w" + steps.size(), shape), rate, number));
                gradients.add(Expr.input("g" + steps.size(), shape));
            }
            List<Expr> moves = optimizer.rule().apply(gradients, steps);
            assertThat(moves).extracting(Expr::shape).containsExactlyElementsOf(shapes);
            for (int i = 0; i < steps.size(); i++) {
                Step step = steps.get(i);
                List<Graph.Update> updates = step.updates(moves.get(i));
                assertThat(updates.getLast().state()).isSameAs(step.weight());
                assertThat(updates.subList(0, updates.size() - 1)).allSatisfy(u -> {
                    assertThat(u.state().name()).startsWith(Step.SLOTS).endsWith("/" + step.path());
                    assertThat(u.value().shape()).isEqualTo(u.state().shape());
                    assertThat(step.initial().get(u.state().name()).shape())
                            .isEqualTo(u.state().shape());
                });
            }
        }
    }

    @Test
    void aConstantGradientMakesEveryStepOfAdamTheRate() {
        double[] w = new Run(Adam.of(0.001), 1).steps(ones(2000));
        for (int t = 0; t < w.length; t++) {
            assertThat(w[t]).isCloseTo(1 - (t + 1) * 0.001 / (1 + 1e-8), within(1e-12));
        }
    }

    @Test
    void adamsFirstStepsAreRightInSinglePrecisionToo() {
        // 1 - 0.999 in f32 is off by 1e-5 of itself, and the step by half of that
        double[] w = new Run(Adam.of(0.001), 1).singlePrecisionSteps(ones(20));
        for (int t = 0; t < w.length; t++) assertThat(w[t] / (-0.001 * (t + 1))).isCloseTo(1, within(2e-6));
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void impossibleSettingsAreRefusedByName() {
        assertThatThrownBy(() -> Sgd.of(-1)).hasMessage("rate: expected a number of at least 0, found -1.0");
        assertThatThrownBy(() -> Adam.of(Double.NaN)).hasMessageMatching("rate: expected .*, found NaN");
        assertThatThrownBy(() -> new Momentum(0.1, 1))
                .hasMessage("momentum: expected a number of at least 0 and below 1, found 1.0");
        assertThatThrownBy(() -> new AdamW(0.1, -1, 0.9, 0.999, 1e-8))
                .hasMessageMatching("weight_decay: expected .*, found -1.0");
        assertThatThrownBy(() -> new RmsProp(0.1, 0.9, 0)).hasMessage("epsilon: expected a number above 0, found 0.0");
    }

    /// One weight under an optimizer, by the reference meaning.
    private static final class Run {
        private final Expr weight = Expr.parameter("w", Shape.of(1));
        private final Expr gradient = Expr.input("g", Shape.of(1));
        private final Expr number = Expr.state("t", Shape.SCALAR, Kind.INT);
        private final Map<Expr, Tensor> first = new HashMap<>();
        private final Graph graph;

        // the factor is what a schedule would say
        Run(Optimizer optimizer, double factor) {
            Step step = new Step(weight, Expr.constant(factor * optimizer.rate()), number);
            Expr move = optimizer.rule().apply(List.of(gradient), List.of(step)).getFirst();
            graph = Graph.of(List.of(), step.updates(move));
            for (Graph.Update u : graph.updates()) {
                if (u.state() != weight)
                    first.put(u.state(), step.initial().get(u.state().name()));
            }
        }

        /// The weight after each step, from 1.
        double[] steps(double... gradients) {
            return steps(START, graph::eval, gradients.length, (t, _) -> gradients[t]);
        }

        /// The weight after each step, from 0, with every value rounded to `f32`.
        double[] singlePrecisionSteps(double... gradients) {
            return steps(0, this::rounded, gradients.length, (t, _) -> gradients[t]);
        }

        /// The weight after so many steps from 1 where the gradient is that of a quadratic with its minimum at 0.
        double descent(double curvature, int count) {
            double[] path = steps(START, graph::eval, count, (_, w) -> curvature * w);
            return path[count - 1];
        }

        private double[] steps(double start, UnaryOperator<Map<Expr, Tensor>> meaning, int count, Slope slope) {
            Map<Expr, Tensor> state = new HashMap<>(first);
            state.put(weight, Tensor.vector(start));
            double[] path = new double[count];
            for (int t = 0; t < count; t++) {
                state.put(gradient, Tensor.vector(slope.at(t, t == 0 ? start : path[t - 1])));
                state.put(number, Tensor.ints(t + 1).reshape(Shape.SCALAR));
                Map<Expr, Tensor> values = meaning.apply(state);
                for (Graph.Update update : graph.updates()) state.put(update.state(), values.get(update.value()));
                path[t] = state.get(weight).item();
            }
            return path;
        }

        private Map<Expr, Tensor> rounded(Map<Expr, Tensor> state) {
            Map<Expr, Tensor> values = new HashMap<>(state);
            for (Expr x : graph.nodes()) {
                if (!values.containsKey(x)) {
                    Tensor value =
                            x.op().eval(x.inputs().stream().map(values::get).toList());
                    values.put(x, value.as(Element.F32));
                }
            }
            return values;
        }
    }

    /// The gradient at a step, from 0, where the weight stands.
    private interface Slope {
        double at(int step, double weight);
    }
}
