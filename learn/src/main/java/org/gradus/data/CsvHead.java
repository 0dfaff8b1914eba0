package org.gradus.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.gradus.name.Nearest;
import org.gradus.name.Shown;

/// What the first row of a CSV file says of its columns.
///
/// @param file what the file is called in errors
/// @param line the line on which the row starts, from 1
/// @param names how the columns are called; none without a header
/// @param columns how many there are, at least 2
record CsvHead(String file, int line, List<String> names, int columns) {
    /// What may stand between fields where the recipe says something else.
    private static final String USUAL_SEPARATORS = ",;\t|";

    /// The head of a file.
    ///
    /// @param rows the file's rows, at the first of them
    static CsvHead of(String file, CsvRows rows, Csv settings) {
        List<String> first = List.copyOf(rows.fields());
        if (first.size() < 2) throw tooFew(file, rows, settings);
        return new CsvHead(file, rows.line(), isHeader(first, settings) ? first : List.of(), first.size());
    }

    private static boolean isHeader(List<String> first, Csv settings) {
        return switch (settings.header()) {
            case TRUE -> true;
            case FALSE -> false;
            case AUTO -> first.stream().noneMatch(Numbers::isNumber);
        };
    }

    private static DataException tooFew(String file, CsvRows rows, Csv settings) {
        String field = rows.fields().getFirst();
        String other = IntStream.range(0, USUAL_SEPARATORS.length())
                .mapToObj(i -> USUAL_SEPARATORS.substring(i, i + 1))
                .filter(field::contains)
                .findFirst()
                .map(s -> "; perhaps delimiter: " + (s.equals("\t") ? "tab" : "\"" + s + "\""))
                .orElse("");
        String separator = settings.delimiter().equals("tab") ? "tabs" : "\"" + settings.delimiter() + "\"";
        return DataException.expected(
                file + ": line " + rows.line(), "at least 2 columns, separated by " + separator, "1" + other);
    }

    boolean header() {
        return !names.isEmpty();
    }

    private String place() {
        return file + ": line " + line;
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

    /// The columns that a recipe means, from 0, which leave at least one other.
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
        if (found.size() == columns) {
            throw DataException.expected(place(), "at least 1 column of inputs beside the targets", "none");
        }
        return found;
    }

    private int find(String column) {
        int named = names.indexOf(column);
        if (named >= 0 && names.lastIndexOf(column) > named) {
            throw DataException.expected(place(), "one column " + DataException.quoted(column), "several");
        }
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
