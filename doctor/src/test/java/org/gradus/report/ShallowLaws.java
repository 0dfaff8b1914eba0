package org.gradus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gradus.clinic.Clinic;
import org.gradus.detect.Evidence;
import org.gradus.detect.Finding;
import org.gradus.detect.Saturated;
import org.gradus.draw.Picture;
import org.gradus.draw.TextStyle;
import org.gradus.forecast.Forecast;
import org.gradus.recipe.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is said of networks with one hidden layer, and of layers at which nothing arrives.
class ShallowLaws {
    private static final Plan SHALLOW = new Plan("shallow", 2, 60, 0.7, false, true, 1, 0);

    private static DepthProfile.Row row(String layer, double signal) {
        return new DepthProfile.Row(layer, signal, Optional.empty(), signal, Optional.empty(), 1, 1);
    }

    private static String words(DepthProfile profile) {
        Picture picture = profile.picture("depth", "Depth profile");
        return picture.svg() + picture.reading();
    }

    @Test
    void aLayerAtWhichNothingArrivesIsNotSaidToKeepAll() {
        List<DepthProfile.Row> rows = List.of(row("dense1", 0), row("dense2", 0.4), row("dense3", 0.3));
        assertThat(words(new DepthProfile(rows, List.of(), 1, 1, "last steps")))
                .contains("nothing arrives at dense1")
                .doesNotContain("ach layer keeps", "per layer");
    }

    @Test
    void aNetworkWithOneHiddenLayerHasNothingKeptPerLayer() {
        String page = Cases.html(Cases.ill(SHALLOW, "dead-units", 0), Cases.facts());
        assertThat(page).doesNotContain(" each layer keeps", "kept per layer");
    }

    @Test
    void everyDeadLayerIsMarked() {
        String page = Cases.text(Cases.ill(Cases.DEAD, "dead-units", 0), Cases.facts(), TextStyle.PLAIN);
        assertThat(page.lines().filter(line -> line.contains("← dead"))).hasSize(2);
    }

    @Test
    void aBandWhoseEndsAreWrittenAlikeIsNoBand() {
        assertThat(new DepthProfile.Band(0.0412, 0.0414).words()).isEqualTo("0.041");
        Recipe wide = Recipe.parse("""
                name: wide
                data: digits
                model: [{repeat: {times: 3, layers: [{dense: {units: 4000, activation: sigmoid, init: {normal: {sd: 0.0026}}}}]}}, {dense: 10}]
                loss: softmax_cross_entropy
                """, "wide.yaml");
        String sentence = Forecast.of(wide, wide.data().load(Path.of(""))).sentence();
        assertThat(sentence).contains("Each layer keeps 4 % of the signal");
    }

    /// ReLUs that are thrown below 0 by the steps have no slope at the end.
    @ParameterizedTest
    @ValueSource(ints = {3, 30})
    void reluUnitsThatDieAreNotCalledSaturated(int rate) {
        Recipe recipe = Recipe.parse("""
                name: thrown
                data: {digits: {split: 0.8, standardize: true}}
                model: [{repeat: {times: 2, layers: [{dense: {units: 32, activation: relu, init: he_normal}}]}}, {dense: 10}]
                loss: softmax_cross_entropy
                optimizer: {sgd: {rate: %d}}
                batch: 64
                epochs: 4
                """.formatted(rate), "thrown.yaml");
        Evidence e = new Clinic(recipe.data().load(Path.of(""))).train(recipe, 1, (_, _, _) -> {});
        assertThat(e.poor()).isTrue();
        assertThat(new Saturated().examine(e)).isInstanceOf(Finding.RuledOut.class);
    }
}
