package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Kind;
import org.gradus.graph.Op;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// left + right.
public record Add() implements Op.BuiltIn, Op.Binary {
    @Override
    public double apply(double left, double right) {
        return left + right;
    }

    /// Integers stay integers; this is how counters count.
    @Override
    public Kind kind(List<Kind> inputs) {
        return inputs.contains(Kind.REAL) ? Kind.REAL : Kind.INT;
    }

    @Override
    public Tensor eval(List<Tensor> inputs) {
        Tensor sum = Op.Binary.super.eval(inputs);
        boolean ints = inputs.stream().allMatch(x -> x.element() == Element.I32);
        return ints ? sum.as(Element.I32) : sum;
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        if (into.wants(0)) into.add(0, dy);
        if (into.wants(1)) into.add(1, dy);
    }

    public static List<Example> examples() {
        return List.of(
                Example.of(
                        new Add(),
                        Tensor.of(Shape.of(2, 3), 1, -2, 3, 0.5, 5, -6),
                        Tensor.of(Shape.of(2, 3), 2, 0.7, -1, 4, 3, 8)),
                Example.of(new Add(), Tensor.of(Shape.of(2, 3), 1, -2, 3, 0.5, 5, -6), Tensor.vector(2, -3, 0.25)),
                Example.of(new Add(), Tensor.of(Shape.of(2, 1), 3, -2), Tensor.scalar(4)));
    }
}
