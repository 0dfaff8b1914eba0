package org.gradus.clinic;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gradus.data.Dataset;
import org.gradus.recipe.Recipe;
import org.gradus.train.Checkpoint;
import org.gradus.train.Trainer;

/// The states from which arms go on: the patient's training made again with each seed, on the
/// samples that the seed's arms are trained on, so that none has seen those that decide.
final class Beginnings {
    /// Seeds of arms lie apart by more than anyone counts up a recipe's own.
    private static final long STRIDE = 1000;

    /// Which state is meant.
    private record Start(int seed, long step) {}

    private final Recipe recipe;
    private final Folds folds;
    private final Map<Start, Checkpoint> known = new ConcurrentHashMap<>();

    Beginnings(Recipe recipe, Folds folds) {
        this.recipe = recipe;
        this.folds = folds;
    }

    /// A recipe for an arm with a seed: as many epochs as make up for the samples held back.
    ///
    /// @param data the arm's samples
    Recipe recipe(Recipe arm, int seed, Dataset data) {
        return folds.whole(arm, data).withSeed(arm.seed() + STRIDE * (seed + 1));
    }

    /// The state after some steps.
    Checkpoint at(int seed, long step) {
        return known.computeIfAbsent(new Start(seed, step), _ -> train(seed, step));
    }

    private Checkpoint train(int seed, long step) {
        Dataset data = folds.of(seed);
        Recipe own = recipe(recipe, seed, data);
        try (Trainer trainer = Trainer.anyway(own, data, List.of(), 1, own.seed())) {
            for (long i = 0; i < step && !trainer.done(); i++) trainer.step();
            return trainer.checkpoint();
        }
    }
}
