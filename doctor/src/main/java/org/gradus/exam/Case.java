package org.gradus.exam;

import java.nio.file.Path;
import org.gradus.data.Dataset;
import org.gradus.recipe.Recipe;

/// A network on its data, as a generator drew it.
///
/// @param recipe how it is trained, and on what
/// @param data the samples of its source
record Case(Recipe recipe, Dataset data) {
    /// A network with the samples of its source, which is generated.
    static Case of(Recipe recipe) {
        return new Case(recipe, recipe.data().load(Path.of("")));
    }

    Case with(Recipe changed) {
        return changed.data().equals(recipe.data()) ? new Case(changed, data) : of(changed);
    }

    /// The steps of its training.
    int steps() {
        return recipe.steps(data.train().count());
    }
}
