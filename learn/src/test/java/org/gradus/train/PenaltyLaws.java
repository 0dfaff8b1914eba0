package org.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gradus.data.Dataset;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.layer.Network;
import org.gradus.optim.Penalty;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A penalty is part of what is differentiated, and of nothing else.
final class PenaltyLaws {
    private static final String RECIPE = """
            name: penalty
            data: {spirals: {samples: 200, classes: 3, standardize: true}}
            model: [{dense: {units: 9, activation: tanh}}, layer_norm, {residual: [{dense: 9}]}, {dense: 3}]
            loss: softmax_cross_entropy
            optimizer: {sgd: {rate: 0.05}}
            batch: 32
            epochs: 4
            """;

    private static final Recipe PLAIN = Recipe.parse(RECIPE, "plain");
    private static final Recipe BOTH = PLAIN.withPenalty(new Penalty(0.01, 0.02));
    private static final List<String> WEIGHTS = List.of("dense1/weight", "residual1/dense1/weight", "dense2/weight");
    private final Dataset data = PLAIN.data().load(Path.of(""));

    private StepGraph graph(Recipe recipe, Network network) {
        return StepGraph.of(recipe, network, new Table(data.train()).batch(32), false);
    }

    /// What the leaves of a step hold: the first batch, and the initial weights or others.
    private Map<Expr, Tensor> inputs(StepGraph step, Network network, double along) {
        int[] rows = IntStream.range(0, 32).toArray();
        Map<Expr, Tensor> in = new HashMap<>();
        in.put(step.inputs(), data.train().inputs().rows(rows));
        in.put(step.targets(), data.train().targets().rows(rows));
        for (Network.Parameter p : network.parameters()) {
            Tensor first = p.initial();
            in.put(p.leaf(), Tensor.generate(first.shape(), i -> first.get(i) + along * direction(p, i)));
        }
        return in;
    }

    private static double direction(Network.Parameter p, int i) {
        return 2 * Philox.uniform(3, p.path().hashCode(), 0, i) - 1;
    }

    /// The data loss and the penalty, from their formulas.
    private double objective(Recipe recipe, Network network, double along) {
        StepGraph step = graph(recipe, network);
        Map<Expr, Tensor> in = inputs(step, network, along);
        double sum = Graph.of(step.loss()).eval(in).get(step.loss()).item();
        Penalty penalty = recipe.penalty().orElse(new Penalty(0, 0));
        for (Network.Parameter p : network.parameters()) {
            if (!WEIGHTS.contains(p.path())) continue;
            for (double w : in.get(p.leaf()).toDoubles()) sum += penalty.l1() * Math.abs(w) + penalty.l2() * w * w;
        }
        return sum * recipe.lossScale();
    }

    @Test
    void theGradientIsThatOfLossAndPenaltyByFiniteDifferences() {
        for (Penalty penalty : Penalty.examples()) {
            for (double scale : new double[] {1, 8}) {
                Recipe recipe = PLAIN.withPenalty(penalty).withLossScale(scale);
                Network network = new Network(recipe.model(), 1);
                StepGraph step = graph(recipe, network);
                List<Expr> gradients = List.copyOf(step.gradients().values());
                Map<Expr, Tensor> values =
                        Graph.of(gradients.toArray(Expr[]::new)).eval(inputs(step, network, 0));
                double slope = 0;
                for (Network.Parameter p : network.parameters()) {
                    Tensor g = values.get(step.gradient(p.leaf()));
                    for (int i = 0; i < g.size(); i++) slope += g.get(i) * direction(p, i);
                }
                double h = 1e-5, up = objective(recipe, network, h), down = objective(recipe, network, -h);
                assertThat(slope).as(penalty + " × " + scale).isCloseTo((up - down) / (2 * h), offset(1e-5 * scale));
            }
        }
    }

    @Test
    void theLossThatIsShownIsWithoutIt() {
        try (Trainer plain = Trainer.of(PLAIN, data);
                Trainer both = Trainer.of(BOTH, data)) {
            assertThat(both.step().loss()).isEqualTo(plain.step().loss());
        }
    }

    /// Plain descent on the data loss, and by hand what the penalty takes from each weight.
    private void agreesWithDecay(Penalty penalty) {
        try (Trainer trained = Trainer.of(PLAIN.withPenalty(penalty), data);
                Trainer plain = Trainer.of(PLAIN, data)) {
            while (!trained.done()) {
                Map<String, Tensor> before = plain.checkpoint().tensors();
                plain.step();
                for (String path : WEIGHTS) {
                    Tensor old = before.get(path), moved = plain.store().get(path);
                    plain.store().put(path, Tensor.generate(old.shape(), i -> {
                        double slope = penalty.l1() * Math.signum(old.get(i)) + 2 * penalty.l2() * old.get(i);
                        return moved.get(i) - 0.05 * slope;
                    }));
                }
                trained.step();
                for (Network.Parameter p : plain.network().parameters()) {
                    double[] expected = plain.store().get(p.path()).toDoubles();
                    double[] found = trained.store().get(p.path()).toDoubles();
                    assertThat(found).as(p.path()).containsExactly(expected, offset(2e-5));
                }
            }
        }
    }

