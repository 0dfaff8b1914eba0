package org.gradus.data;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gradus.name.Nearest;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Reads the rows of one CSV file.
final class CsvReader {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    /// What may stand between fields where the recipe says something else.
    private static final String USUAL_SEPARATORS = ",;\t|";

    private final String file;
    private final Csv settings;
    private final Labels labels = new Labels();

    /// @param file what the file is called in errors
    CsvReader(String file, Csv settings) {
        this.file = file;
        this.settings = settings;
    }

    /// @param name what the data is called
    Table read(String name, byte[] bytes) {
        CsvRows rows = new CsvRows(file, decode(bytes), settings.separator());
        if (!rows.next()) throw DataException.expected(file, "rows", "blank lines only");
        List<String> first = List.copyOf(rows.fields());
        if (first.size() < 2) throw tooFewColumns(rows);
        boolean header = isHeader(first);
        int target = target(rows, header ? first : List.of(), first.size());
        if (header && !rows.next()) throw DataException.expected(file, "rows below the header", "none");
        return table(name, rows, first.size(), target);
    }

    private Table table(String name, CsvRows rows, int columns, int target) {
        Growing inputs = new Growing();
        Growing targets = new Growing();
        do {
            readRow(rows, columns, target, inputs, targets);
        } while (rows.next());
        int count = targets.size;
        Tensor x = Tensor.of(Shape.of(count, columns - 1), inputs.values());
        if (settings.task() == Csv.Kind.REGRESSION) {
            return new Table(name, x, Tensor.of(Shape.of(count, 1), targets.values()), new Task.Regression(1));
        }
        Task task = new Task.Classification(labels.count(file + ": column " + (target + 1)));
        int[] classes = labels.classes();
        Tensor y = Tensor.generateInts(Shape.of(count), i -> classes[(int) targets.values[i]]);
        return new Table(name, x, y, task);
    }

    private void readRow(CsvRows rows, int columns, int target, Growing inputs, Growing targets) {
        List<String> fields = rows.fields();
        if (fields.size() != columns) {
            String place = file + ": line " + rows.line();
            throw DataException.expected(place, columns + " columns, as in the first row", fields.size());
        }
        for (int c = 0; c < columns; c++) {
            boolean label = c == target && settings.task() == Csv.Kind.CLASSIFICATION;
            double value = label ? labels.add(rows.place(c), fields.get(c)) : number(rows, c);
            (c == target ? targets : inputs).add(value);
        }
    }

    private double number(CsvRows rows, int column) {
        String field = rows.fields().get(column);
        double value = Numbers.isNumber(field) ? Double.parseDouble(field) : Double.NaN;
        if (Math.abs(value) <= Float.MAX_VALUE) return value;
        String place = rows.place(column);
        if (field.isEmpty()) throw DataException.expected(place, "a number", "nothing");
        if (Numbers.isNumber(field)) {
            throw DataException.expected(place, "a number of at most 3.4e38, the largest in 32 bits", field);
        }
        boolean names = rows.line() == 1 && settings.header() == Csv.Header.AUTO;
        String hint = names ? "; if this line names the columns, set header: true" : "";
        throw DataException.expected(place, "a number", DataException.quoted(field) + hint);
    }

    private boolean isHeader(List<String> first) {
        return switch (settings.header()) {
            case TRUE -> true;
            case FALSE -> false;
            case AUTO -> first.stream().noneMatch(Numbers::isNumber);
        };
    }

    /// @param names none without a header
    /// @return the target's column, from 0
    private int target(CsvRows rows, List<String> names, int columns) {
        String target = settings.target();
        int named = names.indexOf(target);
        if (named >= 0 && names.lastIndexOf(target) > named) {
            throw DataException.expected(file + ": line 1", "one column " + DataException.quoted(target), "several");
        }
        if (named >= 0) return named;
        if (target.equals("last")) return columns - 1;
        String place = file + ": line " + rows.line();
        if (target.matches("[+-]?\\d+")) {
            int number = target.matches("\\d{1,9}") ? Integer.parseInt(target) : 0;
            if (number >= 1 && number <= columns) return number - 1;
            throw new DataException(place + ": no column " + target + "; columns are numbered from 1 to " + columns);
        }
        if (names.isEmpty()) {
            throw new DataException(place + ": no column " + DataException.quoted(target)
                    + ", since there is no header; give its number");
        }
        List<String> near = Nearest.of(target, names);
        String known = near.isEmpty() ? "columns: " + String.join(", ", names) : "nearest: " + String.join(", ", near);
        throw new DataException(place + ": no column " + DataException.quoted(target) + "; " + known);
    }

    private DataException tooFewColumns(CsvRows rows) {
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

    private String decode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            long line = 1 + text.chars().filter(c -> c == '\n').count();
            throw DataException.expected(
                    file + ": line " + line, "UTF-8 text", "byte 0x%02X".formatted(bytes[in.position()]));
        }
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /// A list of numbers that grows without boxing.
    private static final class Growing {
        private double[] values = new double[1024];
        private int size;

        void add(double value) {
            if (size == values.length) values = Arrays.copyOf(values, size + (size >> 1));
            values[size++] = value;
        }

        double[] values() {
            return Arrays.copyOf(values, size);
        }
    }
}
