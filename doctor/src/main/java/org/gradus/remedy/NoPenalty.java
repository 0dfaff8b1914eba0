package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.recipe.Recipe;

/// Weights without a price.
public record NoPenalty() implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new NoPenalty());
    }

    @Override
    public String name() {
        return "no_penalty";
    }

    @Override
    public Start start() {
        return Start.ONSET;
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        return subject.recipe().penalty().map(_ -> subject.recipe().withoutPenalty());
    }
}
