package org.gradus.exam;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.gradus.layer.Dense;
import org.gradus.layer.Layer;
import org.gradus.recipe.Recipe;

/// The situations in which a sound network may be met, each of which has made some rule cry out.
public enum Sound {
    /// At the end of its training.
    TRAINED,
    /// Long after its loss stopped falling, with next to no gradient left.
    CONVERGED,
    /// With nearly the largest learning rate that it can bear, so that the loss goes up and down.
    EDGE,
    /// With few samples a step, at the floor that their noise sets.
    NOISY,
    /// With few units.
    SMALL,
    /// In the first third of its training.
    EARLY;

    /// How many times longer a converged network was trained.
    private static final int LONGER = 5;

    /// Factors on the learning rate, of which the largest is taken that the network can bear.
    private static final List<Double> RATES = List.of(30.0, 10.0, 3.0, 1.0);

    /// The situation of the n-th sound network.
    static Sound of(long number) {
        return values()[(int) (number % values().length)];
    }

    /// Steps of a noisy network.
    private static final int STEPS = 800;

    /// The recipes that may be such a network, the most extreme first; one that does not learn is
    /// none.
    List<Recipe> recipes(Case c, SplittableRandom r) {
        Recipe recipe = c.recipe();
        return switch (this) {
            case TRAINED, EARLY -> List.of(recipe);
            case CONVERGED -> List.of(resized(recipe, 12 + r.nextInt(20), 2).withEpochs(LONGER * recipe.epochs()));
            case EDGE ->
                RATES.stream()
                        .map(f -> recipe.withOptimizer(recipe.optimizer()
                                .withRate(f * recipe.optimizer().rate())))
                        .toList();
            case NOISY -> {
                int batch = 2 + r.nextInt(6);
                int epochs = Math.max(1, STEPS * batch / c.data().train().count());
                double rate = recipe.optimizer().rate() / 3;
                yield List.of(recipe.withBatch(batch)
                        .withEpochs(epochs)
                        .withOptimizer(recipe.optimizer().withRate(rate)));
            }
            case SMALL -> List.of(resized(recipe, 4 + r.nextInt(5), 1));
        };
    }

    /// The part of its training after which it is met.
    double met(SplittableRandom r) {
        return this == EARLY ? 0.12 + 0.2 * r.nextDouble() : 1;
    }

    private static Recipe resized(Recipe recipe, int width, int depth) {
        List<Layer> model = new ArrayList<>();
        List<Layer> hidden = recipe.model().subList(0, recipe.model().size() - 1);
        for (Layer l : hidden.subList(0, Math.min(depth, hidden.size()))) {
            Dense d = (Dense) l;
            model.add(Dense.of(width, d.activation(), d.init()));
        }
        model.add(recipe.model().getLast());
        return recipe.withModel(model);
    }
}
