package org.gradus.remedy;

import java.util.Optional;
import org.gradus.data.Dataset;
import org.gradus.data.Source;
import org.gradus.data.Standardized;
import org.gradus.recipe.Recipe;

/// Quantities to be told with mean 0 and standard deviation 1.
public record StandardizeTargets() implements Remedy.BuiltIn {
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
