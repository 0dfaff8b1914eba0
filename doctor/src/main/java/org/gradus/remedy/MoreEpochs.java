package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.recipe.Recipe;

/// A training that lasts longer.
public record MoreEpochs(int times) implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new MoreEpochs(2));
    }

    @Override
    public String name() {
        return "epochs×" + times;
    }

    @Override
    public Start start() {
        return Start.END;
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        return Optional.of(subject.recipe()
                .withEpochs(Math.multiplyExact(times, subject.recipe().epochs())));
    }

    @Override
    public Remedy longer(int more) {
        return new MoreEpochs(Math.multiplyExact(times, more));
    }
}
