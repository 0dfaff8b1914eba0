package org.gradus.kernel;

import org.gradus.graph.Op;
import org.gradus.plan.Call;
import org.gradus.plan.Operand;
import org.gradus.tensor.Shape;

/// Operations on numbers of any type, element by element: counters, comparisons of labels, casts, and elementwise
/// operations that have no loop in [Lanes]. Slower than the loops, but nothing is allocated.
final class ElementKernels {
    private ElementKernels() {}

    static Kernel unary(Call.Single call, Op.Unary op, Buffers buffers) {
        Object x = buffers.memory(call.inputs().get(0)), y = buffers.memory(call.output());
        int size = call.output().shape().size();
        return (_, _, _) -> {
            for (int i = 0; i < size; i++) Buffers.put(y, i, op.apply(Buffers.get(x, i)));
        };
    }

    static Kernel binary(Call.Single call, Op.Binary op, Buffers buffers) {
        Operand left = call.inputs().get(0), right = call.inputs().get(1);
        Object a = buffers.memory(left), b = buffers.memory(right), y = buffers.memory(call.output());
        Shape shape = call.output().shape();
        int[] aStrides = left.shape().stridesIn(shape), bStrides = right.shape().stridesIn(shape);
        int size = shape.size();
        return (_, _, _) -> {
            for (int i = 0; i < size; i++) {
                double u = Buffers.get(a, shape.offset(i, aStrides)), v = Buffers.get(b, shape.offset(i, bStrides));
                Buffers.put(y, i, op.apply(u, v));
            }
        };
    }

    /// The same elements, converted where the types differ.
    static Kernel move(Operand from, Operand to, Buffers buffers) {
        Object x = buffers.memory(from), y = buffers.memory(to);
        int size = to.shape().size();
        if (buffers.element(from) == buffers.element(to)) return (_, _, _) -> System.arraycopy(x, 0, y, 0, size);
        return (_, _, _) -> {
            for (int i = 0; i < size; i++) Buffers.put(y, i, Buffers.get(x, i));
        };
    }
}
