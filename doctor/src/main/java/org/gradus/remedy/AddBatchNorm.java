package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.activation.Identity;
import org.gradus.layer.Activate;
import org.gradus.layer.BatchNorm;
import org.gradus.layer.Dense;
import org.gradus.recipe.Recipe;

/// Batch norm between the weight and the activation of every hidden layer.
public record AddBatchNorm() implements Remedy.BuiltIn {
    @Override
    public String name() {
        return "batch_norm";
    }

    @Override
    public Optional<Recipe> apply(Recipe recipe, int features) {
        Edit edit = (layer, width) -> layer instanceof Dense d && !(d.activation() instanceof Identity)
                ? List.of(d.withActivation(new Identity()), BatchNorm.standard(), new Activate(d.activation()))
                : List.of(layer);
        return edit.apply(recipe, features);
    }
}
