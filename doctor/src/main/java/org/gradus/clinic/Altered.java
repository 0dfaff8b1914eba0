package org.gradus.clinic;

import java.util.stream.IntStream;
import org.gradus.data.Dataset;
import org.gradus.data.Samples;
import org.gradus.detect.Experiments.Special;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Philox;

/// A network's data, altered to see what there is to learn from them; held-out samples stay as they
/// are, but for those whose inputs are hidden.
///
/// @param original what is trained on the data as they are
record Altered(Special kind, Recipe original) {
    /// Samples of the one batch that a network should be able to learn by heart.
    private static final int FEW = 16;

    /// Steps on that batch.
    private static final int STEPS = 300;

    private static final int SHUFFLE_STREAM = -7;

    Dataset data(Dataset part) {
        Samples train = part.train();
        return switch (kind) {
            case SHUFFLED -> with(part, shuffled(train), part.test());
            case FEW -> {
                Samples few = first(train, FEW);
                yield with(part, few, few);
            }
            case BLIND -> with(part, blind(train), blind(part.test()));
            case QUARTER -> with(part, first(train, part(train, 4)), part.test());
            case HALF -> with(part, first(train, part(train, 2)), part.test());
        };
    }

    /// The recipe for altered data: with as many steps on fewer samples.
    Recipe recipe(Dataset altered) {
        return switch (kind) {
            case SHUFFLED, BLIND -> original;
            case FEW -> original.withBatch(altered.train().count()).withEpochs(STEPS);
            case QUARTER -> original.withEpochs(4 * original.epochs());
            case HALF -> original.withEpochs(2 * original.epochs());
        };
    }

    private static Dataset with(Dataset part, Samples train, Samples test) {
        return part.with(train, test);
    }

    private Samples shuffled(Samples train) {
        int[] order = Philox.permutation(train.count(), original.seed(), SHUFFLE_STREAM, 0);
        return train.withTargets(train.targets().rows(order));
    }

    /// How many samples a part of them is: at least two, of which early stopping can hold one out.
    private static int part(Samples train, int parts) {
        return Math.max(train.count() / parts, Math.min(2, train.count()));
    }

    private static Samples first(Samples samples, int count) {
        return samples.rows(
                IntStream.range(0, Math.clamp(count, 1, samples.count())).toArray());
    }

    private static Samples blind(Samples samples) {
        return samples.withInputs((_, input) -> input.map(_ -> 0).as(input.element()));
    }
}
