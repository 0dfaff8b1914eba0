package org.gradus.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gradus.name.Nearest;
import org.gradus.name.Shown;

/// What the first row of a CSV file says of its columns.
///
/// @param file what the file is called in errors
/// @param line the line on which the row starts, from 1; 0 where there are no lines
/// @param names how the columns are called; none without a header
/// @param columns how many there are, at least 2
record CsvHead(String file, long line, List<String> names, int columns) {
    /// How many rows below the first tell whether it is a header.
    private static final int PROBED = 20;

    CsvHead {
        checkNames(place(file, line), names, "; if these are no names, set header: false");
    }

    /// That no two columns have the same name, but for those that have none.
    ///
    /// @param place where the names stand, for the error
    /// @param hint what else may help, at the end of it
    static void checkNames(String place, List<String> names, String hint) {
        Map<String, Integer> seen = new HashMap<>();
        for (int c = 0; c < names.size(); c++) {
            Integer before = names.get(c).isEmpty() ? null : seen.putIfAbsent(names.get(c), c);
            if (before == null) continue;
            String both = DataException.quoted(names.get(c)) + " in columns " + (before + 1) + " and " + (c + 1);
            throw DataException.expected(place, "a name of its own for each column", both + hint);
        }
    }

    /// The head of a file.
    ///
    /// @param rows the file's rows, at the first of them
    /// @param separator what stands between its fields
    static CsvHead of(CsvText text, CsvRows rows, Csv settings, char separator) {
        List<String> first = List.copyOf(rows.fields());
        if (first.size() < 2) {
            String found = separator == '\t' ? "tabs" : DataException.quoted(String.valueOf(separator));
            throw DataException.expected(rows.place(), "at least 2 columns, separated by " + found, "1");
        }
        boolean header = switch (settings.header()) {
            case TRUE -> true;
            case FALSE -> false;
            case AUTO -> {
                if (counts(first)) {
                    throw new DataException(rows.place() + ": " + Shown.brief(String.join(", ", first))
                            + " may be names of columns or a row of numbers; set header: true or header: false");
                }
                yield looksLikeHeader(text, first, separator);
            }
        };
        return new CsvHead(text.file(), rows.line(), header ? first : List.of(), first.size());
    }

    /// Whether a file's first row looks as if it named the columns: when no field of it is a number, or when
    /// one is a word above a column of numbers.
    static boolean looksLikeHeader(CsvText text, List<String> first, char separator) {
        if (first.stream().noneMatch(Numbers::isNumber)) return true;
        List<Integer> words = IntStream.range(0, first.size())
                .filter(c -> !Missing.is(first.get(c)) && !Numbers.isNumber(first.get(c)))
                .boxed()
                .toList();
        if (words.isEmpty()) return false;
        CsvRows rows = new CsvRows(text, separator);
        rows.next();
        List<List<String>> below = new ArrayList<>();
        while (below.size() < PROBED && rows.next()) below.add(rows.fields());
        return words.stream()
                .anyMatch(c -> !below.isEmpty()
                        && below.stream().allMatch(row -> row.size() > c && Numbers.isNumber(row.get(c))));
    }

    /// Whether the fields are 0, 1, 2, … or 1, 2, 3, …, as some programs name columns that have no names.
    private static boolean counts(List<String> first) {
        int start = first.getFirst().equals("0") ? 0 : 1;
        return first.size() > 2
                && IntStream.range(0, first.size()).allMatch(c -> first.get(c).equals(String.valueOf(start + c)));
    }

    boolean header() {
        return !names.isEmpty();
    }

    private String place() {
        return place(file, line);
    }

    private static String place(String file, long line) {
        return line == 0 ? file : file + ": line " + line;
    }

    /// What a column is called; empty without a header.
    String name(int column) {
        return header() ? names.get(column) : "";
    }

    /// That a row has as many fields as the first.
    static void checkWidth(Rows rows, int columns) {
        int width = rows.fields().size();
        if (width == columns) return;
        throw DataException.expected(rows.place(), columns + " columns, as in the first row", width);
    }

    /// The columns of inputs that a recipe chooses, from 0.
    ///
    /// @param targets the columns of targets
    /// @throws DataException when none is left, or a target is named among them
    List<Integer> inputs(Csv settings, List<Integer> targets) {
        List<Integer> ignored = findEach("ignore", settings.ignore()), chosen = findEach("columns", settings.columns());
        for (int c : chosen) {
            if (!targets.contains(c)) continue;
            throw DataException.expected(
                    place(),
                    "no target among columns",
                    DataException.quoted(settings.columns().get(chosen.indexOf(c))));
        }
        List<Integer> all =
                chosen.isEmpty() ? IntStream.range(0, columns).boxed().toList() : chosen;
        List<Integer> left = all.stream()
                .filter(c -> !targets.contains(c) && !ignored.contains(c))
                .toList();
        if (left.isEmpty()) {
            throw DataException.expected(place(), "at least 1 column of inputs beside the targets", "none");
        }
        return left;
    }

    /// The columns that a setting names, from 0.
    List<Integer> findEach(String setting, List<String> wanted) {
        try {
            return wanted.stream().map(this::find).toList();
        } catch (DataException e) {
            throw new DataException(setting + ": " + e.getMessage());
        }
    }

    /// That these are the columns of another file: as many, of the same names in the same order.
    void checkLike(CsvHead other) {
        String as = ", as in " + other.file;
        if (columns != other.columns) throw DataException.expected(place(), other.columns + " columns" + as, columns);
        if (header() != other.header()) {
            String expected = other.header() ? "the columns' names" : "no names of columns";
            throw DataException.expected(place(), expected + as, header() ? "names" : "a number");
        }
        for (int c = 0; c < names.size(); c++) {
            if (names.get(c).equals(other.names.get(c))) continue;
            throw DataException.expected(
                    place() + ", column " + (c + 1),
                    DataException.quoted(other.names.get(c)) + as,
                    DataException.quoted(names.get(c)));
        }
    }

    /// The columns of targets that a recipe means, from 0.
    ///
    /// @param wanted the name of each, its number from 1, or `last`
    List<Integer> findAll(List<String> wanted) {
        List<Integer> found = new ArrayList<>();
        for (String column : wanted) {
            int c = find(column);
            int before = found.indexOf(c);
            if (before >= 0) {
                String both = DataException.quoted(wanted.get(before)) + " and " + DataException.quoted(column);
                throw DataException.expected(place(), "a column for each target", both + " for column " + (c + 1));
            }
            found.add(c);
        }
        return found;
    }

    private int find(String column) {
        int named = names.indexOf(column);
        if (named >= 0) return named;
        if (column.equals("last")) return columns - 1;
        if (column.matches("[+-]?\\d+")) {
            int number = column.matches("\\d{1,9}") ? Integer.parseInt(column) : 0;
            if (number >= 1 && number <= columns) return number - 1;
            throw new DataException(
                    place() + ": no column " + Shown.brief(column) + "; columns are numbered from 1 to " + columns);
        }
        if (!header()) {
            throw new DataException(place() + ": no column " + DataException.quoted(column)
                    + ", since there is no header; give its number");
        }
        List<String> near = Nearest.of(column, names);
        String known = near.isEmpty()
                ? "columns: " + Shown.brief(String.join(", ", names))
                : "nearest: " + String.join(", ", near);
        throw new DataException(place() + ": no column " + DataException.quoted(column) + "; " + known);
    }
}
