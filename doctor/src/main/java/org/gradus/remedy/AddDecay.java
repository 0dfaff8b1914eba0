package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.name.Settings;
import org.gradus.recipe.Recipe;

/// Stronger weight decay, where the optimizer has any (Loshchilov and Hutter 2019).
public record AddDecay(double decay) implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new AddDecay(0.3));
    }

    @Override
    public String name() {
        return "weight_decay=" + decay;
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        Recipe recipe = subject.recipe();
        return Settings.number(recipe.optimizer(), "weight_decay").orElse(0) < decay
                ? recipe.optimizer().withDecay(decay).map(recipe::withOptimizer)
                : Optional.empty();
    }
}
