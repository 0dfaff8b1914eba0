package org.gradus.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.gradus.clinic.Examination;
import org.gradus.data.Dataset;
import org.gradus.preset.Preset;
import org.gradus.recipe.Recipe;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.Subject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A page lists remedies by their names, so those that may be tried on one network have names of their
/// own.
final class RemedyNameLaws {
    /// Steps after which there is something to read of every kind.
    private static final int STEPS = 4;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "relu-he",
                "deep-sigmoid",
                "linear",
                "mse-classifier",
                "class-imbalance",
                "adam-epsilon",
                "dropout-too-high",
                "learned-by-heart",
                "target-scale",
                "zero-init"
            })
    void remediesThatMakeDifferentRecipesOfOneHaveDifferentNames(String preset) {
        Recipe recipe = Preset.named(preset).orElseThrow().recipe();
        Dataset data = recipe.data().load(Path.of(""));
        Evidence evidence = evidence(recipe, data);
        Map<String, Set<Recipe>> named = new TreeMap<>();
        for (Detector d : DetectorList.all()) {
            for (List<Remedy> some :
                    List.of(d.remedies(evidence), d.decisive(evidence), d.trials(evidence), d.lastTrials(evidence)))
                for (Remedy r : some)
                    r.apply(Subject.of(recipe, data))
                            .ifPresent(treated -> named.computeIfAbsent(r.name(), _ -> new LinkedHashSet<>())
                                    .add(treated));
        }
        assertThat(named)
                .allSatisfy((name, treated) ->
                        assertThat(treated).as(name).extracting(Recipe::toYaml).hasSize(1));
    }

    /// What a few steps show, with no short training at hand.
    private static Evidence evidence(Recipe recipe, Dataset data) {
        try (Examination examination = new Examination(recipe, data, recipe.seed(), 1)) {
            examination.train(STEPS, _ -> {});
            Evidence e = examination.evidence();
            return new Evidence(
                    e.recipe(),
                    e.forecast(),
                    e.history(),
                    e.ledgers(),
                    e.scores(),
                    e.end(),
                    e.start(),
                    e.given(),
                    e.constantLoss(),
                    e.stop(),
                    e.steps(),
                    e.facts(),
                    Experiments.NONE);
        }
    }
}
