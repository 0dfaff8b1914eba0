package org.gradus.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.gradus.check.Family;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Kind;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerLaws {
    /// Five gradients of one weight, of changing sign and size.
    private static final double[] GRADIENTS = {0.5, -0.2, 0.05, 1.5, -0.8};

    private static final double START = 1;

    static Stream<Optimizer> all() {
        return Stream.of(
                Sgd.of(0.1),
                Momentum.of(0.1),
                Nesterov.of(0.1),
                AdaGrad.of(0.1),
                RmsProp.of(0.1),
                Adam.of(0.1),
                AdamW.of(0.1));
    }

    @Test
    void everyMemberIsTried() {
        Family.isCovered(Optimizer.BuiltIn.class, all());
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

    @ParameterizedTest
    @MethodSource("all")
    void theFirstStepOfARuleThatScalesIsTheRate(Optimizer optimizer) {
        double moved = START - new Run(optimizer, 1).steps(1e-4)[0];
        switch (optimizer) {
            case Adam _, AdaGrad _ -> assertThat(moved).isCloseTo(0.1, within(1e-4));
            case AdamW _ -> assertThat(moved).isCloseTo(0.1 + 0.1 * 0.01, within(1e-4));
            case RmsProp _ -> assertThat(moved).isCloseTo(0.1 / Math.sqrt(0.1), within(1e-4));
            default -> assertThat(moved).isLessThan(1e-4);
        }
    }

    private static void assertSteps(Optimizer optimizer, double... expected) {
        assertThat(new Run(optimizer, 1).steps(GRADIENTS)).containsExactly(expected, within(1e-14));
    }

    @ParameterizedTest
    @MethodSource("all")
    void aZeroGradientMovesNothingUnlessTheRuleDecays(Optimizer optimizer) {
        double[] w = new Run(optimizer, 1).steps(0, 0, 0);
        double kept = optimizer instanceof AdamW ? 0.999 : 1;
        assertThat(w).containsExactly(new double[] {kept, kept * kept, kept * kept * kept}, within(1e-15));
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
        assertThat(faster.withRate(0.1)).isEqualTo(optimizer);
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
    private static final class Run implements Optimizer.Step {
        private final Expr weight = Expr.parameter("w", Shape.of(1));
        private final Expr gradient = Expr.input("g", Shape.of(1));
        private final Expr number = Expr.state("t", Shape.SCALAR, Kind.INT);
        private final Expr rate;
        private final Map<String, Expr> slots = new LinkedHashMap<>();
        private final List<Graph.Update> updates = new ArrayList<>();
        private final Graph graph;

        // the factor is what a schedule would say
        Run(Optimizer optimizer, double factor) {
            rate = Expr.constant(factor * optimizer.rate());
            updates.add(new Graph.Update(weight, optimizer.update(weight, gradient, this)));
            graph = Graph.of(List.of(), updates);
        }

        /// The weight after each step, from 1.
        double[] steps(double... gradients) {
            return steps(START, graph::eval, gradients);
        }

        /// The weight after each step, from 0, with every value rounded to `f32`.
        double[] singlePrecisionSteps(double... gradients) {
            return steps(0, this::rounded, gradients);
        }

        private double[] steps(double start, UnaryOperator<Map<Expr, Tensor>> meaning, double... gradients) {
            Map<Expr, Tensor> state = new HashMap<>();
            state.put(weight, Tensor.vector(start));
            for (Expr slot : slots.values()) state.put(slot, Tensor.full(slot.shape(), 0));
            double[] path = new double[gradients.length];
            for (int t = 0; t < path.length; t++) {
                state.put(gradient, Tensor.vector(gradients[t]));
                state.put(number, Tensor.ints(t + 1).reshape(Shape.SCALAR));
                Map<Expr, Tensor> values = meaning.apply(state);
                for (Graph.Update update : updates) state.put(update.state(), values.get(update.value()));
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

        @Override
        public Expr rate() {
            return rate;
        }

        @Override
        public Expr number() {
            return number;
        }

        @Override
        public Optimizer.Slot slot(String name) {
            Expr state = slots.computeIfAbsent(name, n -> Expr.state(n, weight.shape(), Kind.REAL));
            return new Optimizer.Slot() {
                @Override
                public Expr value() {
                    return state;
                }

                @Override
                public Expr set(Expr value) {
                    updates.add(new Graph.Update(state, value));
                    return value;
                }
            };
        }
    }
}
