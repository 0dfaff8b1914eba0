package org.gradus.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.gradus.clinic.Clinic;
import org.gradus.clinic.Judge;
import org.gradus.ledger.Ledger;
import org.gradus.preset.Preset;
import org.gradus.probe.Field;
import org.gradus.recipe.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The doctor does not cry wolf: situations in which a gradient is small, or looks small, for a good reason.
/// Numbers are those of the list of standing guards in the theory.
final class GuardLaws {
    private static Recipe digits(String model, String more) {
        return Recipe.parse(
                "name: guard\ndata: digits\nmodel: [" + model + ", {dense: 10}]\nloss: softmax_cross_entropy\n" + more,
                "guard");
    }

    private static Recipe preset(String name) {
        return Preset.named(name).orElseThrow().recipe();
    }

    private static Evidence train(Recipe recipe) {
        return new Clinic(recipe.data().load(Path.of(""))).train(recipe, recipe.seed(), (_, _, _) -> {});
    }

    private static List<String> causes(Evidence evidence) {
        return new Judge().judge(evidence) instanceof Verdict.Unwell u
                ? u.diagnoses().stream().map(Diagnosis::cause).toList()
                : List.of();
    }

    @Test
    void guard1AConvergedNetworkHasATinyGradientAndIsFitted() {
        Evidence e = train(digits(
                "{repeat: {times: 2, layers: [{dense: {units: 64, activation: relu, init: he_normal}}]}}",
                "epochs: 60\nloss_scale: 1e-8\noptimizer: {sgd: {rate: 1e7}}\n"));
        assertThat(e.history().last(Field.GRADIENT, 0, 20)).isLessThan(1e-9);
        assertThat(new Judge().judge(e))
                .isInstanceOfSatisfying(
                        Verdict.Healthy.class, h -> assertThat(h.answer()).isEqualTo(Verdict.Answer.FITTED));
    }

    @Test
    void guard2TheMeanGradientOfABatchMayFallWithDepthWhereThePerSampleSignalDoesNot() {
        Evidence e = train(preset("relu-he"));
        Ledger.Block first = e.first().block("dense1/weight"), last = e.first().block("dense8/weight");
        assertThat(first.coherence().orElseThrow())
                .isNotEqualTo(last.coherence().orElseThrow());
        assertThat(e.first().keptPerLayer()).isBetween(0.8, 1.25);
        assertThat(causes(e)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"deep-sigmoid, vanishing-depth", "lr-too-low, lr-too-low", "relu-he, ''", "dead-relu, dead-units"})
    void guard3ALossScaledDownWithTheRateScaledUpChangesNoVerdict(String name, String cause) {
        Recipe recipe = preset(name);
        Recipe scaled = recipe.withLossScale(1e-8)
                .withOptimizer(
                        recipe.optimizer().withRate(1e8 * recipe.optimizer().rate()));
        assertThat(causes(train(scaled))).isEqualTo(cause.isEmpty() ? List.of() : causes(train(recipe)));
        if (!cause.isEmpty()) assertThat(causes(train(scaled)).getFirst()).isEqualTo(cause);
    }

    @Test
    void guard4WeightsOfAScaleInvariantLayerMayBeAThousandTimesTooLarge() {
        Evidence e = train(digits(
                "{repeat: {times: 3, layers: [{dense: {units: 64, init: {normal: {sd: 125}}}}, batch_norm, {activation: relu}]}}",
                "optimizer: {sgd: {rate: 100000}}\n"));
        assertThat(causes(e)).doesNotContain("vanishing-depth", "exploding");
    }

    @Test
    void guard5AChangeOfWidthMovesTheRmsAndNotTheNorm() {
        Evidence e = train(digits(
                "{dense: {units: 256, activation: relu, init: he_normal}}, {dense: {units: 10, activation: relu, init: he_normal}}, {dense: {units: 256, activation: relu, init: he_normal}}",
                ""));
        assertThat(causes(e)).isEmpty();
    }

    @Test
    void guard7PixelsThatAreAlwaysZeroMakeNoUnitDead() {
        Evidence e = train(preset("relu-he"));
        assertThat(e.history().last(Field.DEAD, 0, 1)).isLessThan(0.1);
        assertThat(causes(e)).isEmpty();
    }

    @Test
    void guard8AResidualBranchThatStartsAtZeroIsMeantToAndLearns() {
        Evidence e = train(digits(
                "{dense: {units: 64, activation: tanh}}, {repeat: {times: 6, layers: [{residual: [{dense: {units: 64, activation: tanh}}, {dense: {units: 64, init: zeros}}]}]}}",
                ""));
        assertThat(causes(e)).isEmpty();
    }

    @Test
    void guard9AWarmUpThatStartsNearZeroIsNoRateTooLow() {
        Recipe recipe = preset("relu-he");
        Recipe warm = Recipe.parse(recipe.toYaml() + "schedule: {cosine: {warmup: 50}}\n", "warm");
        assertThat(causes(train(warm))).isEmpty();
    }

    @Test
    void guard12EqualWeightGradientsDoNotHideASignalThatVanishes() {
        Evidence e = train(preset("deep-tanh-small-init"));
        double first = e.first().block("dense2/weight").gradient(),
                last = e.first().block("dense12/weight").gradient();
        assertThat(first / last).isBetween(0.05, 20.0);
        assertThat(causes(e)).first().isEqualTo("vanishing-depth");
    }

    @Test
    void guard16AdamHidesALayersScaleAndNothingIsWrong() {
        Evidence e = train(digits(
                "{repeat: {times: 6, layers: [{dense: {units: 64, activation: relu, init: he_normal}}]}}",
                "optimizer: {adam: {rate: 0.001}}\nloss_scale: 1e-3\n"));
        assertThat(causes(e)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"deep-sigmoid, vanishing-depth", "relu-he, ''", "lr-too-low, lr-too-low"})
    void aDoubledWidthChangesNoVerdict(String name, String cause) {
        Recipe wide = Recipe.parse(preset(name).toYaml().replace("units: 64", "units: 128"), name);
        assertThat(causes(train(wide)).stream().findFirst().orElse("")).isEqualTo(cause);
    }

    @ParameterizedTest
    @CsvSource({"deep-sigmoid, vanishing-depth", "relu-he, ''", "lr-too-low, lr-too-low", "zero-init, zero-init"})
    void aBatchFourTimesLargerForFourTimesTheEpochsChangesNoVerdict(String name, String cause) {
        Recipe recipe = preset(name);
        Recipe large = recipe.withBatch(4 * recipe.batch()).withEpochs(4 * recipe.epochs());
        assertThat(causes(train(large)).stream().findFirst().orElse("")).isEqualTo(cause);
    }
}
