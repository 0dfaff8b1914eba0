package org.gradus.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.gradus.data.Dataset;
import org.gradus.data.Preprocessing;
import org.gradus.data.RawRows;
import org.gradus.data.Records;
import org.gradus.data.Task;
import org.gradus.graph.Expr;
import org.gradus.graph.Kind;
import org.gradus.layer.Network;
import org.gradus.name.InputException;
import org.gradus.recipe.Recipe;
import org.gradus.run.Store;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// A trained network ready for use: it takes rows as people have them and answers in their words and units.
///
/// A model never changes, and any number of threads may use it at once. Equal rows get equal answers to the
/// bit, in a batch of any size and on any thread.
///
/// ```java
/// Model model = Model.read(Path.of("model.safetensors"));
/// System.out.println(model.predict(5.1f, 3.5f, 1.4f, 0.2f).label());
/// ```
public final class Model {
    /// The most rows that run at once: enough to be efficient, few enough to stay in the cache.
    private static final int MOST = 256;

    private final Recipe recipe;
    private final Shape sample;
    private final Task task;
    private final Preprocessing preprocessing;
    private final String data;
    private final Map<String, Tensor> weights;
    private final List<String> answers;
    private final RowReader reader;
    private final Store store = new Store();
    /// For 1, 2, 4, … rows.
    private final Passes[] passes;

    /// @param recipe how it was trained, of which the layers, the loss and the seed count
    /// @param sample the shape of a row
    /// @param task what it is asked
    /// @param preprocessing how rows become samples, and what answers are called
    /// @param data the hash of what it was trained on
    /// @param weights its weights and statistics by path
    /// @throws InputException when a weight is missing, or has another shape than in the recipe
    public Model(
            Recipe recipe,
            Shape sample,
            Task task,
            Preprocessing preprocessing,
            String data,
            Map<String, Tensor> weights) {
        this.recipe = recipe;
        this.sample = sample;
        this.task = task;
        this.preprocessing = preprocessing;
        this.data = data;
        check(sample, task, preprocessing);
        reader = new RowReader(preprocessing, sample);
        this.weights = Collections.unmodifiableMap(needed(recipe, sample, weights));
        this.weights.forEach(store::put);
        answers = preprocessing.answers().isEmpty()
                ? IntStream.range(0, task.outputs())
                        .mapToObj(k -> unnamed(task, k))
                        .toList()
                : preprocessing.answers();
        passes = new Passes[Integer.numberOfTrailingZeros(MOST) + 1];
        Arrays.setAll(passes, i -> new Passes(() -> new Pass(recipe, task, sample, 1 << i, store)));
    }

    private static void check(Shape sample, Task task, Preprocessing preprocessing) {
        preprocessing.inputs().forEach(r -> fits("rescaled inputs", sample.size(), r.columns()));
        preprocessing.targets().forEach(r -> fits("rescaled targets", task.outputs(), r.columns()));
        if (preprocessing.layout().isTable()) {
            fits("numbers of columns", sample.size(), preprocessing.layout().features());
        }
        if (!preprocessing.answers().isEmpty()) {
            fits("names of answers", task.outputs(), preprocessing.answers().size());
        }
    }

    private static void fits(String what, int expected, int found) {
        if (found != expected)
            throw new InputException("model: expected " + expected + " " + what + ", found " + found);
    }

    /// A network that was trained on some data.
    public static Model of(Recipe recipe, Dataset data, Map<String, Tensor> weights) {
        return new Model(recipe, data.train().sample(), data.task(), data.preprocessing(), data.hash(), weights);
    }

    private static String unnamed(Task task, int k) {
        return task instanceof Task.Classification ? String.valueOf(k) : "output" + (k + 1);
    }

    /// The weights and statistics that the network reads in use.
    private static Map<String, Tensor> needed(Recipe recipe, Shape sample, Map<String, Tensor> given) {
        Network network = new Network(recipe.model(), recipe.seed());
        network.forward(Expr.input("inputs", sample.rows(1)), false);
        Map<String, Tensor> needed = new TreeMap<>();
        for (Network.Parameter p : network.parameters()) {
            needed.put(p.path(), fitting(p.path(), p.leaf().shape(), given));
        }
        for (Network.State s : network.states()) {
            if (s.leaf().kind() == Kind.REAL)
                needed.put(s.path(), fitting(s.path(), s.leaf().shape(), given));
            else needed.put(s.path(), s.initial());
        }
        return needed;
    }

    private static Tensor fitting(String path, Shape shape, Map<String, Tensor> given) {
        Tensor weight = given.get(path);
        if (weight == null)
            throw new InputException("model: expected the weight " + path + " " + shape + ", found none");
        if (!weight.shape().equals(shape)) {
            throw new InputException("model: expected " + path + " " + shape + ", found " + weight.shape());
        }
        return weight;
    }

    /// Reads what [#write] wrote.
    ///
    /// @throws InputException when the file is no model, with the reason
    public static Model read(Path file) {
        Model model = ModelFile.read(file);
        // what a first row would have to wait for
        model.passes[0].giveBack(model.passes[0].take());
        return model;
    }

    /// Writes it into one safetensors file, whole or not at all: the weights as tensors, all else as
    /// metadata.
    ///
    /// @throws InputException when its recipe cannot be written down, see [Recipe#unwritable]
    public void write(Path file) {
        ModelFile.write(this, file);
    }

    public Recipe recipe() {
        return recipe;
    }

    /// The shape of a row, such as `[4]` or `[28, 28, 1]`.
    public Shape sample() {
        return sample;
    }

    public Task task() {
        return task;
    }

    /// How rows become samples, and outputs answers.
    public Preprocessing preprocessing() {
        return preprocessing;
    }

