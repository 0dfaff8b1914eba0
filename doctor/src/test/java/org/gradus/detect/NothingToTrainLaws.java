package org.gradus.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.gradus.clinic.Clinic;
import org.gradus.clinic.Judge;
import org.gradus.data.Dataset;
import org.gradus.recipe.Recipe;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A network of which no step can move anything is examined as any other, and the doctor says why.
final class NothingToTrainLaws {
    private static final String HIDDEN = "{dense: {units: 12, activation: tanh}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{freeze: [HIDDEN, {dense: 3}]}]       | frozen   | 4 of 4 | nothing is left to train",
                "[HIDDEN, {dense: 3}, stop_gradient]    | detached | 4 of 4 | no layer is left to train",
                "[HIDDEN, stop_gradient, {freeze: [{dense: 3}]}] | detached | 2 of 4 | no layer is left to train"
            })
    void theCauseIsNamed(String model, String cause, String parameters, String said) {
        Recipe recipe = Recipe.parse("""
                name: still
                data: {blobs: {samples: 200, classes: 3, standardize: true}}
                model: %s
                loss: softmax_cross_entropy
                optimizer: {adam: {rate: 0.01}}
                batch: 16
                epochs: 10
                seed: 3
                """.formatted(model.replace("HIDDEN", HIDDEN)), "still");
        Dataset data = recipe.data().load(Path.of(""));
        Evidence evidence = new Clinic(data).train(recipe, 1, (_, _, _) -> {});
        assertThat(evidence.history().meanLoss(0, 10))
                .isCloseTo(evidence.history().meanLoss(90, 100), within(1e-5));
        assertThat(new Judge().judge(evidence)).isInstanceOfSatisfying(Verdict.Unwell.class, u -> {
            Finding.Found found = u.first().finding();
            assertThat(u.first().cause()).isEqualTo(cause);
            assertThat(found.evidence().getFirst().value()).isEqualTo(parameters);
            assertThat(found.headline() + found.why()).contains(said);
        });
    }
}
