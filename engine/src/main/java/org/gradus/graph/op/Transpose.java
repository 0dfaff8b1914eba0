package org.gradus.graph.op;

import java.util.List;
import java.util.stream.IntStream;
import org.gradus.graph.Expr;
import org.gradus.graph.Kind;
import org.gradus.graph.Op;
import org.gradus.tensor.Shape;
import org.gradus.tensor.ShapeException;
import org.gradus.tensor.Tensor;

/// A tensor with its axes in another order.
///
/// @param order for each axis of the result, the axis of the input it is
public record Transpose(List<Integer> order) implements Op.BuiltIn {
    public Transpose {
        order = List.copyOf(order);
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        Shape x = inputs.get(0);
        if (!order.stream().sorted().toList().equals(x.axes())) {
            throw new ShapeException("order " + order + " is not a permutation of the axes of " + x);
        }
        return new Shape(order.stream().map(x::dim).toList());
    }

    /// Integers stay integers.
    @Override
    public Kind kind(List<Kind> inputs) {
        return inputs.get(0);
    }

    @Override
    public Tensor eval(List<Tensor> inputs) {
        Tensor x = inputs.get(0);
        int[] strides = x.shape().stridesIn(x.shape());
        int[] permuted = order.stream().mapToInt(a -> strides[a]).toArray();
        Shape shape = infer(List.of(x.shape()));
        return Tensor.generate(shape, i -> x.get(shape.offset(i, permuted))).as(x.element());
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        List<Integer> inverse =
                IntStream.range(0, order.size()).map(order::indexOf).boxed().toList();
        into.add(0, Expr.of(new Transpose(inverse), dy));
    }

    public static List<Example> examples() {
        Tensor x = Tensor.of(Shape.of(2, 3, 1), 1, 2, 3, 4, 5, 6);
        return List.of(
                Example.of(new Transpose(List.of(1, 0)), x.reshape(Shape.of(2, 3))),
                Example.of(new Transpose(List.of(2, 0, 1)), x),
                Example.of(new Transpose(List.of(1, 0)), Tensor.ints(4, 5, 6).reshape(Shape.of(3, 1))));
    }
}
