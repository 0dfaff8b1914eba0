package org.gradus.data;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.gradus.name.Setting;
import org.gradus.tensor.Tensor;

/// A map of numbers, column by column: `z = (x - shift) / span / spread`; a column without a span becomes 0.
///
/// What is computed in `double` is rounded to 32 bits at the end, so that a model in use sees the numbers that it
/// was trained on, to the bit.
public final class Rescaling {
    private final double[] shift;
    private final double[] span;
    private final double[] spread;
    private final Rule rule;

    /// How a rescaling follows from the columns of a training part.
    enum Rule {
        /// It does not: its numbers are given.
        GIVEN,
        /// To mean 0 and standard deviation 1.
        STANDARDIZED,
        /// To 0 … 1, column by column.
        SCALED,
        /// To 0 … 1, all columns alike.
        SCALED_ALIKE
    }

    /// @param shift what is taken from each column
    /// @param span what it is divided by, not negative
    /// @param spread what that is divided by, in units of the span, positive
    public Rescaling(double[] shift, double[] span, double[] spread) {
        this(shift, span, spread, Rule.GIVEN);
    }

    Rescaling(double[] shift, double[] span, double[] spread, Rule rule) {
        this.rule = rule;
        if (span.length != shift.length || spread.length != shift.length) {
            throw Setting.wrong("rescaling", shift.length + " columns each", span.length + " and " + spread.length);
        }
        this.shift = shift.clone();
        this.span = span.clone();
        this.spread = spread.clone();
        // the spread of a constant column is no number
        for (int j = 0; j < span.length; j++) if (span[j] == 0) this.spread[j] = 1;
    }

    /// One that changes nothing but the rounding to 32 bits.
    static Rescaling none(int columns) {
        return times(1, columns);
    }

    /// A factor on all columns, to rounding.
    static Rescaling times(double factor, int columns) {
        double[] spans = new double[columns], spreads = new double[columns];
        Arrays.fill(spans, 1 / factor);
        Arrays.fill(spreads, 1);
        return new Rescaling(new double[columns], spans, spreads);
    }

    /// How it came about; a model that was read from a file does not know.
    Rule rule() {
        return rule;
    }

    /// How many columns it maps.
    public int columns() {
        return shift.length;
    }

    /// The three numbers of each column: shift, span, spread.
    public List<double[]> numbers() {
        return List.of(shift.clone(), span.clone(), spread.clone());
    }

    /// A number of a column, rescaled.
    public float apply(double x, int column) {
        return span[column] == 0 ? 0 : (float) ((x - shift[column]) / span[column] / spread[column]);
    }

    /// The number of a column that is rescaled to this one; of a column without a span the one that it had.
    public double invert(double z, int column) {
        return span[column] == 0 ? shift[column] : z * spread[column] * span[column] + shift[column];
    }

    /// All numbers of a table whose rows hold as many numbers as there are columns, `f32`.
    Tensor apply(Tensor table) {
        return Tensor.generateFloats(table.shape(), i -> apply(table.get(i), i % columns()));
    }

    /// All numbers of a table `[n, …]` whose rows hold as many numbers as there are columns.
    ///
    /// @param row the number that each row has in its file, from 0, for the error
    /// @throws DataException when a number does not fit in 32 bits afterwards
    Tensor apply(String name, Tensor table, IntUnaryOperator row) {
        int columns = columns();
        return Tensor.generateFloats(table.shape(), i -> {
            float z = apply(table.get(i), i % columns);
            if (Float.isFinite(z)) return z;
            int own = row.applyAsInt(i / columns) * columns + i % columns;
            String place = name + ": " + Samples.place(table.shape(), own);
            throw DataException.expected(place, "a number that fits in 32 bits after rescaling", table.get(i));
        });
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Rescaling r
                && Arrays.equals(shift, r.shift)
                && Arrays.equals(span, r.span)
                && Arrays.equals(spread, r.spread);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(shift) + Arrays.hashCode(span)) + Arrays.hashCode(spread);
    }
}
