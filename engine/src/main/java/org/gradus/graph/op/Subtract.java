package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;

/// left - right.
public record Subtract() implements Op.BuiltIn, Op.Binary {
    @Override
    public double apply(double left, double right) {
        return left - right;
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        if (into.wants(0)) into.add(0, dy);
        if (into.wants(1)) into.add(1, dy.negate());
    }

    public static List<Example> examples() {
        return Op.Binary.examples(new Subtract());
    }
}
