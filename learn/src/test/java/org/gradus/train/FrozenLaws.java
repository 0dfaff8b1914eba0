package org.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.layer.Layer;
import org.gradus.layer.Network;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is frozen, and what lies before a stop of the gradient, keeps its bits; all else learns.
final class FrozenLaws {
    private static Recipe recipe(String middle, String optimizer) {
        return Recipe.parse("""
                name: frozen
                data: {spirals: {samples: 200, classes: 3}}
                model: [{dense: {units: 8, activation: tanh}}, %s, {dense: {units: 8, activation: tanh}}, {dense: 3}]
                loss: softmax_cross_entropy
                optimizer: %s
                """.formatted(middle, optimizer), "frozen");
    }

    /// The parameters that ten steps move.
    private static Set<String> moved(Recipe recipe) {
        try (Trainer trainer = Trainer.of(recipe, recipe.data().load(Path.of("")))) {
            Map<String, Tensor> before = new HashMap<>();
            trainer.network()
                    .parameters()
                    .forEach(p -> before.put(p.path(), trainer.store().get(p.path())));
            for (int i = 0; i < 10; i++) trainer.step();
            Set<String> moved = new TreeSet<>(before.keySet());
            moved.removeIf(p -> before.get(p).equals(trainer.store().get(p)));
            return moved;
        }
    }

    @ParameterizedTest
    @CsvSource({"'{sgd: {rate: 0.1}}'", "'{adamw: {rate: 0.01, weight_decay: 0.1}}'"})
    void aFrozenLayerStaysAndTheLayersBeforeItLearn(String optimizer) {
        assertThat(moved(recipe("{freeze: [{dense: 8}, layer_norm]}", optimizer)))
                .containsExactlyInAnyOrder(
                        "dense1/weight", "dense1/bias", "dense3/weight", "dense3/bias", "dense4/weight", "dense4/bias");
    }

    @ParameterizedTest
    @CsvSource({"'{sgd: {rate: 0.1}}'", "'{adamw: {rate: 0.01, weight_decay: 0.1}}'"})
    void whatLiesBeforeAStopOfTheGradientStays(String optimizer) {
        assertThat(moved(recipe("stop_gradient", optimizer)))
                .containsExactlyInAnyOrder("dense2/weight", "dense2/bias", "dense3/weight", "dense3/bias");
    }

    @Test
    void aStepHasNoGradientAndNoSignalWhereNoPathLeads() {
        Recipe recipe = recipe("stop_gradient, {freeze: [{dense: 8}]}", "{sgd: {rate: 0.1}}");
        Tap tap = (step, _) -> {
            assertThat(step.parameters()).hasSize(8);
            assertThat(step.gradients().keySet())
                    .containsExactly("dense3/weight", "dense3/bias", "dense4/weight", "dense4/bias");
            assertThat(step.signals().keySet()).containsExactly("dense2", "dense3", "dense4");
            return _ -> {};
        };
        try (Trainer trainer = Trainer.of(recipe, recipe.data().load(Path.of("")), List.of(tap), 1)) {
            assertThat(trainer.step().finite()).isTrue();
        }
    }

    private static Recipe of(String model) {
        return Recipe.parse("""
                name: still
                data: {spirals: {samples: 40, classes: 2}}
                model: %s
                loss: softmax_cross_entropy
                """.formatted(model), "still");
    }

    private static final String FROZEN = "[{freeze: [{dense: 8}, {dense: 2}]}]",
            CUT = "[{dense: 8}, {dense: 2}, stop_gradient]",
            BOTH = "[{repeat: {times: 6, layers: [{dense: 8}]}}, stop_gradient, {freeze: [{dense: 2}]}]";

    /// The sentences are what a person gets to read.
    @Test
    void aTrainerThatCouldMoveNothingIsRefusedAndSaysWhy() {
        Map<String, String> why = Map.of(
                FROZEN,
                "(frozen: dense1, dense2). No step would change anything. To train it, take layers out of `freeze`.",
                CUT,
                "(cut off from the loss by stop_gradient1: dense1, dense2). No step would change anything. To train it,"
                        + " move `stop_gradient` before a layer that is to be trained.",
                BOTH,
                "(frozen: dense7; cut off from the loss by stop_gradient1: dense1, dense2, dense3, dense4 and 2 more)."
                        + " No step would change anything. To train it, take layers out of `freeze`, or move"
                        + " `stop_gradient` before a layer that is to be trained.",
                "[{activation: tanh}]",
                "(no layer has parameters). No step would change anything. To train it, add a layer such as `dense`.");
        why.forEach((model, sentence) -> {
            Recipe recipe = of(model);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Trainer.of(recipe, recipe.data().load(Path.of(""))))
                    .withMessage("recipe still: no parameter can be trained " + sentence);
        });
    }

    @Test
    void whatTrainsSomethingSaysNothing() {
        Recipe recipe = recipe("stop_gradient, {freeze: [{dense: 8}]}", "{sgd: {rate: 0.1}}");
        Reach reach = Reach.of(recipe, recipe.data().load(Path.of("")));
        assertThat(reach)
                .isEqualTo(new Reach(
                        List.of("dense3", "dense4"), List.of("dense2"), List.of("dense1"), List.of("stop_gradient1")));
        assertThat(reach.nothing("frozen")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {FROZEN, CUT, BOTH})
    void madeAnywayItsStepsAreFiniteAndChangeNothing(String model) {
        Recipe recipe = of(model);
        try (Trainer trainer = Trainer.anyway(recipe, recipe.data().load(Path.of("")), List.of(), 1, 1)) {
            Map<String, Tensor> before = trainer.checkpoint().tensors();
            double loss = trainer.evaluator().train().loss();
            while (!trainer.done()) assertThat(trainer.step().finite()).isTrue();
            assertThat(trainer.checkpoint().tensors()).isEqualTo(before);
            assertThat(trainer.evaluator().train().loss()).isEqualTo(loss);
        }
    }

    @Test
    void neitherChangesWhatANetworkComputes() {
        List<Layer> with = recipe("stop_gradient, {freeze: [{dense: 8}]}", "{sgd: {rate: 0.1}}")
                .model();
        List<Layer> without = recipe("{dense: 8}", "{sgd: {rate: 0.1}}").model();
        assertThat(output(with)).isEqualTo(output(without));
    }

    private static Tensor output(List<Layer> model) {
        Expr x = Expr.input("x", Shape.of(5, 2));
        Network network = new Network(model, 3);
        Expr output = network.forward(x, true).output();
        Map<Expr, Tensor> at = new HashMap<>(Map.of(x, Tensor.generate(x.shape(), i -> Philox.normal(1, 0, 0, i))));
        network.parameters().forEach(p -> at.put(p.leaf(), p.initial()));
        return Graph.of(output).eval(at).get(output);
    }
}
