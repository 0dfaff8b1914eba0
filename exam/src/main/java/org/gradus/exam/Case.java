package org.gradus.exam;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.gradus.clinic.Tested;
import org.gradus.data.Dataset;
import org.gradus.data.Source;
import org.gradus.name.Members;
import org.gradus.recipe.Recipe;
import org.gradus.train.Trainer;

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

    /// Trains, and looks at what it came to.
    ///
    /// @param most steps, at most
    /// @return nothing after a number that is not finite
    <T> Optional<T> trained(long most, Function<Trainer, T> look) {
        return Tested.train(recipe, data, most, look);
    }

    /// The held-out metric after a training; the least there is after a number that is not finite.
    ///
    /// @param most steps, at most
    double metric(long most) {
        return trained(most, t -> t.evaluator().test().metric()).orElse(Double.NEGATIVE_INFINITY);
    }

    /// The steps of its training.
    long steps() {
        return recipe.steps(data.train().count());
    }
}
