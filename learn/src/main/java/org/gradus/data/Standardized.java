package org.gradus.data;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gradus.name.Default;
import org.gradus.tensor.Element;
import org.gradus.tensor.Tensor;

/// Another source with its columns brought to mean 0 and standard deviation 1 by what the
/// training part shows, see [Preparation]: for sources that do not standardize, and for
/// regression targets, which no source rescales.
///
/// A network that learned standardized quantities tells them in units of the standard deviation;
/// losses are in these units, too.
///
/// @param source where the samples come from
/// @param inputs whether inputs are standardized; whole numbers stay as they are
/// @param targets whether regression targets are standardized; class numbers, and answers 0 and 1, stay as
///     they are
public record Standardized(
        Source source,
        @Default("true") boolean inputs,
        @Default("true") boolean targets) implements Source.BuiltIn {
    public static List<Source> examples() {
        return List.of(new Standardized(new Regression(200, 5, 2, 0.1, 1, 0.8, 1, false, Scale.FALSE), false, false));
    }

    @Override
    public Source standardized(boolean inputs, boolean targets) {
        return new Standardized(source, this.inputs || inputs, this.targets || targets);
    }

    @Override
    public Dataset load(Path folder) {
        return of(source.load(folder), inputs, targets);
    }

    /// Some data with their columns standardized.
    public static Dataset of(Dataset data, boolean inputs, boolean targets) {
        Samples train = data.train(), test = data.test();
        Preprocessing preprocessing = data.preprocessing();
        if (inputs) {
            Map<String, Rescaling> rescalings = new HashMap<>();
            train.named().forEach((name, input) -> {
                if (input.element() != Element.I32) rescalings.put(name, rescaling(input));
            });
            train = inputs(train, rescalings);
            test = inputs(test, rescalings);
            if (train.named().size() == 1) {
                for (Rescaling r : rescalings.values()) preprocessing = preprocessing.thenInputs(r);
            }
        }
        if (targets && data.task() instanceof Task.Regression) {
            Rescaling rescaling = rescaling(train.targets());
            train = train.withTargets(rescaling.apply(train.targets()));
            test = test.withTargets(rescaling.apply(test.targets()));
            preprocessing = preprocessing.thenTargets(rescaling);
        }
        return Dataset.of(data.name(), train, test, data.task(), preprocessing);
    }

    private static Rescaling rescaling(Tensor training) {
        return Columns.of(training).standardized();
    }

    private static Samples inputs(Samples some, Map<String, Rescaling> rescalings) {
        return some.withInputs((name, input) -> Optional.ofNullable(rescalings.get(name))
                .map(r -> r.apply(input))
                .orElse(input));
    }
}
