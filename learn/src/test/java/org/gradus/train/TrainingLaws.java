package org.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gradus.activation.Tanh;
import org.gradus.graph.Expr;
import org.gradus.init.Lsuv;
import org.gradus.layer.BatchNorm;
import org.gradus.layer.Dense;
import org.gradus.layer.Dropout;
import org.gradus.layer.Freeze;
import org.gradus.layer.Network;
import org.gradus.optim.Adam;
import org.gradus.optim.Sgd;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.gradus.train.Training.Minimizer;
import org.junit.jupiter.api.Test;

/// A loop of one's own moves what it is told to move, and nothing else.
final class TrainingLaws {
    private static final Expr X = Expr.input("x", Shape.of(4, 3));
    private static final Map<Expr, Tensor> BATCH = Map.of(X, Tensor.generate(Shape.of(4, 3), i -> Math.sin(i + 1.0)));

    private static Network network(String name) {
        return new Network(name, List.of(Dense.of(5, new Tanh()), Dense.of(1)), 1);
    }

    @Test
    void aStepIsGradientDescentAndReturnsTheLossBeforeIt() {
        try (Training training = new Training()) {
            Expr w = training.parameter("w", Tensor.vector(3, -2));
            Minimizer step = training.minimizer(w.square().sum(), Sgd.of(0.25));
            assertThat(step.step(Map.of())).isEqualTo(13);
            assertThat(training.store().get("w").toDoubles()).containsExactly(1.5, -1);
            assertThat(step.step(Map.of(), 2)).isEqualTo(3.25);
            assertThat(training.store().get("w").toDoubles()).containsExactly(0, 0);
            assertThat(step.steps()).isEqualTo(2);
        }
    }

    @Test
    void aStepMovesTheWeightsOfItsNetworkAlone() {
        Network mine = network("mine"), other = network("other");
        try (Training training = new Training()) {
            Expr y =
                    training.apply(other, training.apply(mine, X).times(Expr.constant(Tensor.full(Shape.of(1, 3), 1))));
            Minimizer step = training.minimizer(y.square().mean(), mine, Adam.of(0.01));
            Tensor kept = training.store().get("other/dense1/weight"),
                    moved = training.store().get("mine/dense1/weight");
            step.step(BATCH);
            assertThat(training.store().get("other/dense1/weight")).isEqualTo(kept);
            assertThat(training.store().get("mine/dense1/weight")).isNotEqualTo(moved);
        }
    }

    @Test
    void twoUsesOfANetworkShareItsWeightsAndTwoStepsKeepSlotsOfTheirOwn() {
        Network shared = network("");
        try (Training training = new Training()) {
            Expr once = training.apply(shared, X), twice = training.apply(shared, X.times(2));
            Minimizer one = training.minimizer(once.square().mean(), Adam.of(0.01));
            Minimizer two = training.minimizer(twice.minus(once).square().mean(), Adam.of(0.01));
            for (int i = 0; i < 3; i++) {
                one.step(BATCH);
                two.step(BATCH);
            }
            assertThat(training.store().names().stream().filter(n -> n.endsWith("dense1/weight")))
                    .contains("dense1/weight", "optimizer/mean/dense1/weight", "optimizer/1/mean/dense1/weight");
        }
    }

    @Test
    void frozenLayersStayAndStatisticsAreWrittenBack() {
        Network net = new Network(
                List.of(new Freeze(List.of(Dense.of(4))), BatchNorm.standard(), new Dropout(0.2), Dense.of(1)), 1);
        try (Training training = new Training()) {
            Expr loss = training.apply(net, X)
                    .plus(training.apply(net, X.times(2)).square())
                    .plus(1)
                    .square()
                    .mean();
            Minimizer step = training.minimizer(loss, Sgd.of(0.1));
            Map<String, Tensor> before = new TreeMap<>();
            for (String name : training.store().names())
                before.put(name, training.store().get(name));
            step.step(BATCH);
            for (String name : before.keySet()) {
                boolean frozen = name.equals("dense1/weight") || name.equals("dense1/bias");
                boolean mobile = name.contains("batch_norm1/") || name.equals("dense2/weight") || name.contains("key");
                if (frozen) assertThat(training.store().get(name)).as(name).isEqualTo(before.get(name));
                if (mobile) assertThat(training.store().get(name)).as(name).isNotEqualTo(before.get(name));
            }
        }
    }

    @Test
    void equalSeedsGiveEqualBits() {
        assertThat(run()).isEqualTo(run());
    }

    private static Tensor run() {
        try (Training training = new Training()) {
            Expr y = training.apply(network("a"), X);
            Minimizer step = training.minimizer(y.plus(-1).square().mean(), Adam.of(0.05));
            for (int i = 0; i < 20; i++) step.step(BATCH);
            return training.value(y, BATCH);
        }
    }

    @Test
    void whatCannotBeTrainedIsRefused() {
        try (Training training = new Training()) {
            Expr y = training.apply(network(""), X);
            assertThatThrownBy(() -> training.apply(network(""), X)).hasMessageContaining("give each network a name");
            assertThatThrownBy(() -> training.parameter("dense1/weight", Tensor.scalar(1)))
                    .hasMessageContaining("two weights are named dense1/weight");
            assertThatThrownBy(() -> training.minimizer(X.sum(), Sgd.of(0.1)))
                    .hasMessageContaining("none of the weights");
            assertThatThrownBy(() -> training.minimizer(y, Sgd.of(0.1))).hasMessageContaining("must be one number");
            Network lsuv = new Network("l", List.of(Dense.of(3, new Tanh(), Lsuv.of())), 1);
            assertThatThrownBy(() -> training.apply(lsuv, X)).hasMessageContaining("initialized from data");
        }
    }
}
