package org.gradus.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads a column of inputs field by field and finds out what it holds: numbers, or categories when its
/// first field that is not missing is no number.
final class ColumnReader {
    /// The most categories that become numbers of their own: more are rather names or free texts.
    static final int MOST = 100;

    /// A day, with or without a time, as most of the world writes it.
    private static final Pattern DATE = Pattern.compile("\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}([T ].*)?"
            + "|\\d{1,2}[-/.]\\d{1,2}[-/.](\\d{2}|\\d{4})([T ].*)?|\\d{1,2}:\\d{2}(:\\d{2}.*)?");

    private enum Kind {
        UNKNOWN,
        NUMBERS,
        CATEGORIES
    }

    private final String name;
    private final int position;
    private final Reading reading;
    private final List<String> categories;
    private final boolean closed;
    private final Growing values = new Growing();
    /// The texts by first sight; of a column of numbers those before the first number.
    private final Map<String, Integer> seen = new HashMap<>();

    private Kind kind;

    /// The error of the first field that may be missing, in a column of which no more is known.
    private Optional<DataException> gap = Optional.empty();

    /// How fields are read.
    ///
    /// @param missing what stands in place of missing numbers
    /// @param oneHot whether categories become a number each
    record Reading(Missing missing, boolean oneHot) {}

    private ColumnReader(String name, int position, Reading reading, Kind kind, List<String> categories) {
        this.name = name;
        this.position = position;
        this.reading = reading;
        this.kind = kind;
        this.categories = new ArrayList<>(categories);
        this.closed = !categories.isEmpty();
        for (String category : categories) seen.put(category, seen.size());
    }

    /// A column of which nothing is known.
    ///
    /// @param categories whether numbers are categories, too
    static ColumnReader of(String name, int position, Reading reading, boolean categories) {
        return new ColumnReader(name, position, reading, categories ? Kind.CATEGORIES : Kind.UNKNOWN, List.of());
    }

    /// The same column of another table.
    static ColumnReader of(Column known, Reading reading) {
        return switch (known) {
            case Column.Numeric n -> new ColumnReader(n.name(), n.position(), reading, Kind.NUMBERS, List.of());
            case Column.Categorical c ->
                new ColumnReader(c.name(), c.position(), reading, Kind.CATEGORIES, c.categories());
        };
    }

    /// Takes the column's field of one more row.
    ///
    /// @throws DataException when it does not fit those before
    void add(Rows rows) {
        String field = rows.fields().get(position);
        boolean missing = Missing.is(field);
        if (kind == Kind.UNKNOWN && Numbers.isNumber(field)) begin(Kind.NUMBERS);
        if (kind == Kind.UNKNOWN && !missing) begin(Kind.CATEGORIES);
        // what tables write for a missing number may be a category, until a number says otherwise
        if (missing && kind == Kind.UNKNOWN && gap.isEmpty()) gap = Optional.of(refused(rows, field));
        if (reading.missing == Missing.REFUSE) {
            if (kind == Kind.NUMBERS && gap.isPresent()) throw gap.get();
            if (kind == Kind.NUMBERS ? missing : field.isEmpty()) throw refused(rows, field);
        }
        values.add(
                switch (kind) {
                    case NUMBERS -> number(rows, field);
                    case UNKNOWN -> text(rows, field);
                    case CATEGORIES -> {
                        if (seen.isEmpty()) checkDate(rows, field);
                        yield text(rows, field);
                    }
                });
    }

    /// What was missing so far becomes what is missing of its kind.
    private void begin(Kind kind) {
        this.kind = kind;
        if (kind != Kind.NUMBERS) return;
        for (int i = 0; i < values.size(); i++) values.set(i, Double.NaN);
        seen.clear();
    }

    private double number(Rows rows, String field) {
        if (Numbers.isNumber(field)) return Numbers.parse(rows.place(position, name), field);
        if (!Missing.is(field)) {
            checkDate(rows, field);
            throw DataException.expected(
                    rows.place(position, name),
                    "a number, as in the rows before",
                    DataException.quoted(field) + "; if the column holds words, too, name it in categories or ignore");
        }
        return Double.NaN;
    }

    private DataException refused(Rows rows, String field) {
        String found = field.isEmpty() ? "nothing" : DataException.quoted(field);
        String what = kind == Kind.CATEGORIES ? "a category" : "a number";
        return DataException.expected(
                rows.place(position, name),
                what,
                found + "; to fill in what is missing, set missing: mean, median or flag");
    }

    private double text(Rows rows, String field) {
        Integer known = seen.get(field);
        if (known != null) return known;
        if (closed) {
            throw DataException.expected(
                    rows.place(position, name),
                    "a category that the training file has",
                    field.isEmpty() ? "nothing" : DataException.quoted(field));
        }
        if (reading.oneHot && seen.size() == MOST) {
            throw DataException.expected(
                    rows.place(position, name),
                    "at most " + MOST + " categories in the column",
                    "one more, " + DataException.quoted(field) + "; leave the column out by ignore, or set encode: id");
        }
        seen.put(field, seen.size());
        return seen.size() - 1;
    }

    private void checkDate(Rows rows, String field) {
        if (!DATE.matcher(field).matches()) return;
        throw DataException.expected(
                rows.place(position, name),
                "a number or a category",
                "the date or time " + DataException.quoted(field)
                        + "; leave the column out by ignore, or write numbers in its place, such as days");
    }

    int size() {
        return values.size();
    }

    double get(int row) {
        return values.get(row);
    }

    /// What the column holds. Categories are put in order, and their numbers with them.
    ///
    /// @param file for the error when nothing is there
    Column finish(String file) {
        Column.Numeric number = new Column.Numeric(name, position, Double.NaN, false, 0);
        if (kind == Kind.NUMBERS) return number;
        if (kind == Kind.UNKNOWN) {
            if (gap.isPresent() && reading.missing == Missing.REFUSE) throw gap.get();
            throw new DataException(file + ": " + number.title()
                    + ": expected a number in some row, found none; leave the column out by ignore");
        }
        if (closed) return new Column.Categorical(name, position, categories, reading.oneHot);
        List<String> sorted = seen.keySet().stream().sorted().toList();
        int[] places = new int[sorted.size()];
        seen.forEach((category, seenAs) -> places[seenAs] = Collections.binarySearch(sorted, category));
        for (int i = 0; i < values.size(); i++) values.set(i, places[(int) values.get(i)]);
        return new Column.Categorical(name, position, sorted, reading.oneHot);
    }
}
