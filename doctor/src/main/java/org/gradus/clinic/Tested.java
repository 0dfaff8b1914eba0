package org.gradus.clinic;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.gradus.data.Dataset;
import org.gradus.probe.DataFacts;
import org.gradus.recipe.Recipe;
import org.gradus.train.Trainer;

/// A training that was made for its outcome, and what it came to on samples that it did not see.
public final class Tested {
    private final double left;
    private final double[] errors;
    private final double[] agreement;

    private Tested(double left, double[] errors, double[] agreement) {
        this.left = left;
        this.errors = errors;
        this.agreement = agreement;
    }

    /// Trains for so many steps at most, and scores the network at the end.
    ///
    /// @return nothing when a step was not finite
    public static <T> Optional<T> train(Recipe recipe, Dataset data, long steps, Function<Trainer, T> score) {
        try (Trainer trainer = Trainer.anyway(recipe, data, List.of(), 1, recipe.seed())) {
            for (long i = 0; i < steps && !trainer.done(); i++)
                if (!trainer.step().finite()) return Optional.empty();
            return Optional.of(score.apply(trainer));
        }
    }

    /// Trains to the end, and scores the network there.
    ///
    /// @return nothing when a step was not finite
    public static <T> Optional<T> train(Recipe recipe, Dataset data, Function<Trainer, T> score) {
        return train(recipe, data, Long.MAX_VALUE, score);
    }

    /// Trains for so many steps at most.
    ///
    /// @param facts what errors are held against
    static Tested of(Recipe recipe, Dataset data, DataFacts facts, long steps) {
        return train(
                        recipe,
                        data,
                        steps,
                        t -> new Tested(
                                facts.left(data.train(), t.errors(data.train())),
                                facts.relative(data.test(), t.errors(data.test())),
                                t.agreement(data.test())))
                .orElseGet(() -> new Tested(
                        Double.POSITIVE_INFINITY,
                        facts.worst(data.test()),
                        new double[data.test().count()]));
    }

    /// The error left on the samples trained on, relative to guessing; infinite when a step was not
    /// finite.
    double left() {
        return left;
    }

    /// The error on each sample held back, relative to guessing, see [DataFacts#relative].
    double[] errors() {
        return errors.clone();
    }

    /// The part of each sample held back in the correlation of answers and targets.
    double[] agreement() {
        return agreement.clone();
    }
}
