package org.gradus.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.gradus.tensor.Tensor;

/// Another source's quantities as yes-or-no questions: whether each lies above the median that it has
/// in the training part.
///
/// @param source where the samples come from; data without quantities stay as they are
public record Thresholded(Source source) implements Source.BuiltIn {
    public static List<Source> examples() {
        return List.of(new Thresholded(new Regression(200, 5, 2, 0.1, 1, 0.8, 1, false, Scale.FALSE)));
    }

    @Override
    public Dataset load(Path folder) {
        Dataset data = source.load(folder);
        if (!(data.task() instanceof Task.Regression(int outputs))) return data;
        double[] medians = medians(data.train().targets(), outputs);
        return Dataset.of(
                data.name(),
                asked(data.train(), medians),
                asked(data.test(), medians),
                new Task.MultiLabel(outputs),
                data.preprocessing().withoutTargets());
    }

    private static double[] medians(Tensor targets, int outputs) {
        double[] medians = new double[outputs];
        for (int k = 0; k < outputs; k++) {
            double[] column = new double[targets.size() / outputs];
            for (int i = 0; i < column.length; i++) column[i] = targets.get(i * outputs + k);
            Arrays.sort(column);
            medians[k] = column[column.length / 2];
        }
        return medians;
    }

    private static Samples asked(Samples samples, double[] medians) {
        float[] answers = new float[samples.targets().size()];
        for (int i = 0; i < answers.length; i++) {
            answers[i] = samples.targets().get(i) > medians[i % medians.length] ? 1 : 0;
        }
        return samples.withTargets(Tensor.of(samples.targets().shape(), answers));
    }
}
