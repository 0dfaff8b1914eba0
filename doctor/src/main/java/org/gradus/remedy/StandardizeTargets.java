package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.data.Dataset;
import org.gradus.data.Source;
import org.gradus.data.Standardized;
import org.gradus.recipe.Recipe;

/// Regression targets with mean 0 and standard deviation 1.
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
    public Optional<Recipe> apply(Subject subject) {
        Source now = subject.recipe().data(), standardized = now.standardized(false, true);
        return standardized.equals(now)
                ? Optional.empty()
                : Optional.of(subject.recipe().withData(standardized));
    }
}
