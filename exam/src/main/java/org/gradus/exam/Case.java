package org.gradus.exam;

import java.nio.file.Path;
import org.gradus.data.Dataset;
import org.gradus.data.Source;
import org.gradus.name.Members;
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

    /// The same with all held-out samples that its law has, where its data are some of many.
    Case withFresh() {
        Source more = fresh(recipe.data());
        return more.equals(recipe.data()) ? this : of(recipe.withData(more));
    }

    /// Some of many are a `Subset`, in whatever changes them.
    private static Source fresh(Source source) {
        return Members.with(source, "heldOut", Integer.MAX_VALUE)
                .or(() -> Members.setting(source, "source")
                        .flatMap(inner -> Members.with(source, "source", fresh((Source) inner))))
                .orElse(source);
    }

    /// The steps of its training.
    long steps() {
        return recipe.steps(data.train().count());
    }
}
