package org.gradus.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.gradus.name.Setting;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Inputs and their targets, row by row; there may be 0 rows.
///
/// A sample has one input, or several that are told apart by name. Each has a shape of its own, positions
/// first and units last: `[features]` in a table, `[height, width, channels]` in an image, `[steps, units]`
/// in a series. Whole numbers, such as those of the words of a text, are positions without units.
///
/// @param named the inputs by name, in order: `[n, …the shape of a sample]`, `f32` or `i32`
/// @param targets class numbers, `i32 [n]`; quantities, or answers 0 and 1, `f32 [n, outputs]`
public record Samples(SequencedMap<String, Tensor> named, Tensor targets) {
    /// What an only input is called.
    public static final String INPUTS = "inputs";

    public Samples {
        named = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(named));
        if (named.isEmpty()) throw Setting.wrong(INPUTS, "at least one", "none");
        named.forEach(Samples::check);
        boolean fits = switch (targets.element()) {
            case I32 -> targets.shape().rank() == 1;
            case F32 -> targets.shape().rank() == 2;
            case F64 -> false;
        };
        if (!fits) throw Setting.wrong("targets", "i32 [n] or f32 [n, outputs]", describe(targets));
        int rows = targets.shape().dim(0);
        named.forEach((name, input) -> {
            int own = input.shape().dim(0);
            if (own != rows) throw Setting.wrong("targets", own + " rows, as many as " + name, describe(targets));
        });
    }

    /// Samples of one input.
    ///
    /// @param inputs `[n, …the shape of a sample]`
    public Samples(Tensor inputs, Tensor targets) {
        this(new LinkedHashMap<>(Map.of(INPUTS, inputs)), targets);
    }

    /// Samples of one input as they are in memory, each of a class.
    ///
    /// @param inputs `[n][features]`
    /// @param classes the number of each sample's class, from 0
    public static Samples of(float[][] inputs, int... classes) {
        return new Samples(matrix(INPUTS, inputs), Tensor.ints(classes));
    }

    /// Samples of one input as they are in memory, with quantities, or answers 0 and 1.
    ///
    /// @param inputs `[n][features]`
    /// @param targets `[n][outputs]`
    public static Samples of(float[][] inputs, float[][] targets) {
        return new Samples(matrix(INPUTS, inputs), matrix("targets", targets));
    }

    private static Tensor matrix(String what, float[][] rows) {
        int width = rows.length == 0 ? 0 : rows[0].length;
        float[] all = new float[Math.multiplyExact(rows.length, width)];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != width) {
                throw Setting.wrong(what + ": row " + (i + 1), width + " numbers, as in the first", rows[i].length);
            }
            System.arraycopy(rows[i], 0, all, i * width, width);
        }
        return Tensor.of(Shape.of(rows.length, width), all);
    }

    private static void check(String name, Tensor input) {
        if (input.element() == Element.F64 || input.shape().rank() < 2) {
            throw Setting.wrong(name, "f32 [n, …, units] or i32 [n, …]", describe(input));
        }
    }

    private static String describe(Tensor tensor) {
        return tensor.element() + " " + tensor.shape();
    }

    /// The only input, `[n, …the shape of a sample]`.
    ///
    /// @throws IllegalStateException when there are several
    public Tensor inputs() {
        if (named.size() == 1) return named.firstEntry().getValue();
        throw new IllegalStateException("samples: expected one input, found " + String.join(", ", named.keySet()));
    }

    /// One of the inputs, `[n, …the shape of a sample]`.
    ///
    /// @throws IllegalArgumentException when there is none of that name
    public Tensor input(String name) {
        Tensor input = named.get(name);
        if (input == null) throw Setting.wrong(name, "one of " + String.join(", ", named.keySet()), name);
        return input;
    }

    /// The number of samples.
    public int count() {
        return targets.shape().dim(0);
    }

    /// The shape of one sample's only input, such as `[28, 28, 1]`.
    public Shape sample() {
        return inputs().shape().row();
    }

    /// What one sample is made of, in words: `F32 [28, 28, 1]`, or `query I32 [12], user F32 [8]`.
    String words() {
        return named.entrySet().stream()
                .map(e -> (named.size() == 1 ? "" : e.getKey() + " ")
                        + e.getValue().element() + " " + e.getValue().shape().row())
                .collect(Collectors.joining(", "));
    }

    /// How many numbers one sample's only input holds.
    public int features() {
        return sample().size();
    }

    /// Some of the samples, in the given order.
    public Samples rows(int... rows) {
        return new Samples(each((_, input) -> input.rows(rows)), targets.rows(rows));
    }

    /// These samples and behind them others of the same kind.
    ///
    /// @throws IllegalArgumentException when the others have other inputs
    public Samples and(Samples others) {
        if (!words().equals(others.words())) throw Setting.wrong("samples", words(), others.words());
        return new Samples(each((name, input) -> joined(input, others.input(name))), joined(targets, others.targets));
    }

    private static Tensor joined(Tensor first, Tensor second) {
        int split = first.size();
        Shape shape =
                first.shape().row().rows(first.shape().dim(0) + second.shape().dim(0));
        return first.element() == Element.I32
                ? Tensor.generateInts(shape, i -> i < split ? first.getInt(i) : second.getInt(i - split))
                : Tensor.generateFloats(shape, i -> i < split ? first.get(i) : second.get(i - split));
    }

    /// The same targets behind changed inputs.
    ///
    /// @param change what becomes of an input, by its name
    public Samples withInputs(BiFunction<String, Tensor, Tensor> change) {
        return new Samples(each(change), targets);
    }

    /// The same inputs with other targets.
    public Samples withTargets(Tensor targets) {
        return new Samples(named, targets);
    }

    private SequencedMap<String, Tensor> each(BiFunction<String, Tensor, Tensor> change) {
        SequencedMap<String, Tensor> changed = new LinkedHashMap<>();
        named.forEach((name, input) -> changed.put(name, change.apply(name, input)));
        return changed;
    }

    /// Where a number of a table stands, in words that count from 1: `row 3, column 2`, or, where samples
    /// have positions, `row 3, position [5, 8], unit 1`.
    ///
    /// @param table the shape of the table, `[n, …, units]`
    /// @param index the number's place in row-major order
    public static String place(Shape table, int index) {
        String unit = (table.rank() > 2 ? "unit " : "column ") + (index % table.last() + 1);
        List<Integer> positions = new ArrayList<>();
        index /= table.last();
        for (int axis = table.rank() - 2; axis > 0; axis--) {
            positions.addFirst(index % table.dim(axis) + 1);
            index /= table.dim(axis);
        }
        return "row " + (index + 1) + (positions.isEmpty() ? "" : ", position " + positions) + ", " + unit;
    }
}
