package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.optim.Penalty;
import org.gradus.recipe.Recipe;

/// A price on the squares of weights, where there is none.
///
/// @param l2 see [Penalty]
public record AddPenalty(double l2) implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new AddPenalty(0.003));
    }

    @Override
    public String name() {
        return "l2=" + l2;
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        return subject.recipe().penalty().isPresent()
                ? Optional.empty()
                : Optional.of(subject.recipe().withPenalty(Penalty.l2(l2)));
    }
}
