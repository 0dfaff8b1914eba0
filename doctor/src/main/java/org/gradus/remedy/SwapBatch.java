package org.gradus.remedy;

import java.util.Optional;
import org.gradus.recipe.Recipe;

/// Another number of samples a step.
public record SwapBatch(int batch) implements Remedy.BuiltIn {
    @Override
    public String name() {
        return "batch=" + batch;
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        return batch == subject.recipe().batch()
                ? Optional.empty()
                : Optional.of(subject.recipe().withBatch(batch));
    }
}
