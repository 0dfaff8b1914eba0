package org.gradus.remedy;

import java.util.Optional;
import org.gradus.recipe.Recipe;

/// Gradients as they are, without a bound.
public record NoClip() implements Remedy.BuiltIn {
    @Override
    public String name() {
        return "no_clip";
    }

    @Override
    public Start start() {
        return Start.ONSET;
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        return subject.recipe().clip().map(_ -> subject.recipe().withoutClip());
    }
}
