package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;

/// left × right.
public record Multiply() implements Op.BuiltIn, Op.Binary {
    @Override
    public double apply(double left, double right) {
        return left * right;
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        if (into.wants(0)) into.add(0, dy.times(y.input(1)));
        if (into.wants(1)) into.add(1, dy.times(y.input(0)));
    }

    public static List<Example> examples() {
        return Op.Binary.examples(new Multiply());
    }
}
