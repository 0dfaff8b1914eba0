package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.optim.NormClip;
import org.gradus.recipe.Recipe;

/// A bound on the norm of the gradient of all weights together (Pascanu et al. 2013).
public record ClipGradients(double norm) implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new ClipGradients(1));
    }

    @Override
    public String name() {
        return "clip";
    }

    @Override
    public Start start() {
        return Start.ONSET;
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        return subject.recipe().clip().isPresent()
                ? Optional.empty()
                : Optional.of(subject.recipe().withClip(new NormClip(norm)));
    }
}
