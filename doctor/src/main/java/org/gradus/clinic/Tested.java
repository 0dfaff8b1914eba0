package org.gradus.clinic;

import java.util.Arrays;
import java.util.List;
import org.gradus.data.Dataset;
import org.gradus.probe.DataFacts;
import org.gradus.recipe.Recipe;
import org.gradus.train.Trainer;

/// What a training came to, on samples that it did not see.
final class Tested {
    private final double left;
    private final double[] errors;
    private final double[] agreement;

    private Tested(double left, double[] errors, double[] agreement) {
        this.left = left;
        this.errors = errors;
        this.agreement = agreement;
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

    /// Trains for so many steps at most.
    ///
    /// @param facts what errors are held against
    static Tested of(Recipe recipe, Dataset data, DataFacts facts, long steps) {
        try (Trainer trainer = Trainer.anyway(recipe, data, List.of(), 1, recipe.seed())) {
            boolean finite = true;
            for (long i = 0; i < steps && finite && !trainer.done(); i++)
                finite = trainer.step().finite();
            return finite ? of(trainer, data, facts) : broken(data, facts);
        }
    }

    /// How a network stands.
    static Tested of(Trainer trainer, Dataset data, DataFacts facts) {
        return new Tested(
                facts.left(data.train(), trainer.errors(data.train())),
                facts.relative(data.test(), trainer.errors(data.test())),
                trainer.agreement(data.test()));
    }

    /// A network that came to a number that is not finite.
    static Tested broken(Dataset data, DataFacts facts) {
        double[] errors = new double[data.test().count()];
        Arrays.fill(errors, Double.POSITIVE_INFINITY);
        return new Tested(Double.POSITIVE_INFINITY, facts.relative(data.test(), errors), new double[errors.length]);
    }
}
