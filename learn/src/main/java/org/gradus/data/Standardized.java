package org.gradus.data;

import java.nio.file.Path;
import java.util.List;
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
/// @param targets whether regression targets are standardized; class numbers, and answers 0 and 1, stay as they
///     are
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
        boolean quantities = targets && data.task() instanceof Task.Regression;
        return Dataset.of(
                data.name(), of(train, train, inputs, quantities), of(test, train, inputs, quantities), data.task());
    }

    private static Samples of(Samples some, Samples training, boolean inputs, boolean quantities) {
        Samples scaled = inputs ? some.withInputs((name, input) -> standardized(input, training.input(name))) : some;
        return quantities ? scaled.withTargets(standardized(some.targets(), training.targets())) : scaled;
    }

    private static Tensor standardized(Tensor some, Tensor training) {
        if (some.element() == Element.I32) return some;
        Columns columns = Columns.of(training);
        int width = some.shape().row().size();
        float[] out = new float[some.size()];
        for (int i = 0; i < out.length; i++) out[i] = (float) columns.standardized(some.get(i), i % width);
        return Tensor.of(some.shape(), out);
    }
}
