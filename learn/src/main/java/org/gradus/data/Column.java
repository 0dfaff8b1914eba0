package org.gradus.data;

import java.util.List;
import org.gradus.name.InputException;
import org.gradus.name.Nearest;
import org.gradus.name.Shown;

/// A column of inputs as it stands in a table, and the numbers of a sample that it becomes.
public sealed interface Column {
    /// What it is called; empty in a table without a header.
    String name();

    /// Where it stands in the table, from 0.
    int position();

    /// How many numbers of a sample it becomes.
    int width();

    /// The number that a field stands for: a number for itself, or NaN when it is missing; a category for
    /// its place among the categories, from 0.
    ///
    /// @param place where the field stands, for the error
    /// @throws InputException when it is none of what the column holds
    double parse(String place, String field);

    /// One of the numbers of a sample.
    ///
    /// @param x what the field stands for, see [#parse]
    /// @param k which of them, from 0 below [#width]
    /// @return NaN when nothing can stand for it
    double number(double x, int k);

    /// Its name, or `column 3` where it has none.
    default String label() {
        return name().isEmpty() ? "column " + (position() + 1) : name();
    }

    /// What it is called in messages.
    default String title() {
        return name().isEmpty() ? "column " + (position() + 1) : "column " + Shown.brief(name());
    }

    /// Numbers.
    ///
    /// @param fill what stands for a missing number; NaN when none may be missing
    /// @param flag whether another number says if it was missing: 1, else 0
    /// @param missing in how many rows of the training part it was
    record Numeric(String name, int position, double fill, boolean flag, int missing) implements Column {
        @Override
        public int width() {
            return flag ? 2 : 1;
        }

        @Override
        public double parse(String place, String field) {
            if (Numbers.isNumber(field)) return Numbers.parse(place, field);
            if (Missing.is(field) && !Double.isNaN(fill)) return Double.NaN;
            throw DataException.expected(place, "a number", field.isEmpty() ? "nothing" : DataException.quoted(field));
        }

        @Override
        public double number(double x, int k) {
            boolean unknown = Double.isNaN(x);
            if (k == 1) return unknown ? 1 : 0;
            return unknown ? fill : x;
        }
    }

    /// Words for one of several things.
    ///
    /// @param categories all that there are, in order
    /// @param oneHot whether each becomes a number of its own: 1 for the one that the field says, else 0; if
    ///     not, its place among them is the number
    record Categorical(String name, int position, List<String> categories, boolean oneHot) implements Column {
        /// How many categories an error names.
        private static final int NAMED = 10;

        public Categorical {
            categories = List.copyOf(categories);
        }

        @Override
        public int width() {
            return oneHot ? categories.size() : 1;
        }

        @Override
        public double parse(String place, String field) {
            int at = categories.indexOf(field);
            // a number that a program gives may be written otherwise than in the file
            if (at < 0) at = categories.indexOf(Numbers.canonical(field));
            if (at >= 0) return at;
            List<String> near = Nearest.of(field, categories);
            String known = near.isEmpty()
                    ? "one of "
                            + Shown.brief(String.join(", ", categories.subList(0, Math.min(NAMED, categories.size()))))
                            + (categories.size() > NAMED ? ", …" : "")
                    : "a category of the training data, such as " + String.join(", ", near);
            throw DataException.expected(place, known, field.isEmpty() ? "nothing" : DataException.quoted(field));
        }

        @Override
        public double number(double x, int k) {
            if (!(x == Math.rint(x) && x >= 0 && x < categories.size())) return Double.NaN;
            return oneHot ? (x == k ? 1 : 0) : x;
        }
    }
}
