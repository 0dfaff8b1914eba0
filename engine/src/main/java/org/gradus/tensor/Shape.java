package org.gradus.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// The dimensions of a tensor, outermost first; a scalar has none.
///
/// Shapes broadcast as in NumPy: they are aligned at their last dimension, and a dimension of size 1
/// stretches to the size of its partner.
///
/// @param dims the sizes, each at least 0
public record Shape(List<Integer> dims) {

    /// The shape of a single number: no dimensions.
    public static final Shape SCALAR = new Shape(List.of());

    public Shape {
        dims = List.copyOf(dims);
        long size = dims.contains(0) ? 0 : 1;
        for (int d : dims) {
            if (d < 0) throw new ShapeException("negative size " + d + " in " + dims);
            size *= d;
            if (size > Integer.MAX_VALUE) throw new ShapeException(dims + " has more than 2^31 - 1 elements");
        }
    }

    /// The shape with these sizes, outermost first.
    public static Shape of(int... dims) {
        return new Shape(IntStream.of(dims).boxed().toList());
    }

    /// The number of dimensions.
    public int rank() {
        return dims.size();
    }

    /// The number of elements; 1 for a scalar.
    public int size() {
        int size = 1;
        for (int d : dims) size *= d;
        return size;
    }

    /// The size of one dimension; negative numbers count from the last, which is -1.
    public int dim(int axis) {
        return dims.get(axis(axis));
    }

    /// The number of an axis counted from the first, for one that may be counted from the last.
    public int axis(int axis) {
        int a = axis < 0 ? axis + rank() : axis;
        if (a < 0 || a >= rank()) throw new ShapeException("no axis " + axis + " in " + this);
        return a;
    }

    /// The size of the last dimension; 1 for a scalar.
    public int last() {
        return rank() == 0 ? 1 : dims.get(rank() - 1);
    }

    /// The same shape with one dimension replaced.
    public Shape with(int axis, int size) {
        List<Integer> copy = new ArrayList<>(dims);
        copy.set(axis(axis), size);
        return new Shape(copy);
    }

    /// The shape of one row: all dimensions but the first.
    public Shape row() {
        if (rank() == 0) throw new ShapeException("a scalar has no rows");
        return new Shape(dims.subList(1, rank()));
    }

    /// The shape of some rows of this shape: one more dimension, in front.
    public Shape rows(int count) {
        List<Integer> all = new ArrayList<>(dims);
        all.addFirst(count);
        return new Shape(all);
    }

    /// The shape left after reducing over some axes.
    ///
    /// @param keep whether a reduced axis stays, with size 1
    public Shape reduce(List<Integer> axes, boolean keep) {
        List<Integer> left = new ArrayList<>();
        for (int a = 0; a < rank(); a++) {
            if (!axes.contains(a)) left.add(dims.get(a));
            else if (keep) left.add(1);
        }
        return new Shape(left);
    }

    /// All axes, first to last.
    public List<Integer> axes() {
        return IntStream.range(0, rank()).boxed().toList();
    }

    /// The common shape of two operands.
    ///
    /// @throws ShapeException when two aligned sizes differ and neither is 1
    public Shape broadcast(Shape other) {
        List<Integer> out = new ArrayList<>();
        for (int i = 1; i <= Math.max(rank(), other.rank()); i++) {
            int a = i <= rank() ? dim(-i) : 1;
            int b = i <= other.rank() ? other.dim(-i) : 1;
            if (a != b && a != 1 && b != 1) {
                throw new ShapeException(
                        "shapes do not broadcast: " + this + " · " + other + "  (" + a + " ≠ " + b + ")");
            }
            out.add(a == 1 ? b : a);
        }
        Collections.reverse(out);
        return new Shape(out);
    }

    /// Whether a tensor of this shape can be stretched to a target, by repeating it along dimensions of size 1.
    public boolean stretchesTo(Shape target) {
        int extra = target.rank() - rank();
        return extra >= 0 && IntStream.range(0, rank()).allMatch(a -> dim(a) == 1 || dim(a) == target.dim(a + extra));
    }

    /// For every axis of `target`, the distance in elements between neighbours along it when a row-major
    /// tensor of this shape is stretched to `target`; 0 along stretched axes.
    ///
    /// @throws ShapeException when this shape does not broadcast to the target
    public int[] stridesIn(Shape target) {
        if (!stretchesTo(target)) throw new ShapeException("cannot stretch " + this + " to " + target);
        int[] strides = new int[target.rank()];
        int stride = 1;
        for (int i = 1; i <= rank(); i++) {
            int d = dim(-i);
            strides[target.rank() - i] = d == 1 ? 0 : stride;
            stride *= d;
        }
        return strides;
    }

    /// The flat index, by the given strides, of the element that stands at a flat row-major index of this shape.
    public int offset(int index, int[] strides) {
        int offset = 0;
        for (int a = rank() - 1; a >= 0; a--) {
            int d = dims.get(a);
            offset += index % d * strides[a];
            index /= d;
        }
        return offset;
    }

    @Override
    public String toString() {
        return dims.toString();
    }
}
