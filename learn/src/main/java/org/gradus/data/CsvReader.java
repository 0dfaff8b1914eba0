package org.gradus.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gradus.name.Shown;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Reads the rows of one CSV file.
final class CsvReader {
    private final CsvText text;
    private final Csv settings;
    private final Labels labels;
    private final CsvRows rows;
    private final CsvHead head;

    /// A reader at a file's first row.
    ///
    /// @param labels the classes seen so far
    private CsvReader(CsvText text, Csv settings, Labels labels) {
        this.text = text;
        this.settings = settings;
        this.labels = labels;
        rows = new CsvRows(text.file(), text.text(), settings.separator());
        if (!rows.next()) throw DataException.expected(text.file(), "rows", "blank lines only");
        head = CsvHead.of(text.file(), rows, settings);
    }

    /// The rows of a file.
    static Table read(CsvText text, Csv settings) {
        return new CsvReader(text, settings, new Labels()).table();
    }

    /// The rows of two files with the same columns, one to train and one to test on.
    record Pair(Table training, Table test) {}

    /// The rows of two files.
    ///
    /// @throws DataException when their columns are not the same, or the second has a class that
    ///     the first has not
    static Pair read(CsvText training, CsvText test, Csv settings) {
        Labels labels = new Labels();
        CsvReader first = new CsvReader(training, settings, labels);
        Table table = first.table();
        labels.close(training.file());
        CsvReader second = new CsvReader(test, settings, labels);
        second.head.checkLike(first.head);
        return new Pair(table, second.table());
    }

    private Table table() {
        List<Integer> targets = head.findAll(settings.target());
        if (head.header() && !rows.next()) throw DataException.expected(text.file(), "rows below the header", "none");
        int[] beside = IntStream.range(0, head.columns())
                .filter(c -> !targets.contains(c))
                .toArray();
        Growing inputs = new Growing(), outputs = new Growing();
        do {
            checkWidth();
            for (int c : beside) inputs.add(number(c));
            for (int c : targets) outputs.add(target(c));
        } while (rows.next());
        int width = targets.size(), count = outputs.size / width;
        Tensor x = Tensor.of(Shape.of(count, beside.length), inputs.values());
        Tensor y = Tensor.of(Shape.of(count, width), outputs.values());
        List<String> columns = named(Arrays.stream(beside)),
                answers = named(targets.stream().mapToInt(c -> c));
        return switch (settings.task()) {
            case CLASSIFICATION -> {
                Task task = new Task.Classification(labels.count(text.file() + ": column " + (targets.getFirst() + 1)));
                int[] classes = labels.classes();
                Tensor numbers = Tensor.generateInts(Shape.of(count), i -> classes[(int) y.get(i)]);
                yield new Table(text.name(), x, numbers, task, Encoding.named(columns, labels.names()));
            }
            case MULTI_LABEL ->
                new Table(text.name(), x, y, new Task.MultiLabel(width), Encoding.named(columns, answers));
            case REGRESSION ->
                new Table(text.name(), x, y, new Task.Regression(width), Encoding.named(columns, answers));
        };
    }

    /// What some columns are called, if they have names.
    private List<String> named(IntStream columns) {
        return head.header() ? columns.mapToObj(head.names()::get).toList() : List.of();
    }

    private void checkWidth() {
        int width = rows.fields().size();
        if (width == head.columns()) return;
        String place = text.file() + ": line " + rows.line();
        throw DataException.expected(place, head.columns() + " columns, as in the first row", width);
    }

    /// What a network is to tell, as a number.
    private double target(int column) {
        String place = rows.place(column), field = rows.fields().get(column);
        return switch (settings.task()) {
            case CLASSIFICATION -> labels.add(place, field);
            case MULTI_LABEL -> Answers.number(place, field);
            case REGRESSION -> number(column);
        };
    }

    private double number(int column) {
        String field = rows.fields().get(column);
        double value = Numbers.isNumber(field) ? Double.parseDouble(field) : Double.NaN;
        if (Math.abs(value) <= Float.MAX_VALUE) return value;
        String place = rows.place(column);
        if (field.isEmpty()) throw DataException.expected(place, "a number", "nothing");
        if (Numbers.isNumber(field)) {
            throw DataException.expected(
                    place, "a number of at most 3.4e38, the largest in 32 bits", Shown.brief(field));
        }
        boolean names = rows.line() == 1 && settings.header() == Csv.Header.AUTO;
        String hint = names ? "; if this line names the columns, set header: true" : "";
        throw DataException.expected(place, "a number", DataException.quoted(field) + hint);
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
