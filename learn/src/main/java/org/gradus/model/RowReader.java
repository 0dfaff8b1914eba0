package org.gradus.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gradus.data.Column;
import org.gradus.data.Preprocessing;
import org.gradus.name.InputException;
import org.gradus.name.Nearest;
import org.gradus.tensor.Shape;

/// From rows as people have them to what a network sees.
final class RowReader {
    /// The bits of infinity; those of a number that is none are more, without their sign.
    private static final int INFINITE = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

    private final Preprocessing preprocessing;
    private final Column[] columns;
    private final int width;
    /// How many numbers a sample holds; kept, since asking a shape for it may allocate.
    private final int features;

    /// @param sample the shape of a sample
    RowReader(Preprocessing preprocessing, Shape sample) {
        this.preprocessing = preprocessing;
        columns = preprocessing.layout().inputs().toArray(Column[]::new);
        features = sample.size();
        width = columns.length == 0 ? features : columns.length;
    }

    /// How many numbers a row holds.
    int width() {
        return width;
    }

    /// The numbers of a row that is given by the names of its columns.
    ///
    /// @throws InputException when a column is missing, or holds what it never did in training
    double[] of(Map<String, ?> row) {
        if (columns.length == 0 || columns[0].name().isEmpty()) {
            throw new InputException("model: its columns have no names; give a row's numbers in order");
        }
        return Arrays.stream(columns).mapToDouble(c -> number(row, c)).toArray();
    }

    private static double number(Map<String, ?> row, Column column) {
        String place = "model: " + column.title();
        Object field = row.get(column.name());
        if (field == null && !row.containsKey(column.name())) {
            List<String> near = Nearest.of(column.name(), List.copyOf(row.keySet()));
            throw new InputException(place + ": expected it in the row, found none"
                    + (near.isEmpty() ? "" : "; nearest: " + String.join(", ", near)));
        }
        return column.parse(place, field == null ? "" : String.valueOf(field));
    }

    /// Puts rows into a pass.
    ///
    /// @param rows an array of `float` or `double`
    /// @throws InputException when a number is not finite
    void fill(Pass pass, Object rows, int from, int size) {
        boolean plain = columns.length == 0 && preprocessing.inputs().isEmpty();
        int count = size * features;
        if (plain && rows instanceof float[] all) System.arraycopy(all, from * width, pass.inputs, 0, count);
        else prepare(pass, rows, from, size);
        // by their bits: of whole numbers the largest is found many at a time
        int largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, Float.floatToRawIntBits(pass.inputs[i]) & Integer.MAX_VALUE);
        }
        if (largest >= INFINITE) throw unfit(pass, rows, from, count);
        Arrays.fill(pass.inputs, count, pass.inputs.length, 0);
    }

    private void prepare(Pass pass, Object rows, int from, int size) {
        int at = 0;
        for (int row = from; row < from + size; row++) {
            for (int c = 0, k = 0; c < width; c++) {
                double x = number(rows, row * width + c);
                int numbers = columns.length == 0 ? 1 : columns[c].width();
                for (int i = 0; i < numbers; i++, k++) {
                    pass.inputs[at++] = preprocessing.input(columns.length == 0 ? x : columns[c].number(x, i), k);
                }
            }
        }
    }

    /// One way to read both kinds of arrays: an interface for it would be allocated at every prediction.
    private static double number(Object rows, int i) {
        return rows instanceof float[] f ? f[i] : ((double[]) rows)[i];
    }

    /// The first number that is not finite, of which there is one.
    private InputException unfit(Pass pass, Object rows, int from, int count) {
        int at = 0;
        while (at < count - 1 && Float.isFinite(pass.inputs[at])) at++;
        int row = from + at / features, column = 0;
        if (columns.length == 0) column = at % features;
        else for (int left = at % features; left >= columns[column].width(); column++) left -= columns[column].width();
        double x = number(rows, row * width + column);
        String what = columns.length > 0 && columns[column] instanceof Column.Categorical c
                ? "the number of a category, below " + c.categories().size()
                : "finite numbers";
        String named = columns.length == 0 || columns[column].name().isEmpty() ? "" : " " + columns[column].name();
        return new InputException("model: expected " + what + ", found " + x + " in row " + (row + 1) + ", column "
                + (column + 1) + named);
    }

    private String names() {
        return Arrays.stream(columns).map(Column::name).collect(Collectors.joining(", "));
    }

    /// The error of as many numbers as no rows have.
    InputException unfit(String what, int found) {
        return new InputException("model: expected " + width + " numbers a row"
                + (columns.length == 0 || columns[0].name().isEmpty() ? "" : " (" + names() + ")")
                + ", found " + found + " in " + what);
    }
}
