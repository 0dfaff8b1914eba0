package org.gradus.probe;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gradus.data.Dataset;
import org.gradus.data.Samples;
import org.gradus.data.Task;
import org.gradus.graph.Expr;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// What the training samples look like to a network, before anything is trained.
///
/// @param samples how many there are
/// @param rms the root mean square of all inputs; 1 for whole numbers, which name things and have no size
/// @param smallest the least root mean square of an input column that is not all 0; where samples have
///     positions, each unit at each of them is a column
/// @param largest the largest root mean square of an input column
/// @param task what is to be told
/// @param shares for classes, the part of the samples that each has
/// @param yes for yes-or-no questions, the part of the samples at which the answer of each output is yes
/// @param targets for quantities, what each column looks like
/// @param broken the first number of an input or a target that is not finite, if there is one
/// @param sample what one sample is made of
public record DataFacts(
        int samples,
        double rms,
        double smallest,
        double largest,
        Task task,
        List<Double> shares,
        List<Double> yes,
        List<Quantity> targets,
        Optional<Broken> broken,
        List<Part> sample) {
    /// Where all samples have the same answer, guessing is perfect.
    private static final double TINY = 1e-9;

    /// The largest error of one sample, relative to guessing: beyond it, how wrong an answer is
    /// says more about that sample than about the network.
    private static final double WORST = 1e4;

    public DataFacts {
        shares = List.copyOf(shares);
        yes = List.copyOf(yes);
        targets = List.copyOf(targets);
        sample = List.copyOf(sample);
    }

    /// An input of a network.
    ///
    /// @param shape of one sample
    /// @param whole whether it holds whole numbers
    public record Part(String name, Shape shape, boolean whole) {
        private static List<Part> of(Samples samples) {
            return samples.named().entrySet().stream()
                    .map(e -> new Part(
                            e.getKey(), e.getValue().shape().row(), e.getValue().element() == Element.I32))
                    .toList();
        }

        /// A leaf for so many samples of it.
        public Expr leaf(int rows) {
            return whole ? Expr.ints(name, shape.rows(rows)) : Expr.input(name, shape.rows(rows));
        }
    }

    /// A number that is not finite, and where it stands.
    ///
    /// @param part `inputs` or `targets`
    /// @param at which of the training samples, and where in it, see [Samples#place]
    /// @param value the number
    public record Broken(String part, String at, double value) {
        /// The first in a table; nothing where all numbers are finite.
        static Optional<Broken> in(String part, Tensor table) {
            for (int i = 0; i < table.size(); i++) {
                double value = table.get(i);
                if (!Double.isFinite(value)) {
                    return Optional.of(new Broken(part, Samples.place(table.shape(), i), value));
                }
            }
            return Optional.empty();
        }

        /// The place in words: `inputs, row 3, column 2`.
        public String place() {
            return part + ", " + at;
        }

        /// What stands there, in words.
        public String words() {
            return Double.isNaN(value) ? "not a number" : value > 0 ? "∞" : "-∞";
        }
    }

    /// A column of regression targets, by those that are not outlying.
    ///
    /// @param middle the median
    /// @param spread the distance between the quartiles; where they are equal, between the smallest
    ///     and the largest hundredth
    public record Quantity(double mean, double deviation, double low, double high, double middle, double spread) {
        /// So many times the spread away from the middle lies no value that belongs to the others:
        /// of a normal distribution none beyond 5, of a log-normal one with a deviation of 2 none
        /// of a million.
        private static final double FAR = 1000;

        /// Whether a value does not belong to the others.
        public boolean outlying(double value) {
            return !Double.isFinite(value) || spread > 0 && Math.abs(value - middle) > FAR * spread;
        }

        static Quantity of(double[] column) {
            double[] sorted =
                    Arrays.stream(column).filter(Double::isFinite).sorted().toArray();
            if (sorted.length == 0) return new Quantity(0, 0, 0, 0, 0, 0);
            double middle = at(sorted, 0.5), quartiles = at(sorted, 0.75) - at(sorted, 0.25);
            double spread = quartiles > 0 ? quartiles : at(sorted, 0.99) - at(sorted, 0.01);
            Quantity rough = new Quantity(0, 0, 0, 0, middle, spread);
            double[] own = Arrays.stream(sorted).filter(v -> !rough.outlying(v)).toArray();
            double mean = Arrays.stream(own).average().orElse(0), squares = 0;
            for (double v : own) squares += (v - mean) * (v - mean);
            return new Quantity(mean, Math.sqrt(squares / own.length), own[0], own[own.length - 1], middle, spread);
        }

        private static double at(double[] sorted, double part) {
            return sorted[(int) Math.round(part * (sorted.length - 1))];
        }
    }

    /// The facts of the training part of some data.
    public static DataFacts of(Dataset data) {
        Samples train = data.train();
        double[] squares = new double[train.features()];
        Tensor x = train.inputs();
        boolean sized = x.element() != Element.I32;
        for (int i = 0; sized && i < x.size(); i++) squares[i % squares.length] += x.get(i) * x.get(i);
        double[] scales = Arrays.stream(squares)
                .map(s -> Math.sqrt(s / train.count()))
                .filter(s -> s > 0)
                .toArray();
        return new DataFacts(
                train.count(),
                sized ? Math.sqrt(Arrays.stream(squares).sum() / x.size()) : 1,
                Arrays.stream(scales).min().orElse(0),
                Arrays.stream(scales).max().orElse(0),
                data.task(),
                data.task() instanceof Task.Classification(int classes) ? shares(train.targets(), classes) : List.of(),
                data.task() instanceof Task.MultiLabel(int outputs) ? yes(train.targets(), outputs) : List.of(),
                data.task() instanceof Task.Regression(int outputs) ? quantities(train.targets(), outputs) : List.of(),
                broken(train),
                Part.of(train));
    }

    private static Optional<Broken> broken(Samples train) {
        Optional<Broken> input = Broken.in("inputs", train.inputs());
        boolean classes = train.targets().element() == Element.I32;
        return input.isPresent() || classes ? input : Broken.in("targets", train.targets());
    }

    private static List<Double> shares(Tensor labels, int classes) {
        double[] shares = new double[classes];
        for (int i = 0; i < labels.size(); i++) shares[labels.getInt(i)]++;
        return Arrays.stream(shares).map(n -> n / labels.size()).boxed().toList();
    }

    private static List<Double> yes(Tensor targets, int outputs) {
        double[] yes = new double[outputs];
        for (int i = 0; i < targets.size(); i++) yes[i % outputs] += targets.get(i);
        int samples = targets.shape().dim(0);
        return Arrays.stream(yes).map(n -> n / samples).boxed().toList();
    }

    private static List<Quantity> quantities(Tensor targets, int outputs) {
        Quantity[] all = new Quantity[outputs];
        for (int k = 0; k < outputs; k++) {
            double[] column = new double[targets.size() / outputs];
            int at = k;
            Arrays.setAll(column, i -> targets.get(i * outputs + at));
            all[k] = Quantity.of(column);
        }
        return List.of(all);
    }

    /// The error of the best constant answer: for classes the part that is not of the largest
    /// class, for answers of yes and no the part that is not the more frequent one, for quantities their
    /// variance; the latter averaged over outputs.
    public double guessing() {
        if (targets.isEmpty()) {
            double right = commonest().stream().mapToDouble(s -> s).average().orElse(1);
            return Math.max(TINY, 1 - right);
        }
        double squares = targets.stream()
                .mapToDouble(q -> q.deviation() * q.deviation())
                .average()
                .orElse(0);
        return squares > 0 ? squares : TINY;
    }

    /// Errors of some samples relative to guessing, each bounded; not a number for those whose
    /// target is outlying, by which no network can be told from another.
    ///
    /// @param errors for each sample, see `Trainer.errors`
    public double[] relative(Samples samples, double[] errors) {
        double guessing = guessing();
        double[] relative = new double[errors.length];
        for (int i = 0; i < errors.length; i++) {
            double error = errors[i] / guessing;
            relative[i] = outlying(samples, i) ? Double.NaN : error < WORST ? error : WORST;
        }
        return relative;
    }

    /// The same of a network that came to a number that is not finite: the largest errors there are.
    public double[] worst(Samples samples) {
        double[] errors = new double[samples.count()];
        Arrays.fill(errors, Double.POSITIVE_INFINITY);
        return relative(samples, errors);
    }

    /// The mean error relative to guessing, of samples that are not outlying.
    ///
    /// @param errors for each sample, see `Trainer.errors`
    public double left(Samples samples, double[] errors) {
        return Arrays.stream(relative(samples, errors))
                .filter(e -> !Double.isNaN(e))
                .average()
                .orElse(Double.NaN);
    }

    /// Whether a sample's target lies where no other does, or an input of it is no number.
    public boolean outlying(Samples samples, int row) {
        for (int k = 0; k < targets.size(); k++) {
            if (targets.get(k).outlying(samples.targets().get(row * targets.size() + k))) return true;
        }
        Tensor inputs = samples.inputs();
        int width = samples.features();
        for (int j = 0; j < width; j++) {
            if (!Double.isFinite(inputs.get(row * width + j))) return true;
        }
        return false;
    }

    /// The largest part of the samples that one class has; 0 when there are no classes.
    public double largestShare() {
        return shares.stream().mapToDouble(s -> s).max().orElse(0);
    }

    /// The part of the samples that has the commonest answer: one number for classes, one for each
    /// yes-or-no question, none for quantities.
    public List<Double> commonest() {
        if (!yes.isEmpty()) return yes.stream().map(p -> Math.max(p, 1 - p)).toList();
        return shares.isEmpty() ? List.of() : List.of(largestShare());
    }

    /// The error left, relative to that of the best constant answer: for classes (1 - accuracy)
    /// over (1 - share of the largest class); for yes-or-no questions (1 - accuracy) over (1 - the
    /// mean share of the more frequent answer); for quantities the part of their variance that is
    /// not explained. 1 is guessing, 0 is perfect.
    ///
    /// @param metric accuracy, or R²
    public double left(double metric) {
        double left = task instanceof Task.Regression ? 1 - metric : (1 - metric) / guessing();
        return Double.isFinite(left) ? left : Double.POSITIVE_INFINITY;
    }
}
