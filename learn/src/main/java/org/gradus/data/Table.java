package org.gradus.data;

import java.util.ArrayList;
import java.util.List;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Rows as a source found or made them, before they are split and rescaled.
///
/// @param name what the data is called on screen and in errors
/// @param inputs `[n, …the shape of a sample]`, any element type; NaN where a number is missing
/// @param targets class numbers, `i32 [n]`; quantities, or answers 0 and 1, `f32` or `f64 [n, outputs]`
/// @param task what is to be told from the inputs
/// @param preprocessing what columns and answers are
/// @param missing what stands in place of missing numbers
public record Table(
        String name, Tensor inputs, Tensor targets, Task task, Preprocessing preprocessing, Missing missing) {
    /// Rows in which no number is missing.
    Table(String name, Tensor inputs, Tensor targets, Task task, Preprocessing preprocessing) {
        this(name, inputs, targets, task, preprocessing, Missing.REFUSE);
    }

    /// Rows whose columns and answers have no names.
    public Table(String name, Tensor inputs, Tensor targets, Task task) {
        this(name, inputs, targets, task, Preprocessing.NONE);
    }

    /// Rows in memory, each of a class.
    ///
    /// @param inputs `[n][columns]`
    /// @param labels the class of each: names, or whole numbers as text
    /// @throws DataException when there are not as many labels as rows, or rows of several widths
    public static Table of(String name, double[][] inputs, List<String> labels) {
        Tensor x = matrix(name, "inputs", inputs);
        if (labels.size() != inputs.length) {
            throw DataException.expected(name + ": labels", inputs.length + ", one a row", labels.size());
        }
        Labels seen = new Labels();
        int[] numbers = new int[labels.size()];
        for (int i = 0; i < numbers.length; i++) numbers[i] = seen.add(name + ": row " + (i + 1), labels.get(i));
        Task task = new Task.Classification(seen.count(name + ": labels"));
        int[] classes = seen.classes();
        Tensor targets = Tensor.generateInts(Shape.of(numbers.length), i -> classes[numbers[i]]);
        return new Table(name, x, targets, task, Preprocessing.of(Layout.NONE, seen.names()));
    }

    /// Rows in memory with the quantities of each.
    ///
    /// @param inputs `[n][columns]`
    /// @param targets `[n][outputs]`
    /// @throws DataException when the arrays do not fit, or have rows of several widths
    public static Table of(String name, double[][] inputs, double[][] targets) {
        Tensor x = matrix(name, "inputs", inputs), y = matrix(name, "targets", targets);
        if (targets.length != inputs.length) {
            throw DataException.expected(name + ": targets", inputs.length + " rows", targets.length);
        }
        return new Table(name, x, y, new Task.Regression(y.shape().dim(1)));
    }

    private static Tensor matrix(String name, String what, double[][] rows) {
        if (rows.length == 0 || rows[0].length == 0) throw DataException.expected(name + ": " + what, "rows", "none");
        int width = rows[0].length;
        double[] all = new double[Math.multiplyExact(rows.length, width)];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != width) {
                String place = name + ": " + what + ": row " + (i + 1);
                throw DataException.expected(place, width + " numbers, as in the first", rows[i].length);
            }
            System.arraycopy(rows[i], 0, all, i * width, width);
        }
        return Tensor.of(Shape.of(rows.length, width), all);
    }

    /// The number of rows.
    public int rows() {
        return inputs.shape().dim(0);
    }

    /// How many numbers the inputs of each row are.
    public int features() {
        return inputs.shape().row().size();
    }

    Table take(int... rows) {
        return new Table(name, inputs.rows(rows), targets.rows(rows), task, preprocessing, missing);
    }

    /// The columns with what is filled in where a number is missing, as these rows show it.
    Layout filled() {
        Layout layout = preprocessing.layout();
        if (missing == Missing.REFUSE) return layout;
        List<Column> columns = new ArrayList<>();
        int from = 0;
        for (Column column : layout.inputs()) {
            columns.add(column instanceof Column.Numeric n ? missing.filled(name, n, inputs, from) : column);
            from += column.width();
        }
        return layout.withInputs(columns);
    }

    /// The rows with every missing number filled in.
    ///
    /// @param layout the same columns, see [#filled]
    Table with(Layout layout) {
        Layout before = preprocessing.layout();
        if (layout.equals(before)) return this;
        int rows = rows(), width = layout.features(), narrow = features(), at = 0, from = 0;
        double[] out = new double[Math.multiplyExact(rows, width)];
        for (int c = 0; c < layout.inputs().size(); c++) {
            Column column = layout.inputs().get(c);
            boolean numbers = column instanceof Column.Numeric;
            for (int i = 0; i < rows; i++) {
                for (int k = 0; k < column.width(); k++) {
                    out[i * width + at + k] = numbers
                            ? column.number(inputs.get(i * narrow + from), k)
                            : inputs.get(i * narrow + from + k);
                }
            }
            from += before.inputs().get(c).width();
            at += column.width();
        }
        return new Table(
                name, Tensor.of(Shape.of(rows, width), out), targets, task, preprocessing.with(layout), missing);
    }

    /// The rows as samples, with other inputs in place of these.
    ///
    /// @param rescaled `f32`, of the same shape
    Samples samples(Tensor rescaled) {
        return new Samples(rescaled, targets.element() == Element.I32 ? targets : targets.as(Element.F32));
    }
}
