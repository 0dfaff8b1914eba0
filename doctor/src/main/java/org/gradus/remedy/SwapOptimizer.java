package org.gradus.remedy;

import java.util.Optional;
import org.gradus.name.Names;
import org.gradus.optim.Optimizer;
import org.gradus.recipe.Recipe;

/// Another rule by which gradients move weights.
///
/// Its trial starts at first weights: running averages correct for their youth by the step's
/// number, and would not start well in mid-training.
public record SwapOptimizer(Optimizer optimizer) implements Remedy.BuiltIn {
    @Override
    public String name() {
        return Names.of(optimizer.getClass());
    }

    @Override
    public Optional<Recipe> apply(Recipe recipe, int features) {
        return optimizer.equals(recipe.optimizer()) ? Optional.empty() : Optional.of(recipe.withOptimizer(optimizer));
    }
}
