package org.gradus.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.gradus.data.Balanced;
import org.gradus.data.Dataset;
import org.gradus.data.Divided;
import org.gradus.data.Samples;
import org.gradus.data.Source;
import org.gradus.data.Task;
import org.gradus.model.Evaluation;
import org.gradus.recipe.Recipe;

/// How well a recipe does on samples that it has not seen, measured on each sample once (k-fold
/// cross-validation: Stone 1974): all samples of its data are cut into parts, and for each part a network is
/// trained on the others and measured on it.
///
/// ```java
/// CrossValidation found = CrossValidation.of(Recipe.read(file), folder, 5);
/// Spread accuracy = found.spread(fold -> fold.evaluation().accuracy());
/// ```
///
/// Inputs, and targets where the data ask for it, are rescaled by what each fold's own training part shows,
/// and classes are balanced in that part alone; [Divided] says what is not learned again. The standard
/// deviation tells how much the figure varies from fold to fold; the trainings share samples, so that divided
/// by √k it is no standard error (Bengio and Grandvalet 2004).
///
/// @param task what is asked
/// @param samples how many there are
/// @param folds what was measured on each part, in order
/// @param notes what was learned from all samples before they were divided, one sentence each
public record CrossValidation(Task task, int samples, List<Fold> folds, List<String> notes) {
    /// The seed of the parts, unless another is asked for.
    public static final long SEED = 1;

    /// One part held out.
    ///
    /// @param number of the part, from 1
    /// @param trained how many samples the network was trained on
    /// @param steps how many steps were made
    /// @param loss the mean loss on the part
    /// @param evaluation on the part
    /// @param stopped why training broke off: the first operation that gave a number that is not finite
    public record Fold(
            int number, int trained, long steps, double loss, Evaluation evaluation, Optional<String> stopped) {}

    public CrossValidation {
        folds = List.copyOf(folds);
        notes = List.copyOf(notes);
    }

    /// A recipe's cross-validation on one thread.
    ///
    /// @param folder where relative paths of its data start
    /// @param folds how many parts
    public static CrossValidation of(Recipe recipe, Path folder, int folds) {
        return of(recipe, folder, folds, SEED, 1, _ -> {});
    }

    /// A recipe's cross-validation.
    ///
    /// @param folder where relative paths of its data start
    /// @param count how many parts, from 2 up to the number of samples
    /// @param seed draws the parts; all networks start from the recipe's own seed
    /// @param threads how many networks are trained at once; they do not change the result
    /// @param done told how many parts are done, by one thread at a time
    /// @throws IllegalArgumentException when there are not as many samples, they have several inputs, or the
    ///     network does not fit them
    public static CrossValidation of(Recipe recipe, Path folder, int count, long seed, int threads, IntConsumer done) {
        Optional<Source> plain = Divided.unbalanced(recipe.data());
        Dataset data = plain.orElse(recipe.data()).load(folder);
        Samples all = data.train().and(data.test());
        List<int[]> parts = Folds.of(all, data.task(), count, seed);
        AtomicInteger ended = new AtomicInteger();
        List<Supplier<Fold>> work = IntStream.range(0, count)
                .<Supplier<Fold>>mapToObj(k -> () -> {
                    Dataset divided = Divided.of(data, all.rows(others(parts, k)), all.rows(parts.get(k)));
                    Fold fold = fold(recipe, plain.isPresent() ? Balanced.of(divided) : divided, k + 1);
                    synchronized (ended) {
                        done.accept(ended.incrementAndGet());
                    }
                    return fold;
                })
                .toList();
        List<Fold> folds = Parallel.all(Math.min(threads, count), work);
        return new CrossValidation(
                data.task(), all.count(), folds, data.preprocessing().layout().fills());
    }

    /// The samples that are not in a part, in the order of the data.
    private static int[] others(List<int[]> parts, int own) {
        return IntStream.range(0, parts.size())
                .filter(k -> k != own)
                .flatMap(k -> IntStream.of(parts.get(k)))
                .sorted()
                .toArray();
    }

    private static Fold fold(Recipe recipe, Dataset data, int number) {
        try (Trainer trainer = Trainer.of(recipe, data)) {
            Optional<String> stopped = trainer.train();
            double loss = trainer.evaluator().test().loss();
            Evaluation evaluation = Evaluation.of(trainer.model(), data.test());
            return new Fold(number, data.train().count(), trainer.stepsDone(), loss, evaluation, stopped);
        }
    }

    /// The mean and the standard deviation of a figure over the folds.
    public Spread spread(ToDoubleFunction<Fold> figure) {
        return Spread.of(folds.stream().mapToDouble(figure).toArray());
    }
}
