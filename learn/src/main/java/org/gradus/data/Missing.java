package org.gradus.data;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import org.gradus.tensor.Tensor;

/// What stands in place of a number that a table does not have. A category that is missing is a category of
/// its own.
public enum Missing {
    /// Nothing: the table is refused.
    REFUSE,
    /// The mean of the column's numbers in the training part.
    MEAN,
    /// Their median.
    MEDIAN,
    /// Their mean, and a number of its own beside it: 1 where the column's number was missing, else 0. Only
    /// a column in which numbers are missing in the training part gets it.
    FLAG;

    /// How tables say that they do not know.
    private static final Set<String> WORDS = Set.of(
            "", "?", "-", ".", "NA", "N/A", "n/a", "#N/A", "na", "NaN", "nan", "null", "NULL", "Null", "None", "none");

    /// Whether a field says that a number is missing.
    static boolean is(String field) {
        return WORDS.contains(field);
    }

    /// What is filled in for the numbers of a column that are missing.
    ///
    /// @param column the column's numbers in the training part, NaN where they are missing
    /// @return NaN when all are
    double fill(double... column) {
        double[] known = Arrays.stream(column).filter(x -> !Double.isNaN(x)).toArray();
        if (known.length == 0) return Double.NaN;
        if (this != MEDIAN)
            return Arrays.stream(known).map(x -> x / known.length).sum();
        Arrays.sort(known);
        int half = known.length / 2;
        return known.length % 2 == 1 ? known[half] : known[half - 1] / 2 + known[half] / 2;
    }

    /// The column of numbers in a training part that knows what to fill in.
    ///
    /// @param table the training part, `[n, columns]`
    /// @param from where the column stands in it
    /// @throws DataException when all of its numbers are missing
    Column.Numeric filled(String file, Column.Numeric column, Tensor table, int from) {
        int width = table.shape().row().size(), rows = table.shape().dim(0);
        double[] own = IntStream.range(0, rows)
                .mapToDouble(i -> table.get(i * width + from))
                .toArray();
        int missing = (int) Arrays.stream(own).filter(Double::isNaN).count();
        double fill = fill(own);
        if (Double.isNaN(fill)) {
            throw new DataException(file + ": " + column.title()
                    + ": expected a number in some row for training, found none; leave the column out by ignore");
        }
        return new Column.Numeric(column.name(), column.position(), fill, this == FLAG && missing > 0, missing);
    }
}
