package org.gradus.remedy;

import java.util.Optional;
import org.gradus.name.Settings;
import org.gradus.recipe.Recipe;

/// Stronger weight decay, where the optimizer has any (Loshchilov and Hutter 2019).
public record AddDecay(double decay) implements Remedy.BuiltIn {
    @Override
    public String name() {
        return "weight_decay=" + decay;
    }

    @Override
    public Optional<Recipe> apply(Recipe recipe, int features) {
        return Settings.number(recipe.optimizer(), "weight_decay").orElse(0) < decay
                ? recipe.optimizer().withDecay(decay).map(recipe::withOptimizer)
                : Optional.empty();
    }
}
