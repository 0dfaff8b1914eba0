package org.gradus.data;

import java.util.ArrayList;
import java.util.List;
import org.gradus.data.Layout.Place;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Reads a table's rows: columns of inputs and targets, as settings choose them.
final class CsvReader {
    private final String name;
    private final Csv settings;
    private final Labels labels;
    private final Rows rows;
    private final CsvHead head;
    private final List<Integer> targets;
    private final List<ColumnReader> inputs = new ArrayList<>();

    /// A reader at a table's first row.
    ///
    /// @param labels the classes seen so far
    private CsvReader(String name, Rows rows, CsvHead head, Csv settings, Labels labels) {
        this.name = name;
        this.rows = rows;
        this.head = head;
        this.settings = settings;
        this.labels = labels;
        targets = head.findAll(settings.target());
    }

    private static CsvReader open(CsvText text, Csv settings, Labels labels) {
        char separator = settings.separator(text);
        CsvRows rows = new CsvRows(text, separator);
        if (!rows.next()) throw DataException.expected(text.file(), "rows", "blank lines only");
        CsvHead head = CsvHead.of(text, rows, settings, separator);
        if (head.header() && !rows.next()) throw DataException.expected(text.file(), "rows below the header", "none");
        return new CsvReader(text.name(), rows, head, settings, labels);
    }

    /// The rows of a file.
    static Table read(CsvText text, Csv settings) {
        return open(text, settings, new Labels()).choose().table();
    }

    /// Rows that are no file, at the first of them.
    ///
    /// @param names what the columns are called
    static Table read(String name, List<String> names, Rows rows, Csv settings) {
        CsvHead head = new CsvHead(name, 0, names, names.size());
        return new CsvReader(name, rows, head, settings, new Labels()).choose().table();
    }

    /// The rows of two files with the same columns, one to train and one to test on.
    record Pair(Table training, Table test) {}

    /// The rows of two files.
    ///
    /// @throws DataException when their columns are not the same, or the second has a class or a category
    ///     that the first has not
    static Pair read(CsvText training, CsvText test, Csv settings) {
        Labels labels = new Labels();
        CsvReader first = open(training, settings, labels);
        Table table = first.choose().table();
        labels.close(training.file());
        CsvReader second = open(test, settings, labels);
        second.head.checkLike(first.head);
        for (Column column : table.preprocessing().layout().inputs()) {
            second.inputs.add(ColumnReader.of(column, settings.reading()));
        }
        return new Pair(table, second.table());
    }

    /// Takes the columns of inputs that the settings name, or all but the targets.
    private CsvReader choose() {
        List<Integer> categories = head.findEach("categories", settings.categories());
        for (int c : head.inputs(settings, targets)) {
            inputs.add(ColumnReader.of(head.name(c), c, settings.reading(), categories.contains(c)));
        }
        return this;
    }

    private Table table() {
        Growing outputs = new Growing();
        do {
            CsvHead.checkWidth(rows, head.columns());
            for (ColumnReader column : inputs) column.add(rows);
            for (int c : targets) outputs.add(target(c));
        } while (rows.next());
        int width = targets.size(), count = outputs.size() / width;
        Tensor y = Tensor.of(Shape.of(count, width), outputs.values());
        Layout layout = new Layout(
                inputs.stream().map(c -> c.finish(head.file())).toList(),
                targets.stream().map(c -> new Place(head.name(c), c)).toList(),
                head.columns());
        Tensor x = numbers(layout, count);
        List<String> answers = head.header() ? targets.stream().map(head::name).toList() : List.of();
        return switch (settings.task()) {
            case CLASSIFICATION -> {
                Task task = new Task.Classification(labels.count(head.file() + ": column " + (targets.getFirst() + 1)));
                int[] classes = labels.classes();
                Tensor numbers = Tensor.generateInts(Shape.of(count), i -> classes[(int) y.get(i)]);
                yield table(x, numbers, task, Preprocessing.of(layout, labels.names()));
            }
            case MULTI_LABEL -> table(x, y, new Task.MultiLabel(width), Preprocessing.of(layout, answers));
            case REGRESSION -> table(x, y, new Task.Regression(width), Preprocessing.of(layout, answers));
        };
    }

    private Table table(Tensor x, Tensor y, Task task, Preprocessing preprocessing) {
        return new Table(name, x, y, task, preprocessing, settings.missing());
    }

    /// The numbers of all samples, NaN where they are missing.
    private Tensor numbers(Layout layout, int count) {
        int width = layout.features(), at = 0;
        double[] numbers = new double[Math.multiplyExact(count, width)];
        for (int c = 0; c < inputs.size(); c++) {
            Column column = layout.inputs().get(c);
            for (int i = 0; i < count; i++) {
                double x = inputs.get(c).get(i);
                for (int k = 0; k < column.width(); k++) numbers[i * width + at + k] = column.number(x, k);
            }
            at += column.width();
        }
        return Tensor.of(Shape.of(count, width), numbers);
    }

    /// What a network is to tell, as a number.
    private double target(int column) {
        String place = rows.place(column, head.name(column)),
                field = rows.fields().get(column);
        if (field.isEmpty() || settings.task() == Csv.Kind.REGRESSION && Missing.is(field)) {
            String found = field.isEmpty() ? "nothing" : DataException.quoted(field);
            throw DataException.expected(place, "a target", found + "; leave rows without one out of the file");
        }
        return switch (settings.task()) {
            case CLASSIFICATION -> labels.add(place, field);
            case MULTI_LABEL -> Answers.number(place, field);
            case REGRESSION -> quantity(place, field);
        };
    }

    /// A quantity to learn.
    static double quantity(String place, String field) {
        if (Numbers.isNumber(field)) return Numbers.parse(place, field);
        throw DataException.expected(place, "a number", field.isEmpty() ? "nothing" : DataException.quoted(field));
    }
}
