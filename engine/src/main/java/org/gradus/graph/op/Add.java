package org.gradus.graph.op;

import java.util.List;
import java.util.stream.Stream;
import org.gradus.graph.Expr;
import org.gradus.graph.Kind;
import org.gradus.graph.Op;
import org.gradus.tensor.Element;
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
        return Stream.concat(
                        Op.Binary.examples(new Add()).stream(),
                        Stream.of(Example.of(new Add(), Tensor.ints(7, 0, 3), Tensor.ints(0, 0, 1))))
                .toList();
    }
}
