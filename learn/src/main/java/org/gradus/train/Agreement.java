package org.gradus.train;

import java.util.List;
import org.gradus.tensor.Element;
import org.gradus.tensor.Tensor;

/// How a network's answers go with the targets: the parts of single samples in the correlation of
/// the two, over all outputs together.
final class Agreement {
    private final double[][] answers;
    private final double[][] targets;

    private Agreement(double[][] answers, double[][] targets) {
        this.answers = answers;
        this.targets = targets;
    }

    /// @param answers of the samples in order, `[some, outputs]` each
    /// @param targets class numbers `[n]` or quantities `[n, outputs]`
    static double[] of(List<Tensor> answers, Tensor targets) {
        int n = targets.shape().dim(0), width = answers.getFirst().shape().last(), row = 0;
        double[][] a = new double[n][width], t = new double[n][width];
        boolean classes = targets.element() == Element.I32;
        for (Tensor some : answers) {
            for (int i = 0; i < some.size() / width; i++, row++) {
                for (int k = 0; k < width; k++) {
                    a[row][k] = some.get(i * width + k);
                    t[row][k] = classes ? (targets.getInt(row) == k ? 1 : 0) : targets.get(row * width + k);
                }
            }
        }
        return new Agreement(a, t).parts();
    }

    /// For each sample, Σ (answer - mean) (target - mean) / √(Σ variance · Σ variance), summed over
    /// outputs: by the Cauchy-Schwarz inequality their mean lies between -1 and 1.
    private double[] parts() {
        double[] meanA = means(answers), meanT = means(targets);
        double scale = Math.sqrt(variance(answers, meanA) * variance(targets, meanT));
        double[] parts = new double[answers.length];
        for (int i = 0; i < parts.length && scale > 0; i++) {
            for (int k = 0; k < meanA.length; k++) {
                parts[i] += (answers[i][k] - meanA[k]) * (targets[i][k] - meanT[k]) / scale;
            }
        }
        return parts;
    }

    private static double[] means(double[][] rows) {
        double[] means = new double[rows.length == 0 ? 0 : rows[0].length];
        for (double[] row : rows) for (int k = 0; k < means.length; k++) means[k] += row[k] / rows.length;
        return means;
    }

    private static double variance(double[][] rows, double[] means) {
        double sum = 0;
        for (double[] row : rows) for (int k = 0; k < means.length; k++) sum += Math.pow(row[k] - means[k], 2);
        return sum / Math.max(1, rows.length);
    }
}
