package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.recipe.Recipe;

/// A training that ends earlier.
///
/// @param parts into how many parts it is cut, of which one is made
public record FewerEpochs(int parts) implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new FewerEpochs(4));
    }

    @Override
    public String name() {
        return "epochs÷" + parts;
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        int epochs = Math.max(1, subject.recipe().epochs() / parts);
        return epochs == subject.recipe().epochs()
                ? Optional.empty()
                : Optional.of(subject.recipe().withEpochs(epochs));
    }
}