    @Test
    void descentOnSquaresIsWeightDecayByHand() {
        agreesWithDecay(Penalty.l2(0.1));
    }

    @Test
    void descentOnMagnitudesTakesTheSameFromEveryWeight() {
        agreesWithDecay(Penalty.l1(1e-4));
    }

    @Test
    void aWeightAtZeroIsNotMovedByThePriceOfItsMagnitude() {
        Recipe zeros = Recipe.parse(
                RECIPE.replace("{dense: 3}]", "{dense: {units: 3, init: zeros, bias_init: zeros}}]"), "zeros");
        try (Trainer plain = Trainer.of(zeros, data);
                Trainer priced = Trainer.of(zeros.withPenalty(Penalty.l1(0.5)), data)) {
            plain.step();
            priced.step();
            assertThat(priced.store().get("dense2/weight"))
                    .isEqualTo(plain.store().get("dense2/weight"));
            assertThat(priced.store().get("dense1/weight"))
                    .isNotEqualTo(plain.store().get("dense1/weight"));
        }
    }

    @Test
    void whatIsFrozenOrCutOffHasNoPrice() {
        Recipe recipe = Recipe.parse(RECIPE.replace("layer_norm,", "stop_gradient, {freeze: [{dense: 9}]},"), "cut");
        Tap tap = (step, _) -> {
            assertThat(step.gradients().keySet())
                    .containsExactly(
                            "residual1/dense1/weight", "residual1/dense1/bias", "dense3/weight", "dense3/bias");
            return _ -> {};
        };
        try (Trainer trainer = Trainer.of(recipe.withPenalty(Penalty.l2(1)), data, List.of(tap), 1)) {
            assertThat(trainer.step().finite()).isTrue();
        }
    }

    private static Map<String, Tensor> trained(Trainer trainer) {
        while (!trainer.done()) trainer.step();
        return trainer.checkpoint().tensors();
    }

    @Test
    void theBitsAreTheSameOnAnyThreadsAndAfterAResume(@TempDir Path folder) {
        Recipe recipe = BOTH.withOptimizer(new org.gradus.optim.Adam(0.01, 0.9, 0.999, 1e-8));
        Path file = folder.resolve("checkpoint");
        try (Trainer one = Trainer.of(recipe, data);
                Trainer two = Trainer.of(recipe, data, List.of(), 2);
                Trainer half = Trainer.of(recipe, data)) {
            for (int i = 0; i < 7; i++) half.step();
            half.checkpoint().write(file);
            Checkpoint read = Checkpoint.read(file);
            assertThat(read.recipe()).isEqualTo(recipe);
            try (Trainer resumed = Trainer.of(read.recipe(), data)) {
                resumed.restore(read);
                Map<String, Tensor> whole = trained(one);
                assertThat(trained(two)).isEqualTo(whole);
                assertThat(trained(resumed)).isEqualTo(whole);
            }
        }
    }

    private List<String> calls(Recipe recipe) {
        try (Trainer trainer = Trainer.of(recipe, data)) {
            List<String> calls = new ArrayList<>();
            trainer.session().plan().calls().forEach(c -> calls.add(c.toString()));
            return calls;
        }
    }

    @Test
    void withoutAPriceAStepIsTheSamePlanAndWithOneItHasNoMoreCalls() {
        assertThat(calls(PLAIN.withPenalty(new Penalty(0, 0)))).isEqualTo(calls(PLAIN));
        assertThat(calls(BOTH)).hasSameSizeAs(calls(PLAIN));
        try (Trainer plain = Trainer.of(PLAIN, data);
                Trainer both = Trainer.of(BOTH, data)) {
            long numbers = 3 * Float.BYTES; // both prices and a 0
            assertThat(both.session().plan().bytes())
                    .isEqualTo(plain.session().plan().bytes() + numbers);
        }
    }

    @Test
    void aPriceMustBeANumberOfAtLeastZero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Penalty.l1(-1))
                .withMessage("l1: expected a number of at least 0, found -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Penalty.l2(Double.POSITIVE_INFINITY))
                .withMessage("l2: expected a number of at least 0, found Infinity");
    }
}
