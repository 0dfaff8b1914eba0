package org.gradus.kernel;

import java.lang.reflect.Array;
import java.util.Arrays;
import org.gradus.plan.Operand;
import org.gradus.plan.Slot;
import org.gradus.tensor.Element;
import org.gradus.tensor.Tensor;

/// The arrays behind the slots of a plan: `float[]`, `double[]` or `int[]`, one for each.
public final class Buffers {
    private final Object[] arrays;
    private final long bytes;

    /// @param arrays by slot number, as [#array] makes them
    public Buffers(Object[] arrays) {
        this.arrays = arrays.clone();
        bytes = Arrays.stream(arrays)
                .mapToLong(a -> (long) Array.getLength(a) * element(a).bytes())
                .sum();
    }

    /// A new array for a slot.
    public static Object array(Slot slot) {
        return switch (slot.element()) {
            case F32 -> new float[slot.size()];
            case F64 -> new double[slot.size()];
            case I32 -> new int[slot.size()];
        };
    }

    /// The memory of all slots, in bytes.
    long bytes() {
        return bytes;
    }

    public Element element(Operand x) {
        return element(arrays[x.slot()]);
    }

    private static Element element(Object array) {
        return switch (array) {
            case float[] _ -> Element.F32;
            case double[] _ -> Element.F64;
            default -> Element.I32;
        };
    }

    /// The memory of an `F32` operand itself.
    public float[] floats(Operand x) {
        return (float[]) arrays[x.slot()];
    }

    /// The memory of an `I32` operand itself.
    public int[] ints(Operand x) {
        return (int[]) arrays[x.slot()];
    }

    /// The memory of an operand, whatever its type.
    public Object memory(Operand x) {
        return arrays[x.slot()];
    }

    static double get(Object array, int index) {
        return switch (array) {
            case float[] a -> a[index];
            case double[] a -> a[index];
            case int[] a -> a[index];
            default -> throw new AssertionError(array);
        };
    }

    static void put(Object array, int index, double value) {
        switch (array) {
            case float[] a -> a[index] = (float) value;
            case double[] a -> a[index] = value;
            case int[] a -> a[index] = (int) value;
            default -> throw new AssertionError(array);
        }
    }

    /// A copy of an operand's value.
    public Tensor read(Operand x) {
        int size = x.shape().size();
        return switch (arrays[x.slot()]) {
            case float[] a -> Tensor.of(x.shape(), java.util.Arrays.copyOf(a, size));
            case double[] a -> Tensor.of(x.shape(), java.util.Arrays.copyOf(a, size));
            case int[] a -> Tensor.of(x.shape(), java.util.Arrays.copyOf(a, size));
            default -> throw new AssertionError(x);
        };
    }

    /// Writes a value of the operand's size, rounded to the operand's type.
    public void write(Operand to, Tensor value) {
        Object array = arrays[to.slot()];
        for (int i = 0; i < value.size(); i++) put(array, i, value.get(i));
    }
}
