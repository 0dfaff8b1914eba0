package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.data.Dataset;
import org.gradus.data.Source;
import org.gradus.data.Standardized;
import org.gradus.recipe.Recipe;

/// Quantities to be told with mean 0 and standard deviation 1.
public record StandardizeTargets() implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new StandardizeTargets());
    }

    @Override
    public String name() {
        return "standardize_targets";
    }

    @Override
    public Dataset data(Dataset patient) {
        return Standardized.of(patient, false, true);
    }

    @Override
    public Optional<Recipe> apply(Recipe recipe, int features) {
        Source source = recipe.data();
        if (source instanceof Standardized s && s.targets()) return Optional.empty();
        Source standardized = source instanceof Standardized s
                ? new Standardized(s.source(), s.inputs(), true)
                : new Standardized(source, false, true);
        return Optional.of(recipe.withData(standardized));
    }
}
