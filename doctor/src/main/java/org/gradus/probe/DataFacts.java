package org.gradus.probe;

import java.util.Arrays;
import java.util.List;
import org.gradus.data.Dataset;
import org.gradus.data.Samples;
import org.gradus.data.Task;
import org.gradus.tensor.Tensor;

/// What the training samples look like to a network, before anything is trained.
///
/// @param samples how many there are
/// @param rms the root mean square of all inputs
/// @param smallest the least root mean square of an input column that is not all 0
/// @param largest the largest root mean square of an input column
/// @param task what is to be told
/// @param shares for classes, the part of the samples that each has
/// @param targets for quantities, what each column looks like
public record DataFacts(
        int samples,
        double rms,
        double smallest,
        double largest,
        Task task,
        List<Double> shares,
        List<Quantity> targets) {
    /// Where all samples are of one class, guessing is perfect.
    private static final double TINY = 1e-9;

    public DataFacts {
        shares = List.copyOf(shares);
        targets = List.copyOf(targets);
    }

    /// A column of quantities to be told.
    public record Quantity(double mean, double deviation, double low, double high) {}

    /// The facts of the training part of some data.
    public static DataFacts of(Dataset data) {
        Samples train = data.train();
        double[] squares = new double[train.features()];
        Tensor x = train.inputs();
        for (int i = 0; i < x.size(); i++) squares[i % squares.length] += x.get(i) * x.get(i);
        double[] scales = Arrays.stream(squares)
                .map(s -> Math.sqrt(s / train.count()))
                .filter(s -> s > 0)
                .toArray();
        return new DataFacts(
                train.count(),
                Math.sqrt(Arrays.stream(squares).sum() / x.size()),
                Arrays.stream(scales).min().orElse(0),
                Arrays.stream(scales).max().orElse(0),
                data.task(),
                data.task() instanceof Task.Classification(int classes) ? shares(train.targets(), classes) : List.of(),
                data.task() instanceof Task.Regression(int outputs) ? quantities(train.targets(), outputs) : List.of());
    }

    private static List<Double> shares(Tensor labels, int classes) {
        double[] shares = new double[classes];
        for (int i = 0; i < labels.size(); i++) shares[labels.getInt(i)]++;
        return Arrays.stream(shares).map(n -> n / labels.size()).boxed().toList();
    }

    private static List<Quantity> quantities(Tensor targets, int outputs) {
        Quantity[] all = new Quantity[outputs];
        for (int k = 0; k < outputs; k++) {
            double[] column = new double[targets.size() / outputs];
            int at = k;
            Arrays.setAll(column, i -> targets.get(i * outputs + at));
            double mean = Arrays.stream(column).average().orElse(0);
            double squares =
                    Arrays.stream(column).map(t -> (t - mean) * (t - mean)).sum();
            all[k] = new Quantity(
                    mean,
                    Math.sqrt(squares / column.length),
                    Arrays.stream(column).min().orElse(0),
                    Arrays.stream(column).max().orElse(0));
        }
        return List.of(all);
    }

    /// The largest part of the samples that one class has; 0 for quantities.
    public double largestShare() {
        return shares.stream().mapToDouble(s -> s).max().orElse(0);
    }

    /// The error left, relative to that of the best constant answer: for classes (1 - accuracy)
    /// over (1 - share of the largest class), for quantities the part of their variance that is
    /// not explained. 1 is guessing, 0 is perfect.
    ///
    /// @param metric accuracy, or R²
    public double left(double metric) {
        double left = (1 - metric) / Math.max(TINY, 1 - largestShare());
        return Double.isFinite(left) ? left : Double.POSITIVE_INFINITY;
    }
}
