package org.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;

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
