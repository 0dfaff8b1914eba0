package org.gradus.clinic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.gradus.data.Dataset;
import org.gradus.detect.Evidence;
import org.gradus.detect.OverRegularised;
import org.gradus.detect.Verdict;
import org.gradus.detect.WeightDecay;
import org.gradus.optim.Penalty;
import org.gradus.recipe.Recipe;
import org.gradus.remedy.NoPenalty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A penalty that is too strong is named as weight decay is.
final class HeavyPenaltyLaws {
    private static final Recipe RECIPE = Recipe.parse("""
            name: heavy
            data: {digits: {split: 0.8, standardize: true}}
            model: [{dense: {units: 32, activation: relu, init: he_normal}}, {dense: 10}]
            loss: softmax_cross_entropy
            optimizer: {adam: {rate: 0.003}}
            batch: 64
            epochs: 12
            """, "heavy");

    private static final Dataset DATA = RECIPE.data().load(Path.of(""));

    private static Verdict verdict(Recipe recipe) {
        return new Judge().judge(evidence(recipe));
    }

    private static Evidence evidence(Recipe recipe) {
        return new Clinic(DATA, 1, (_, _, _) -> {}).train(recipe, 1, (_, _, _) -> {});
    }

    @ParameterizedTest
    @CsvSource({"0, 0.4, 0.40 on w²", "0.1, 0, 0.10 on |w|", "0.1, 0.4, 0.10 on |w| and 0.40 on w²"})
    void itIsNamedWithItsPricesAndTakenOff(double l1, double l2, String prices) {
        Evidence evidence = evidence(RECIPE.withPenalty(new Penalty(l1, l2)));
        Verdict.Unwell verdict = (Verdict.Unwell) new Judge().judge(evidence);
        assertThat(verdict.first().cause()).isEqualTo("weight-decay");
        assertThat(verdict.first().finding().toString())
                .contains("A penalty of " + prices + " takes back what the gradient gives.");
        assertThat(new WeightDecay().remedies(evidence)).containsExactly(new NoPenalty());
    }

    @Test
    void aLightOneIsNotBlamed() {
        assertThat(verdict(RECIPE.withPenalty(new Penalty(1e-5, 1e-4)))).isInstanceOf(Verdict.Healthy.class);
    }

    @Test
    void besideDropoutItIsASecondKindOfRegularisation() {
        Recipe both = Recipe.parse(
                RECIPE.withPenalty(Penalty.l2(0.01))
                        .toYaml()
                        .replace("{dense: {units: 10}}", "{dropout: 0.1}\n  - {dense: 10}"),
                "both");
        assertThat(new OverRegularised().suspicion(evidence(both)).holds()).isTrue();
    }
}
