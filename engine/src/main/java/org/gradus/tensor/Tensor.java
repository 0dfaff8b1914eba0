package org.gradus.tensor;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// An immutable block of numbers: a [Shape] and its elements in row-major order.
///
/// Every element type reads as `double`, which holds all `f32` and `i32` values exactly. Arrays are copied
/// on the way in and on the way out.
///
/// What is generated, or taken from other tensors by rows, and would fill more than an eighth of the heap, lies in a
/// file that is mapped: the numbers are the same to the bit, and are read in the same ways.
public final class Tensor {
    private final Shape shape;
    /// A `float[]`, `double[]`, `int[]` or [Filed] of `shape.size()` elements.
    private final Object memory;

    private Tensor(Shape shape, Object memory, int length) {
        if (length != shape.size()) {
            throw new ShapeException(
                    "Tensor: " + length + " elements given for shape " + shape + ", which holds " + shape.size());
        }
        this.shape = shape;
        this.memory = memory;
    }

    /// A tensor of `f64` elements.
    public static Tensor of(Shape shape, double... elements) {
        return new Tensor(shape, elements.clone(), elements.length);
    }

    /// A tensor of `f32` elements.
    public static Tensor of(Shape shape, float[] elements) {
        return new Tensor(shape, elements.clone(), elements.length);
    }

    /// A tensor of `i32` elements.
    public static Tensor of(Shape shape, int[] elements) {
        return new Tensor(shape, elements.clone(), elements.length);
    }

    /// A single `f64` number, of no dimensions.
    public static Tensor scalar(double value) {
        return of(Shape.SCALAR, value);
    }

    /// A list of `f64` numbers, of one dimension.
    public static Tensor vector(double... elements) {
        return of(Shape.of(elements.length), elements);
    }

    /// A list of `i32` numbers, of one dimension.
    public static Tensor ints(int... elements) {
        return of(Shape.of(elements.length), elements);
    }

    /// An `f64` tensor whose element at flat index i is `element(i)`.
    public static Tensor generate(Shape shape, IntToDoubleFunction element) {
        if (Filed.better(Element.F64, shape.size())) return filed(Element.F64, shape, element);
        double[] values = new double[shape.size()];
        Arrays.setAll(values, element);
        return new Tensor(shape, values, values.length);
    }

    private static Tensor filed(Element type, Shape shape, IntToDoubleFunction element) {
        return new Tensor(shape, Filed.of(type, shape.size(), element), shape.size());
    }

