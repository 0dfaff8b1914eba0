package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.recipe.Recipe;

/// Gradients as they are, without a bound.
public record NoClip() implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new NoClip());
    }

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
