package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.recipe.Recipe;

/// Another number of samples a step.
public record SwapBatch(int batch) implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new SwapBatch(16));
    }

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
