package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.optim.EarlyStopping;
import org.gradus.recipe.Recipe;

/// A training that stops when a part of its samples, held out for validation, gains no more, and keeps
/// the network of its best epoch.
public record StopEarly() implements Remedy.BuiltIn {
    /// One to train on and one to stop by.
    private static final int FEWEST = 2;

    public static List<Remedy> examples() {
        return List.of(new StopEarly());
    }

    @Override
    public String name() {
        return "early_stopping";
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        return subject.recipe().stop().isPresent() || subject.samples() < FEWEST
                ? Optional.empty()
                : Optional.of(subject.recipe().withStop(EarlyStopping.of()));
    }
}
