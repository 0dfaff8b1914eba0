package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.recipe.Recipe;

/// The loss without a factor.
public record PlainLoss() implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new PlainLoss());
    }

    @Override
    public String name() {
        return "loss_scale=1";
    }

    @Override
    public Start start() {
        return Start.ONSET;
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        return subject.recipe().lossScale() == 1
                ? Optional.empty()
                : Optional.of(subject.recipe().withLossScale(1));
    }
}
