package org.gradus.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.gradus.data.Layout.Place;
import org.gradus.name.Nearest;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Rows that nobody prepared, as a model reads them: from a CSV, IDX or NPY file, whichever its first bytes
/// say it is, plain or gzip.
///
/// A CSV file is of the same columns as the table that the model was trained on, or of some more. Where both
/// have a header, columns are found by name; else the file has all columns in their places, or just those of
/// the inputs.
///
/// @param name what the file is called in errors
/// @param inputs `[n, columns]`, `f64`, as [Column#parse] has them
/// @param targets `[n, 1]` numbers of classes, or `[n, outputs]`, `f64`; no rows where there are none
public record RawRows(String name, Tensor inputs, Tensor targets) {
    private static RawRows of(String name, int width, double[] inputs, int outputs, double[] targets) {
        return new RawRows(
                name,
                Tensor.of(Shape.of(inputs.length / width, width), inputs),
                Tensor.of(Shape.of(targets.length / outputs, outputs), targets));
    }

    /// How many rows there are.
    public int count() {
        return inputs.shape().dim(0);
    }

    /// Reads a file.
    ///
    /// @param preprocessing how the model's samples were made
    /// @param task what the model is asked
    /// @param sample the shape of one of its samples
    /// @param wanted whether targets are to be read, too
    /// @throws DataException when the file does not fit the model
    public static RawRows read(Path file, Preprocessing preprocessing, Task task, Shape sample, boolean wanted) {
        return of(file.toString(), DataFiles.stored(file), preprocessing, task, sample, wanted);
    }

    /// The same of bytes that are no file, such as those of standard input.
    ///
    /// @throws DataException when they do not fit the model
    public static RawRows of(
            String file, byte[] stored, Preprocessing preprocessing, Task task, Shape sample, boolean wanted) {
        byte[] bytes = DataFiles.isGzip(stored) ? DataFiles.unpack(file, stored, DataFiles.limit()) : stored;
        if (bytes.length == 0) throw DataException.expected(file, "data", "nothing");
        boolean array = NpyFile.is(bytes);
        if (!array && !IdxFile.is(bytes)) {
            CsvText text = CsvText.decode(file, file, bytes);
            return new Finder(text, preprocessing, task, sample.size(), wanted).rows();
        }
        if (wanted) throw new DataException(file + ": holds inputs alone; give the file of their targets, too");
        Tensor tensor = array ? NpyFile.read(file, bytes) : IdxFile.of(file, bytes);
        int width = preprocessing.layout().isTable()
                ? preprocessing.layout().inputs().size()
                : sample.size();
        if (tensor.shape().rank() < 1
                || tensor.size() % width != 0
                || tensor.shape().dim(0) != tensor.size() / width) {
            throw DataException.expected(file, "rows of " + width + " numbers", tensor.shape());
        }
        return of(file, width, tensor.toDoubles(), 1, new double[0]);
    }

    /// The rows with targets from a file of their own, IDX or NPY.
    ///
    /// @param answers what classes are called
    /// @throws DataException when there are not as many as rows, or a class is unknown
    public RawRows with(Path file, Task task, List<String> answers) {
        Tensor found = DataFiles.array(file);
        int each = task instanceof Task.Classification ? 1 : task.outputs();
        if (found.size() != (long) count() * each) {
            throw DataException.expected(file, (long) count() * each + " targets, as there are rows", found.size());
        }
        double[] own = found.toDoubles();
        if (task instanceof Task.Classification && !answers.isEmpty()) {
            for (int i = 0; i < own.length; i++) {
                String place = file + ": row " + (i + 1);
                own[i] = label(place, Numbers.canonical(String.valueOf(own[i])), answers);
            }
        }
        return of(name, inputs.shape().last(), inputs.toDoubles(), each, own);
    }

    private static double label(String place, String field, List<String> answers) {
        int at = answers.indexOf(field);
        if (at < 0) at = answers.indexOf(Numbers.canonical(field));
        if (at >= 0) return at;
        List<String> near = Nearest.of(field, answers);
        throw DataException.expected(
                place,
                "a class that the model knows" + (near.isEmpty() ? "" : ", such as " + String.join(", ", near)),
                field.isEmpty() ? "nothing" : DataException.quoted(field));
    }

