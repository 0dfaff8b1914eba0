package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.name.Settings;
import org.gradus.recipe.Recipe;

/// The usual weight decay.
public record LessDecay() implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new LessDecay());
    }

    /// The default of PyTorch.
    private static final double USUAL = 0.01;

    @Override
    public String name() {
        return "weight_decay=0.01";
    }

    @Override
    public Start start() {
        return Start.ONSET;
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        Recipe recipe = subject.recipe();
        return Settings.number(recipe.optimizer(), "weight_decay").orElse(0) > USUAL
                ? recipe.optimizer().withDecay(USUAL).map(recipe::withOptimizer)
                : Optional.empty();
    }
}
