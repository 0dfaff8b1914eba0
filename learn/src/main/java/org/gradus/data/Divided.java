package org.gradus.data;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gradus.name.Members;
import org.gradus.tensor.Tensor;

/// Some data divided anew into a part to train on and a part to be tested on, as in cross-validation.
///
/// What a source learned from its own training part would tell the new one about rows that it must not see.
/// So the rescalings that follow from data, to mean 0 and standard deviation 1 or to 0 … 1, are made once
/// more, from the new training part: that gives what rescaling the original numbers by the new part would, to
/// rounding, since shifting and stretching a column first changes neither result.
///
/// Three things stay as the source's own training part has them: what is filled in for missing numbers, the
/// medians of thresholded quantities, and the rescaling of samples with several inputs or behind `messy`.
/// A column that is constant in that part was set to 0, and stays 0.
public final class Divided {
    private Divided() {}

    /// The data with other parts.
    ///
    /// @param train rows of the data to train on
    /// @param test rows of the data to be tested on
    public static Dataset of(Dataset data, Samples train, Samples test) {
        Samples trained = train, tested = test;
        Preprocessing preprocessing = data.preprocessing();
        if (train.named().size() == 1) {
            for (Rescaling r : again(preprocessing.inputs(), train.inputs())) {
                trained = trained.withInputs((_, input) -> r.apply(input));
                tested = tested.withInputs((_, input) -> r.apply(input));
                preprocessing = preprocessing.thenInputs(r);
            }
        }
        if (data.task() instanceof Task.Regression) {
            for (Rescaling r : again(preprocessing.targets(), train.targets())) {
                trained = trained.withTargets(r.apply(trained.targets()));
                tested = tested.withTargets(r.apply(tested.targets()));
                preprocessing = preprocessing.thenTargets(r);
            }
        }
        return Dataset.of(data.name(), trained, tested, data.task(), preprocessing);
    }

    /// The rescalings to make on top of those that were made: the last that follows from data, from a new
    /// training part, and whatever was given behind it.
    private static List<Rescaling> again(List<Rescaling> made, Tensor training) {
        for (int last = made.size() - 1; last >= 0; last--) {
            Rescaling.Rule rule = made.get(last).rule();
            if (rule == Rescaling.Rule.GIVEN) continue;
            Rescaling own = Columns.of(training).by(rule);
            return Stream.concat(Stream.of(own), made.subList(last + 1, made.size()).stream())
                    .toList();
        }
        return List.of();
    }

    /// A source without any repetition of rows to balance classes, which would put the same row into several
    /// parts.
    ///
    /// @return nothing where none is repeated
    public static Optional<Source> unbalanced(Source source) {
        if (source instanceof Balanced(Source inner))
            return Optional.of(unbalanced(inner).orElse(inner));
        Function<Source, Optional<Source>> within = inner -> Members.with(source, "source", inner);
        return Members.setting(source, "source")
                .filter(Source.class::isInstance)
                .map(Source.class::cast)
                .flatMap(Divided::unbalanced)
                .flatMap(within);
    }
}
