package org.gradus.data;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.gradus.name.Default;
import org.gradus.name.Setting;
import org.gradus.tensor.Element;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Tensor;

/// Another source with a fault planted into its samples, to see what it does to a training: what
/// happens to data by accident, made on purpose.
///
/// @param source where the samples come from
/// @param answers what is done to the targets
/// @param inputs a factor on all inputs that are real numbers
/// @param targets a factor on regression targets
/// @param rest the part of the samples that is kept of all classes but the first
/// @param seed fixes the numbers drawn
public record Corrupted(
        Source source,
        @Default("true") Answers answers,
        @Default("1.0") double inputs,
        @Default("1.0") double targets,
        @Default("1.0") double rest,
        @Default("1") long seed)
        implements Source.BuiltIn {

    /// What is done to the targets.
    public enum Answers {
        /// Nothing.
        TRUE,
        /// They are shuffled among the samples.
        SHUFFLED,
        /// All samples of the training part get that of the first; only for classes.
        CONSTANT
    }

    public Corrupted {
        Setting.positive("inputs", inputs);
        Setting.positive("targets", targets);
        if (!(rest > 0 && rest <= 1)) throw Setting.wrong("rest", "a part above 0, up to 1", rest);
    }

    public static List<Source> examples() {
        return List.of(
                new Corrupted(new Regression(200, 5, 2, 0.1, 1, 0.8, 1, false, Scale.FALSE), Answers.TRUE, 1, 1, 1, 1));
    }

    @Override
    public Dataset load(Path folder) {
        Dataset data = source.load(folder);
        Samples train = corrupted(data.train(), data.task(), 0), test = corrupted(data.test(), data.task(), 1);
        if (answers == Answers.CONSTANT) train = constant(train);
        Preprocessing preprocessing = data.preprocessing();
        if (inputs != 1) preprocessing = preprocessing.thenInputs(Rescaling.times(inputs, data.features()));
        if (targets != 1 && data.task() instanceof Task.Regression(int outputs)) {
            preprocessing = preprocessing.thenTargets(Rescaling.times(targets, outputs));
        }
        return Dataset.of(data.name(), train, test, data.task(), preprocessing);
    }

    private Samples corrupted(Samples samples, Task task, int part) {
        Samples kept = rest < 1 && task instanceof Task.Classification ? mostlyFirst(samples, part) : samples;
        int[] order = Philox.permutation(kept.count(), seed, Draws.CORRUPTION, part);
        Tensor answered = answers == Answers.SHUFFLED ? kept.targets().rows(order) : kept.targets();
        return kept.withInputs((_, input) -> times(input, inputs))
                .withTargets(task instanceof Task.Regression ? times(answered, targets) : answered);
    }

    private static Tensor times(Tensor t, double factor) {
        if (factor == 1 || t.element() == Element.I32) return t;
        float[] out = new float[t.size()];
        for (int i = 0; i < out.length; i++) out[i] = (float) (t.get(i) * factor);
        return Tensor.of(t.shape(), out);
    }

    private Samples mostlyFirst(Samples samples, int part) {
        int n = samples.count();
        int[] order = Philox.permutation(n, seed, Draws.CORRUPTION, part);
        Tensor labels = samples.targets();
        return samples.rows(IntStream.range(0, n)
                .filter(i -> labels.getInt(i) == 0 || order[i] < rest * n)
                .toArray());
    }

    private static Samples constant(Samples samples) {
        int[] first = new int[samples.count()];
        return samples.withTargets(samples.targets().rows(first));
    }
}