    /// The hash of what it was trained on.
    public String data() {
        return data;
    }

    /// Its weights and statistics by path.
    public Map<String, Tensor> weights() {
        return weights;
    }

    /// How many numbers a row holds: one for each column of a table.
    public int inputs() {
        return reader.width();
    }

    /// What the classes, the questions or the quantities are called, in the order of [Prediction#values].
    public List<String> answers() {
        return answers;
    }

    /// Predicts for one row.
    ///
    /// @param row its numbers as they stand in the data, in row-major order; for a category its number among
    ///     the categories; NaN where a number is missing, if the model knows what to fill in
    /// @throws InputException when these are not as many as a row has, or not finite
    public Prediction predict(float... row) {
        float[] into = new float[task.outputs()];
        predict(row, 1, into);
        return prediction(into, 0);
    }

    /// Predicts for one row in double precision, as tables are read: the numbers that the network sees are
    /// to the bit those of the same row in its training.
    ///
    /// @param row see [#predict(float...)]
    /// @throws InputException when these are not as many as a row has, or not finite
    public Prediction predict(double... row) {
        float[] into = new float[task.outputs()];
        predict(row, 1, into);
        return prediction(into, 0);
    }

    /// Predicts for one row of a table.
    ///
    /// @param row the fields by the names of their columns, numbers as such or as text; what the model does
    ///     not read is ignored
    /// @throws InputException when a column is missing, or holds what it never did in training
    public Prediction predict(Map<String, ?> row) {
        return predict(reader.of(row));
    }

    /// Predicts for a record whose components are called as the columns of the table are.
    ///
    /// @throws InputException when a column is missing, or holds what it never did in training
    public Prediction predict(Record row) {
        return predict(Records.fields(row));
    }

    /// Predicts for some rows.
    ///
    /// @throws InputException when a row does not hold as many numbers as the model reads
    public List<Prediction> predict(List<float[]> rows) {
        float[] all = new float[Math.multiplyExact(rows.size(), inputs())];
        for (int i = 0; i < rows.size(); i++) {
            float[] row = rows.get(i);
            if (row.length != inputs()) throw reader.unfit("row " + (i + 1), row.length);
            System.arraycopy(row, 0, all, i * inputs(), inputs());
        }
        return all(all, all.length, rows.size());
    }

    /// Predicts for the rows of a file.
    ///
    /// @throws InputException when a number is not finite
    public List<Prediction> predictAll(RawRows rows) {
        double[] all = rows.inputs().toDoubles();
        return all(all, all.length, rows.count());
    }

    private List<Prediction> all(Object rows, int length, int count) {
        float[] into = new float[Math.multiplyExact(count, task.outputs())];
        predict(rows, length, count, into);
        return IntStream.range(0, count)
                .mapToObj(i -> prediction(into, i * task.outputs()))
                .toList();
    }

    private Prediction prediction(float[] values, int from) {
        List<Float> own = new ArrayList<>();
        for (int k = 0; k < task.outputs(); k++) own.add(values[from + k]);
        return new Prediction(task, answers, own);
    }

    /// Predicts without allocating anything, once passes for as many rows have been made.
    ///
    /// @param rows the rows' numbers one behind the other, see [#predict(float...)]
    /// @param count how many rows there are
    /// @param into takes `count` times as many values as there are [#answers]
    /// @throws InputException when the arrays do not fit, or a number is not finite
    public void predict(float[] rows, int count, float[] into) {
        predict(rows, rows.length, count, into);
    }

    /// The same in double precision, see [#predict(double...)].
    ///
    /// @throws InputException when the arrays do not fit, or a number is not finite
    public void predict(double[] rows, int count, float[] into) {
        predict(rows, rows.length, count, into);
    }

    private void predict(Object rows, int length, int count, float[] into) {
        if (length != count * (long) inputs()) throw reader.unfit(count == 1 ? "a row" : count + " rows", length);
        if (into.length < count * (long) task.outputs()) {
            throw new InputException(
                    "model: expected room for " + count * (long) task.outputs() + " values, found " + into.length);
        }
        for (int from = 0; from < count; ) {
            int size = Math.min(MOST, count - from);
            // the least power of two that holds them
            Passes own = passes[Integer.SIZE - Integer.numberOfLeadingZeros(size - 1)];
            Pass pass = own.take();
            try {
                reader.fill(pass, rows, from, size);
                pass.run();
                read(pass, into, from, size);
            } finally {
                own.giveBack(pass);
            }
            from += size;
        }
    }

    private void read(Pass pass, float[] into, int from, int size) {
        int outputs = task.outputs();
        boolean quantities = task instanceof Task.Regression, single = pass.width() < outputs;
        for (int i = 0; i < size * outputs; i++) {
            int row = i / outputs, k = i % outputs;
            float value = pass.outputs[row * pass.width() + (single ? 0 : k)];
            if (single && k == 0) value = 1 - value;
            into[from * outputs + i] = quantities ? (float) preprocessing.quantity(value, k) : value;
        }
        if (!Answers.projected(pass.width(), recipe.loss(), task)) return;
        for (int row = from; row < from + size; row++) Answers.project(into, row * outputs, outputs);
    }

    /// Whether another model says the same of every row: of equal layers, weights and preprocessing.
    @Override
    public boolean equals(Object o) {
        return o instanceof Model m
                && recipe.equals(m.recipe)
                && sample.equals(m.sample)
                && task.equals(m.task)
                && preprocessing.equals(m.preprocessing)
                && data.equals(m.data)
                && weights.equals(m.weights);
    }

    @Override
    public int hashCode() {
        return Objects.hash(recipe, sample, task, data);
    }
}
