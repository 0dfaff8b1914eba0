package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Where the mask is not 0 the second input, elsewhere the third; all broadcast. A NaN in the branch not
/// taken does no harm.
public record Select() implements Op.BuiltIn {
    @Override
    public Shape infer(List<Shape> inputs) {
        return inputs.get(0).broadcast(inputs.get(1)).broadcast(inputs.get(2));
    }

    @Override
    public Tensor eval(List<Tensor> inputs) {
        Shape shape = infer(inputs.stream().map(Tensor::shape).toList());
        Tensor mask = inputs.get(0).broadcastTo(shape);
        Tensor then = inputs.get(1).broadcastTo(shape);
        Tensor otherwise = inputs.get(2).broadcastTo(shape);
        return Tensor.generate(shape, i -> mask.get(i) != 0 ? then.get(i) : otherwise.get(i));
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        Expr mask = y.input(0), zero = Expr.constant(0);
        if (into.wants(1)) into.add(1, mask.select(dy, zero));
        if (into.wants(2)) into.add(2, mask.select(zero, dy));
    }

    @Override
    public String role(int input) {
        return List.of("mask", "then", "else").get(input);
    }

    public static List<Example> examples() {
        Tensor mask = Tensor.of(Shape.of(2, 3), 1, 0, 0, 0, 1, 1);
        return List.of(
                Example.of(
                        new Select(),
                        mask,
                        Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6),
                        Tensor.of(Shape.of(2, 3), 7, 8, 9, -1, -2, -3)),
                Example.of(new Select(), mask, Tensor.vector(1, 2, 3), Tensor.scalar(-4)));
    }
}
