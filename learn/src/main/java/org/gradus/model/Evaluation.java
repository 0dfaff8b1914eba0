package org.gradus.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gradus.data.Layout;
import org.gradus.data.Preprocessing;
import org.gradus.data.RawRows;
import org.gradus.data.Samples;
import org.gradus.data.Task;

/// How well a model does on rows whose answers are known.
///
/// @param rows how many rows there are
/// @param accuracy the share of rows classified right, or of all answers to yes-or-no questions that are
///     right; NaN for quantities
/// @param balanced the mean recall of the classes that occur; NaN for all but classes
/// @param auc the mean of [Answer#auc] over the answers that have one; NaN where none has
/// @param answers each class or question; empty for quantities
/// @param confusion how many rows of each class, `[true class][predicted class]`; empty for all but classes
/// @param quantities each quantity; empty for classes and questions
public record Evaluation(
        int rows,
        double accuracy,
        double balanced,
        double auc,
        List<Answer> answers,
        List<List<Integer>> confusion,
        List<Quantity> quantities) {

    /// A class against all others, or the yes to a question.
    ///
    /// @param name what it is called
    /// @param support in how many rows it is the truth
    /// @param precision of the rows predicted so, the share that are so; NaN when none is
    /// @param recall of the rows that are so, the share predicted so; NaN when none is
    /// @param auc how probable it is that a row that is so gets a higher value than one that is not, a tie
    ///     counted half (area under the ROC curve: Fawcett 2006); NaN when all rows are alike
    public record Answer(String name, int support, double precision, double recall, double auc) {
        /// The harmonic mean of precision and recall; 0 when nothing was predicted right.
        public double f1() {
            double sum = precision + recall;
            return support == 0 ? Double.NaN : sum > 0 ? 2 * precision * recall / sum : 0;
        }
    }

    /// A quantity, in its own units.
    ///
    /// @param mae the mean absolute error
    /// @param rmse the root of the mean squared error
    /// @param r2 the share of the variance that is explained (R²); NaN when there is none
    public record Quantity(String name, double mae, double rmse, double r2) {}

    public Evaluation {
        answers = List.copyOf(answers);
        confusion = List.copyOf(confusion);
        quantities = List.copyOf(quantities);
    }

    /// A model's evaluation on rows that nobody prepared.
    ///
    /// @param rows with their targets
    public static Evaluation of(Model model, RawRows rows) {
        float[] values = new float[Math.multiplyExact(rows.count(), model.task().outputs())];
        model.predict(rows.inputs().toDoubles(), rows.count(), values);
        return of(model.task(), model.answers(), values, rows.targets().toDoubles());
    }

    /// A model's evaluation on samples as its network sees them; quantities are in the units of the data.
    public static Evaluation of(Model model, Samples samples) {
        Preprocessing made = model.preprocessing();
        Preprocessing ready = new Preprocessing(Layout.NONE, List.of(), made.targets(), made.answers());
        Model bare = new Model(model.recipe(), model.sample(), model.task(), ready, model.data(), model.weights());
        int outputs = model.task().outputs();
        float[] values = new float[Math.multiplyExact(samples.count(), outputs)];
        bare.predict(samples.inputs().toDoubles(), samples.count(), values);
        double[] targets = samples.targets().toDoubles();
        if (model.task() instanceof Task.Regression) {
            for (int i = 0; i < targets.length; i++) targets[i] = made.quantity(targets[i], i % outputs);
        }
        return of(model.task(), model.answers(), values, targets);
    }

    /// The mean [Answer#f1] of the classes or questions that occur; NaN for quantities.
    public double meanF1() {
        return mean(answers.stream().mapToDouble(Answer::f1).toArray());
    }

    /// The evaluation of some predictions.
    ///
    /// @param values `[n][outputs]`: probabilities or quantities
    /// @param targets `[n]` numbers of classes, or `[n][outputs]`
    static Evaluation of(Task task, List<String> names, float[] values, double... targets) {
        int outputs = task.outputs(), rows = values.length / outputs;
        return switch (task) {
            case Task.Regression _ -> {
                List<Quantity> all = IntStream.range(0, outputs)
                        .mapToObj(k -> quantity(names.get(k), column(values, k, outputs), column(targets, k, outputs)))
                        .toList();
                yield new Evaluation(rows, Double.NaN, Double.NaN, Double.NaN, List.of(), List.of(), all);
            }
            case Task.MultiLabel _ -> {
                List<Answer> all = new ArrayList<>();
                long right = 0;
                for (int k = 0; k < outputs; k++) {
                    double[] sure = column(values, k, outputs), truth = column(targets, k, outputs);
                    boolean[] yes = new boolean[rows], said = new boolean[rows];
                    for (int i = 0; i < rows; i++) {
                        yes[i] = truth[i] == 1;
                        said[i] = sure[i] > 0.5;
                        if (yes[i] == said[i]) right++;
                    }
                    all.add(answer(names.get(k), yes, said, sure));
                }
                double accuracy = right / (double) values.length;
                yield new Evaluation(rows, accuracy, Double.NaN, mean(aucs(all)), all, List.of(), List.of());
            }
            case Task.Classification _ -> classes(names, values, targets);
        };
    }

    private static Evaluation classes(List<String> names, float[] values, double... targets) {
        int classes = names.size(), rows = targets.length;
        int[][] confusion = new int[classes][classes];
        int[] said = new int[rows];
        for (int i = 0; i < rows; i++) {
            for (int k = 1; k < classes; k++) {
                if (values[i * classes + k] > values[i * classes + said[i]]) said[i] = k;
            }
            confusion[(int) targets[i]][said[i]]++;
        }
        List<Answer> all = new ArrayList<>();
        for (int k = 0; k < classes; k++) {
            boolean[] is = new boolean[rows], predicted = new boolean[rows];
            for (int i = 0; i < rows; i++) {
                is[i] = targets[i] == k;
                predicted[i] = said[i] == k;
            }
            all.add(answer(names.get(k), is, predicted, column(values, k, classes)));
        }
        double right = IntStream.range(0, classes).map(k -> confusion[k][k]).sum();
        double[] recalls = all.stream().mapToDouble(Answer::recall).toArray();
        List<List<Integer>> table = Arrays.stream(confusion)
                .map(row -> Arrays.stream(row).boxed().toList())
                .toList();
        return new Evaluation(rows, right / rows, mean(recalls), mean(aucs(all)), all, table, List.of());
    }

    private static double[] column(float[] values, int k, int width) {
        return IntStream.range(0, values.length / width)
                .mapToDouble(i -> values[i * width + k])
                .toArray();
    }

    private static double[] column(double[] values, int k, int width) {
        return IntStream.range(0, values.length / width)
                .mapToDouble(i -> values[i * width + k])
                .toArray();
    }

    private static double[] aucs(List<Answer> answers) {
        return answers.stream().mapToDouble(Answer::auc).toArray();
    }

    /// The mean of those that are numbers.
    private static double mean(double... values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
    }

    private static Answer answer(String name, boolean[] is, boolean[] said, double[] sure) {
        int support = 0, predicted = 0, right = 0;
        for (int i = 0; i < is.length; i++) {
            if (is[i]) support++;
            if (said[i]) predicted++;
            if (is[i] && said[i]) right++;
        }
        return new Answer(name, support, right / (double) predicted, right / (double) support, auc(is, sure));
    }

    /// By ranks, of which equal values share the mean (Mann and Whitney 1947).
    private static double auc(boolean[] is, double... sure) {
        int[] order = IntStream.range(0, is.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> sure[i]))
                .mapToInt(i -> i)
                .toArray();
        double ranks = 0;
        long yes = 0;
        for (int from = 0, to; from < order.length; from = to) {
            to = from;
            int own = 0;
            while (to < order.length && sure[order[to]] == sure[order[from]]) if (is[order[to++]]) own++;
            ranks += own * (from + 1 + to) / 2.0;
            yes += own;
        }
        return (ranks - yes * (yes + 1) / 2.0) / yes / (is.length - yes);
    }

    private static Quantity quantity(String name, double[] found, double[] truth) {
        int n = truth.length;
        double mean = Arrays.stream(truth).average().orElse(Double.NaN), absolute = 0, squared = 0, variance = 0;
        for (int i = 0; i < n; i++) {
            double error = found[i] - truth[i], distance = truth[i] - mean;
            absolute += Math.abs(error) / n;
            squared += error * error / n;
            variance += distance * distance / n;
        }
        return new Quantity(name, absolute, Math.sqrt(squared), variance > 0 ? 1 - squared / variance : Double.NaN);
    }

    /// The class or question with the lowest F1, if any has one: where to look first.
    public Optional<Answer> weakest() {
        return answers.stream().filter(a -> !Double.isNaN(a.f1())).min(Comparator.comparingDouble(Answer::f1));
    }
}