    /// Finds a model's columns in a CSV file and reads them.
    private static final class Finder {
        private final CsvRows rows;
        private final String file;
        private final Preprocessing preprocessing;
        private final Task task;
        private final int features;
        private final boolean wanted;
        private final List<String> first;
        private final boolean header;

        Finder(CsvText text, Preprocessing preprocessing, Task task, int features, boolean wanted) {
            file = text.file();
            this.preprocessing = preprocessing;
            this.task = task;
            this.features = features;
            this.wanted = wanted;
            char separator = CsvRows.separator(text);
            rows = new CsvRows(text, separator);
            if (!rows.next()) throw DataException.expected(file, "rows", "blank lines only");
            first = List.copyOf(rows.fields());
            List<String> known = layout().inputs().stream().map(Column::name).toList();
            header = known.stream().anyMatch(n -> !n.isEmpty() && first.contains(n))
                    || !fits() && CsvHead.looksLikeHeader(text, first, separator);
            if (header) CsvHead.checkNames(rows.place(), first, "");
        }

        /// Whether the first row is one that the model can read where its columns stand without a header.
        private boolean fits() {
            List<Column> columns = layout().inputs();
            boolean all = first.size() == layout().width();
            if (!all && first.size() != columns.size()) return false;
            try {
                for (int c = 0; c < columns.size(); c++) {
                    columns.get(c).parse("", first.get(all ? columns.get(c).position() : c));
                }
                return !columns.isEmpty();
            } catch (DataException _) {
                return false;
            }
        }

        private Layout layout() {
            return preprocessing.layout();
        }

        RawRows rows() {
            List<Column> columns = layout().inputs();
            int width = columns.isEmpty() ? features : columns.size();
            int[] places = IntStream.range(0, width).map(this::input).toArray();
            int[] answers =
                    wanted ? layout().targets().stream().mapToInt(this::target).toArray() : new int[0];
            if (wanted && answers.length == 0) {
                throw new DataException(file + ": the model does not know which column holds targets");
            }
            if (header && !rows.next()) throw DataException.expected(file, "rows below the header", "none");
            Growing numbers = new Growing(), targets = new Growing();
            do {
                CsvHead.checkWidth(rows, first.size());
                for (int c = 0; c < width; c++) {
                    String place = rows.place(places[c]), field = rows.fields().get(places[c]);
                    numbers.add(
                            columns.isEmpty()
                                    ? CsvReader.quantity(place, field)
                                    : columns.get(c).parse(place, field));
                }
                for (int c : answers)
                    targets.add(target(rows.place(c), rows.fields().get(c)));
            } while (rows.next());
            return of(file, width, numbers.values(), Math.max(1, answers.length), targets.values());
        }

        /// Where a column of inputs stands in this file.
        private int input(int column) {
            if (layout().inputs().isEmpty()) return inOrder(column, features);
            Column own = layout().inputs().get(column);
            if (header && !own.name().isEmpty()) return named(own.name());
            return first.size() == layout().width()
                    ? own.position()
                    : inOrder(column, layout().inputs().size());
        }

        private int inOrder(int column, int width) {
            if (first.size() == width) return column;
            List<String> expected = new ArrayList<>(List.of(width + " columns of inputs"));
            if (layout().isTable()) expected.add(layout().width() + " as in the training data");
            throw DataException.expected(rows.place(), String.join(", or ", expected), first.size());
        }

        private int target(Place place) {
            if (header && !place.name().isEmpty()) return named(place.name());
            if (first.size() == layout().width()) return place.position();
            throw DataException.expected(rows.place(), layout().width() + " columns, targets among them", first.size());
        }

        private int named(String name) {
            int at = first.indexOf(name);
            if (at >= 0) return at;
            List<String> near = Nearest.of(name, first);
            throw new DataException(rows.place() + ": no column " + DataException.quoted(name)
                    + (near.isEmpty() ? "" : "; nearest: " + String.join(", ", near)));
        }

        private double target(String place, String field) {
            return switch (task) {
                case Task.Classification _ -> label(place, field, preprocessing.answers());
                case Task.MultiLabel _ -> Answers.number(place, field);
                case Task.Regression _ -> CsvReader.quantity(place, field);
            };
        }
    }
}
