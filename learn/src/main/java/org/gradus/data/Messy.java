package org.gradus.data;

import java.nio.file.Path;
import java.util.List;
import org.gradus.name.Default;
import org.gradus.name.Setting;
import org.gradus.tensor.Element;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Another source made as untidy as real tables are, in its training and its held-out part alike.
///
/// Changes are made in the order of the settings.
///
/// @param source where the samples come from
/// @param flipped the part of the class numbers that are replaced by another class, drawn at
///     random; quantities stay as they are
/// @param irrelevant how many columns of standard normal noise are added behind the others; samples with
///     positions become rows by it
/// @param whole how many whole numbers an input of 1 is cut into, rounded to the nearest; 0 leaves
///     inputs as they are
/// @param sparse the part of the inputs that are set to 0
/// @param decades over how many powers of ten the columns' scales are spread, evenly on a
///     logarithmic scale, in random order, about 1
/// @param seed fixes the numbers drawn
public record Messy(
        Source source,
        @Default("0") double flipped,
        @Default("0") int irrelevant,
        @Default("0") int whole,
        @Default("0") double sparse,
        @Default("0") double decades,
        @Default("1") long seed)
        implements Source.BuiltIn {
    private static final int NOISE = 0, LABELS = 2, CLASSES = 4, ZEROS = 6, COLUMNS = 8;

    public Messy {
        Setting.share("flipped", flipped);
        Setting.atLeast(0, "irrelevant", irrelevant);
        Setting.atLeast(0, "whole", whole);
        Setting.share("sparse", sparse);
        Setting.notNegative("decades", decades);
    }

    public static List<Source> examples() {
        return List.of(new Messy(new Regression(200, 5, 2, 0.1, 1, 0.8, 1, false, Scale.FALSE), 0, 0, 0, 0, 0, 1));
    }

    @Override
    public Dataset load(Path folder) {
        Dataset data = source.load(folder);
        double[] scales = scales(data.features() + irrelevant);
        return Dataset.of(
                data.name(),
                messy(data.train(), data.task(), scales, 0),
                messy(data.test(), data.task(), scales, 1),
                data.task(),
                data.preprocessing().withoutInputs());
    }

    private Samples messy(Samples samples, Task task, double[] scales, int part) {
        return samples.withInputs((_, input) -> inputs(input, scales, part))
                .withTargets(targets(samples.targets(), task, part));
    }

    private Tensor targets(Tensor targets, Task task, int part) {
        if (!(task instanceof Task.Classification(int classes)) || targets.element() != Element.I32) return targets;
        return Tensor.generateInts(targets.shape(), i -> {
            if (uniform(LABELS + part, i) >= flipped) return targets.getInt(i);
            int others = (int) (uniform(CLASSES + part, i) * (classes - 1));
            return (targets.getInt(i) + 1 + others) % classes;
        });
    }

    private Tensor inputs(Tensor given, double[] scales, int part) {
        if (given.element() == Element.I32) return given;
        int width = scales.length,
                own = given.shape().row().size(),
                count = given.shape().dim(0);
        float[] inputs = new float[count * width];
        for (int i = 0; i < inputs.length; i++) {
            int column = i % width;
            double x = column < own
                    ? given.get(i / width * own + column)
                    : Philox.normal(seed, Draws.MESS, NOISE + part, i);
            if (whole > 0) x = Math.rint(whole * x);
            if (uniform(ZEROS + part, i) < sparse) x = 0;
            inputs[i] = (float) (x * scales[column]);
        }
        return Tensor.of(irrelevant > 0 ? Shape.of(count, width) : given.shape(), inputs);
    }

    private double[] scales(int columns) {
        double[] scales = new double[columns];
        int[] order = Philox.permutation(columns, seed, Draws.MESS, COLUMNS);
        for (int j = 0; j < columns; j++) {
            double place = columns == 1 ? 0 : order[j] / (columns - 1.0) - 0.5;
            scales[j] = Math.pow(10, decades * place);
        }
        return scales;
    }

    private double uniform(int step, int index) {
        return Philox.uniform(seed, Draws.MESS, step, index);
    }
}
