package org.gradus.remedy;

import java.util.Optional;
import org.gradus.recipe.Recipe;

/// Weights without a price.
public record NoPenalty() implements Remedy.BuiltIn {
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
