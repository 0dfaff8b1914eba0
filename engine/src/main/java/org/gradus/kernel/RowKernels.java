package org.gradus.kernel;

import java.util.Arrays;
import org.gradus.plan.Call;
import org.gradus.tensor.Shape;

/// Operations that move whole rows, or look for something in each.
final class RowKernels {
    private RowKernels() {}

    static Kernel gather(Call.Single call, Buffers buffers) {
        float[] table = buffers.floats(call.inputs().get(0)), y = buffers.floats(call.output());
        int[] index = buffers.ints(call.inputs().get(1));
        int rows = call.inputs().get(0).shape().dim(0);
        int n = call.output().shape().dim(0), width = width(call.output().shape());
        return (_, _, _) -> {
            for (int i = 0; i < n; i++) {
                System.arraycopy(table, checked("Gather", index[i], rows) * width, y, i * width, width);
            }
        };
    }

    static Kernel scatterAdd(Call.Single call, Buffers buffers, Lanes lanes) {
        float[] x = buffers.floats(call.inputs().get(0)), y = buffers.floats(call.output());
        int[] index = buffers.ints(call.inputs().get(1));
        Shape out = call.output().shape();
        int rows = out.dim(0), n = call.inputs().get(0).shape().dim(0), width = width(out);
        return (_, _, _) -> {
            Arrays.fill(y, 0, rows * width, 0);
            for (int i = 0; i < n; i++) {
                int to = checked("ScatterAdd", index[i], rows) * width;
                lanes.map(Elementwise.ADD, y, to, x, i * width, x, 0, y, to, width);
            }
        };
    }

    private static int width(Shape shape) {
        return shape.dim(0) == 0 ? 0 : shape.size() / shape.dim(0);
    }

    private static int checked(String op, int row, int rows) {
        if (row < 0 || row >= rows) {
            throw new IndexOutOfBoundsException(op + ": no row " + row + " · the table has " + rows + " rows");
        }
        return row;
    }

    static Kernel oneHot(Call.Single call, Buffers buffers) {
        int[] labels = buffers.ints(call.inputs().get(0));
        float[] y = buffers.floats(call.output());
        int n = call.inputs().get(0).shape().size(),
                classes = call.output().shape().last();
        return (_, _, _) -> {
            Arrays.fill(y, 0, n * classes, 0);
            for (int i = 0; i < n; i++) {
                if (labels[i] >= 0 && labels[i] < classes) y[i * classes + labels[i]] = 1;
            }
        };
    }

    static Kernel argMax(Call.Single call, Buffers buffers) {
        float[] x = buffers.floats(call.inputs().get(0));
        int[] y = buffers.ints(call.output());
        int rows = call.output().shape().size(),
                width = call.inputs().get(0).shape().last();
        return (_, _, _) -> {
            for (int r = 0; r < rows; r++) y[r] = largest(x, r * width, width);
        };
    }

    private static int largest(float[] x, int from, int width) {
        int best = 0;
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < width; i++) {
            if (x[from + i] > max) {
                best = i;
                max = x[from + i];
            }
        }
        return best;
    }

    /// A matrix by the machine's own loop, other tensors element by element.
    static Kernel transpose(Call.Single call, java.util.List<Integer> order, Buffers buffers, Lanes lanes) {
        float[] x = buffers.floats(call.inputs().get(0)), y = buffers.floats(call.output());
        Shape from = call.inputs().get(0).shape(), to = call.output().shape();
        if (order.equals(java.util.List.of(1, 0))) {
            int rows = from.dim(0), columns = from.dim(1);
            return (_, _, _) -> lanes.transpose(x, 0, columns, rows, columns, y, 0, rows);
        }
        int[] strides = from.stridesIn(from);
        int[] moved = order.stream().mapToInt(a -> strides[a]).toArray();
        int size = to.size();
        return (_, _, _) -> {
            for (int i = 0; i < size; i++) y[i] = x[to.offset(i, moved)];
        };
    }
}
