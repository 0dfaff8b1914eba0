package org.gradus.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gradus.activation.Relu;
import org.gradus.graph.Expr;
import org.gradus.init.HeNormal;
import org.gradus.layer.Layer;
import org.gradus.layer.Network;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RemedyLaws {
    private static final String HEAD = "name: x\ndata: digits\n", TAIL = "loss: softmax_cross_entropy\n";

    private static Recipe recipe(String model) {
        return Recipe.parse(HEAD + "model: " + model + "\n" + TAIL, "x");
    }

    private final Recipe stack =
            recipe("[{repeat: {times: 3, layers: [{dense: {units: 64, activation: sigmoid}}]}}, {dense: 10}]");

    static List<Remedy> remedies() {
        return List.of(
                new SwapActivation(new Relu(), new HeNormal()),
                new SwapInit(new HeNormal(), true),
                new AddBatchNorm(),
                new AddResidual(),
                new ScaleRate(10),
                new ClipGradients(1));
    }

    @ParameterizedTest
    @MethodSource("remedies")
    void aTreatedRecipeIsAnotherThatCanBeBuiltAndWritten(Remedy remedy) {
        Recipe treated = remedy.apply(stack, 64).orElseThrow();
        assertThat(treated).isNotEqualTo(stack);
        assertThat(Recipe.parse(treated.toYaml(), "treated")).isEqualTo(treated);
        Expr output = new Network(treated.model(), 1)
                .forward(Expr.input("x", Shape.of(8, 64)), true)
                .output();
        assertThat(output.shape()).isEqualTo(Shape.of(8, 10));
    }

    @Test
    void theOutputLayerIsLeftAlone() {
        Layer last = new SwapActivation(new Relu(), new HeNormal())
                .apply(stack, 64)
                .orElseThrow()
                .model()
                .getLast();
        assertThat(last).isEqualTo(stack.model().getLast());
    }

    @Test
    void aResidualPathIsOnlyPutAroundLayersThatKeepTheirWidth() {
        Recipe narrow = new AddResidual().apply(stack, 20).orElseThrow();
        assertThat(narrow.toYaml())
                .contains("- {dense: {units: 64, activation: sigmoid}}")
                .contains("repeat: {times: 2, layers: [{residual:");
        new Network(narrow.model(), 1).forward(Expr.input("x", Shape.of(8, 20)), true);
    }

    @Test
    void aRemedyThatChangesNothingDoesNotApply() {
        Recipe cured = recipe("[{dense: {units: 64, activation: relu, init: he_normal}}, {dense: 10}]");
        assertThat(new SwapActivation(new Relu(), new HeNormal()).apply(cured, 64))
                .isEmpty();
        assertThat(new AddResidual().apply(new AddResidual().apply(stack, 64).orElseThrow(), 64))
                .isEmpty();
        assertThat(new ClipGradients(1)
                        .apply(new ClipGradients(1).apply(stack, 64).orElseThrow(), 64))
                .isEmpty();
    }

    @Test
    void remediesAreNamedAsTheirSettingsAreInRecipes() {
        assertThat(remedies())
                .extracting(Remedy::name)
                .containsExactly("relu+he_normal", "he_normal", "batch_norm", "residual", "rate×10", "clip");
    }
}
