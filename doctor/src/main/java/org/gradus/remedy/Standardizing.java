package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gradus.data.Dataset;
import org.gradus.recipe.Recipe;

/// What remedies that change the data make of the patient's data, told from the recipes alone.
public final class Standardizing {
    /// Those remedies.
    private static final List<Remedy> CHANGES =
            List.of(new BalanceClasses(), new StandardizeInputs(), new StandardizeTargets());

    private Standardizing() {}

    /// The data that a treated recipe was trained on: the same as by [Remedy#data] of its remedies.
    ///
    /// @param data the data of the untreated recipe
    public static Dataset data(Recipe untreated, Recipe treated, Dataset data) {
        Dataset changed = data;
        for (Remedy remedy :
                between(Subject.of(untreated, data), treated, CHANGES).orElse(List.of()))
            changed = remedy.data(changed);
        return changed;
    }

    /// The remedies that lead from the data of a recipe to those of another, in order.
    private static Optional<List<Remedy>> between(Subject from, Recipe to, List<Remedy> among) {
        if (from.recipe().data().equals(to.data())) return Optional.of(List.of());
        return among.stream()
                .flatMap(remedy -> {
                    List<Remedy> others =
                            among.stream().filter(r -> !r.equals(remedy)).toList();
                    return remedy
                            .apply(from)
                            .flatMap(next -> between(from.with(next), to, others))
                            .map(rest -> Stream.concat(Stream.of(remedy), rest.stream())
                                    .toList())
                            .stream();
                })
                .findFirst();
    }
}
