package org.gradus.remedy;

import java.util.Optional;
import org.gradus.data.Balanced;
import org.gradus.data.Dataset;
import org.gradus.data.Source;
import org.gradus.recipe.Recipe;

/// Classes that are equally frequent in the training samples, or answers of yes and no that are nearly
/// so, by repeating the samples of the rare ones: see [Balanced].
public record BalanceClasses() implements Remedy.BuiltIn {
    @Override
    public String name() {
        return "balanced";
    }

    @Override
    public Dataset data(Dataset patient) {
        return Balanced.of(patient);
    }

    @Override
    public Optional<Recipe> apply(Recipe recipe, int features) {
        Source balanced = recipe.data().balanced();
        return balanced.equals(recipe.data()) ? Optional.empty() : Optional.of(recipe.withData(balanced));
    }
}
