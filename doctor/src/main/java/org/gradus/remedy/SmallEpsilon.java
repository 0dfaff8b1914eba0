package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.name.Settings;
import org.gradus.recipe.Recipe;

/// The usual ε in an optimizer that divides by the size of recent gradients.
public record SmallEpsilon() implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new SmallEpsilon());
    }

    /// As in Kingma and Ba 2015.
    private static final double USUAL = 1e-8;

    @Override
    public String name() {
        return "epsilon=1e-8";
    }

    @Override
    public Start start() {
        return Start.ONSET;
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        Recipe recipe = subject.recipe();
        return Settings.number(recipe.optimizer(), "epsilon").orElse(0) > USUAL
                ? Settings.with(recipe.optimizer(), "epsilon", USUAL).map(recipe::withOptimizer)
                : Optional.empty();
    }
}