    /// An `f32` tensor whose element at flat index i is `element(i)`, rounded.
    public static Tensor generateFloats(Shape shape, IntToDoubleFunction element) {
        if (Filed.better(Element.F32, shape.size())) return filed(Element.F32, shape, element);
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) values[i] = (float) element.applyAsDouble(i);
        return new Tensor(shape, values, values.length);
    }

    /// An `i32` tensor whose element at flat index i is `element(i)`.
    public static Tensor generateInts(Shape shape, IntUnaryOperator element) {
        if (Filed.better(Element.I32, shape.size())) return filed(Element.I32, shape, element::applyAsInt);
        int[] values = new int[shape.size()];
        Arrays.setAll(values, element);
        return new Tensor(shape, values, values.length);
    }

    /// An `f64` tensor with the same value everywhere.
    public static Tensor full(Shape shape, double value) {
        return generate(shape, _ -> value);
    }

    /// The dimensions.
    public Shape shape() {
        return shape;
    }

    /// The number of elements.
    public int size() {
        return shape.size();
    }

    /// The type of the elements.
    public Element element() {
        return switch (memory) {
            case float[] _ -> Element.F32;
            case double[] _ -> Element.F64;
            case Filed f -> f.element();
            default -> Element.I32;
        };
    }

    /// The element at a flat index.
    public double get(int index) {
        return switch (memory) {
            case float[] a -> a[index];
            case double[] a -> a[index];
            case int[] a -> a[index];
            case Filed f -> f.get(index);
            default -> throw new AssertionError(memory);
        };
    }

    /// The element at a flat index of an `i32` tensor.
    public int getInt(int index) {
        if (memory instanceof int[] a) return a[index];
        if (element() == Element.I32) return (int) get(index);
        throw new IllegalStateException("Tensor: " + shape + " holds " + element() + ", not I32");
    }

    /// The value of a tensor with one element.
    public double item() {
        if (size() != 1) throw new IllegalStateException("Tensor: item() needs one element, shape is " + shape);
        return get(0);
    }

    /// The elements, in a new array.
    public double[] toDoubles() {
        if (memory instanceof double[] a) return a.clone();
        double[] out = new double[size()];
        for (int i = 0; i < out.length; i++) out[i] = get(i);
        return out;
    }

    /// The elements rounded to `float`, in a new array.
    public float[] toFloats() {
        if (memory instanceof float[] a) return a.clone();
        float[] out = new float[size()];
        for (int i = 0; i < out.length; i++) out[i] = (float) get(i);
        return out;
    }

    /// The elements as integers, in a new array; real elements are truncated toward zero.
    public int[] toInts() {
        if (memory instanceof int[] a) return a.clone();
        int[] out = new int[size()];
        for (int i = 0; i < out.length; i++) out[i] = (int) get(i);
        return out;
    }

    /// Copies the elements of some rows (slices along the first axis), one behind the other, without making anything.
    ///
    /// @param rows which: `rows[from]`, `rows[from + 1]`, …
    /// @param into an array of the tensor's own type, which they fill
    /// @param count how many rows
    /// @throws ArrayStoreException when the array is of another type
    public void gather(int[] rows, int from, Object into, int count) {
        // by the array: asking the shape may allocate
        int width = count == 0 ? 0 : Array.getLength(into) / count;
        for (int i = 0; i < count; i++) copy(rows[from + i] * width, into, i * width, width);
    }

    private void copy(int from, Object into, int at, int count) {
        if (memory instanceof Filed f) f.copy(from, into, at, count);
        else System.arraycopy(memory, from, into, at, count);
    }

    /// The same tensor, with its elements in a file that is mapped in place of the heap.
    public Tensor filed() {
        return memory instanceof Filed ? this : filed(element(), shape, this::get);
    }

    /// How many bytes of the heap the elements take: none where they lie in a file.
    public long heapBytes() {
        return memory instanceof Filed ? 0 : (long) size() * element().bytes();
    }

    /// The same values as another element type, rounded where that type is narrower.
    public Tensor as(Element element) {
        if (element == element()) return this;
        return switch (element) {
            case F32 -> new Tensor(shape, toFloats(), size());
            case F64 -> new Tensor(shape, toDoubles(), size());
            case I32 -> new Tensor(shape, toInts(), size());
        };
    }

    /// The same elements in another shape of the same size.
    public Tensor reshape(Shape target) {
        return new Tensor(target, memory, size());
    }

    /// The tensor stretched to a shape it broadcasts to; element type kept.
    ///
    /// @throws ShapeException when it does not broadcast to the target
    public Tensor broadcastTo(Shape target) {
        if (shape.equals(target)) return this;
        int[] strides = shape.stridesIn(target);
        return generate(target, i -> get(target.offset(i, strides))).as(element());
    }

    /// An `f64` tensor of f(x) for every element x.
    public Tensor map(DoubleUnaryOperator f) {
        return generate(shape, i -> f.applyAsDouble(get(i)));
    }

    /// Some rows (slices along the first axis), in the given order; element type kept.
    ///
    /// @throws IllegalArgumentException when there is no such row
    public Tensor rows(int... rows) {
        for (int r : rows) {
            if (r < 0 || r >= shape.dim(0)) throw new IllegalArgumentException("Tensor: no row " + r + " in " + shape);
        }
        int width = shape.dim(0) == 0 ? 0 : size() / shape.dim(0);
        Shape target = shape.with(0, rows.length);
        if (Filed.better(element(), target.size())) {
            return filed(element(), target, i -> get(rows[i / width] * width + i % width));
        }
        Object out = switch (element()) {
            case F32 -> new float[target.size()];
            case F64 -> new double[target.size()];
            case I32 -> new int[target.size()];
        };
        for (int r = 0; r < rows.length; r++) copy(rows[r] * width, out, r * width, width);
        return new Tensor(target, out, target.size());
    }

    /// Equal shape, element type and bits, so that NaN equals NaN and 0 differs from -0.
    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor t && shape.equals(t.shape) && sameBits(t);
    }

    private boolean sameBits(Tensor other) {
        return switch (memory) {
            case float[] a when other.memory instanceof float[] b -> Arrays.equals(a, b);
            case double[] a when other.memory instanceof double[] b -> Arrays.equals(a, b);
            case int[] a when other.memory instanceof int[] b -> Arrays.equals(a, b);
            default ->
                element() == other.element()
                        && IntStream.range(0, size()).allMatch(i -> Double.compare(get(i), other.get(i)) == 0);
        };
    }

    @Override
    public int hashCode() {
        return switch (memory) {
            case float[] a -> 31 * shape.hashCode() + Arrays.hashCode(a);
            case double[] a -> 31 * shape.hashCode() + Arrays.hashCode(a);
            case int[] a -> 31 * shape.hashCode() + Arrays.hashCode(a);
            default -> 31 * shape.hashCode() + filedHash();
        };
    }

    /// That of an array of the same elements.
    private int filedHash() {
        int hash = 1;
        for (int i = 0; i < size(); i++) {
            hash = 31 * hash
                    + switch (element()) {
                        case F32 -> Float.hashCode((float) get(i));
                        case F64 -> Double.hashCode(get(i));
                        case I32 -> (int) get(i);
                    };
        }
        return hash;
    }

    /// Type, shape and the first elements, such as `f64[2, 3] 1.0 2.0 3.0 …`.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(element().name().toLowerCase(Locale.ROOT)).append(shape);
        for (int i = 0; i < Math.min(size(), 8); i++) {
            text.append(' ').append(element() == Element.I32 ? String.valueOf(getInt(i)) : String.valueOf(get(i)));
        }
        return size() > 8 ? text.append(" …").toString() : text.toString();
    }
}
