package org.gradus.data;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.gradus.name.Setting;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Tensor;

/// What every source does with its rows: it shuffles and splits them, then rescales the inputs by
/// what the training part shows. Targets are left as they are.
///
/// - `standardize`: z = (x - mean) / sd, column by column, with the population standard deviation
///   (divided by n), so that each column of the training part has mean 0 and standard deviation 1.
/// - `scale`: z = (x - min) / (max - min), column by column, so that the training part lies in
///   [0, 1]; the test part may reach beyond.
/// - `scale: all`: the same by one minimum and one maximum, those of all inputs; for images x / 255
///   wherever a black and a white pixel occur.
///
/// Of samples with positions, such as images, each unit at each position is a column of its own.
///
/// A column that is constant in the training part becomes 0, unless all columns are scaled alike.
/// With `scale` nothing is standardized before: scaling a column gives the same either way, and
/// scaling all alike keeps their sizes beside each other.
///
/// @param split the part of the rows that is for training, above 0 and up to 1; rounded down to
///     whole rows. With 1 all rows are, and the test part is empty
/// @param splitSeed fixes the shuffle; it is not the run's seed, so that runs with many seeds see
///     the same split
/// @param standardize whether inputs get mean 0 and standard deviation 1
/// @param scale whether inputs are mapped to [0, 1], column by column or all alike
public record Preparation(double split, long splitSeed, boolean standardize, Scale scale) {
    /// So that 0.7 of 10 rows is 7, whichever way the product is rounded.
    private static final double ROUNDING = 1e-6;

    public Preparation {
        Setting.part("split", split);
    }

    /// Four fifths of the rows for training, and inputs of mean 0 and standard deviation 1.
    public static Preparation standard() {
        return new Preparation(0.8, 1, true, Scale.FALSE);
    }

    /// The first rows of a shuffle for training, the others for the test.
    ///
    /// @throws DataException when one of the parts would be empty, though at a split of 1 there is
    ///     no test part
    public Dataset of(Table table) {
        int rows = table.rows();
        int training = (int) Math.floor(rows * split + ROUNDING);
        if (training < 1 || (training == rows && split < 1)) {
            String parts = split < 1 ? "at least 1 row to train and 1 to test at split " + split : "at least 1 row";
            throw DataException.expected(table.name(), parts, rows + " in all");
        }
        int[] order = Philox.permutation(rows, splitSeed, Draws.SPLIT, 0);
        int[] trained = Arrays.copyOfRange(order, 0, training), tested = Arrays.copyOfRange(order, training, rows);
        return rescaled(table.take(trained), i -> trained[i], table.take(tested), i -> tested[i]);
    }

    /// Rows that come split already; they are not shuffled.
    ///
    /// @throws DataException when one of the parts is empty
    public Dataset of(Table training, Table test) {
        if (training.rows() < 1) throw DataException.expected(training.name(), "at least 1 row to train", "none");
        if (test.rows() < 1) throw DataException.expected(test.name(), "at least 1 row to test", "none");
        return rescaled(training, i -> i, test, i -> i);
    }

    /// @param trained the number that each row of the training part had, as an error names it
    private Dataset rescaled(Table training, IntUnaryOperator trained, Table test, IntUnaryOperator tested) {
        Layout filled = training.filled();
        Table own = training.with(filled);
        Optional<Rescaling> rescaling = rescaling(own.inputs());
        return Dataset.of(
                own.name(),
                rescaled(own, trained, rescaling),
                rescaled(test.with(filled), tested, rescaling),
                own.task(),
                rescaling.map(own.preprocessing()::thenInputs).orElse(own.preprocessing()));
    }

    private Optional<Rescaling> rescaling(Tensor inputs) {
        if (scale == Scale.FALSE && !standardize) return Optional.empty();
        Columns columns = Columns.of(inputs);
        return Optional.of(
                switch (scale) {
                    case FALSE -> columns.standardized();
                    case TRUE -> columns.scaled();
                    case ALL -> columns.scaledAlike();
                });
    }

    private static Samples rescaled(Table table, IntUnaryOperator row, Optional<Rescaling> rescaling) {
        return table.samples(
                rescaling.orElseGet(() -> Rescaling.none(table.features())).apply(table.name(), table.inputs(), row));
    }
}
