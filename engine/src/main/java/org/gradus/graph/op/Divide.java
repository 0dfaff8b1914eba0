package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;

/// left / right, by the rules of IEEE 754: division by 0 gives an infinity or NaN.
public record Divide() implements Op.BuiltIn, Op.Binary {
    @Override
    public double apply(double left, double right) {
        return left / right;
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        if (into.wants(0)) into.add(0, dy.dividedBy(y.input(1)));
        if (into.wants(1)) into.add(1, dy.times(y).dividedBy(y.input(1)).negate());
    }

    public static List<Example> examples() {
        return Op.Binary.examples(new Divide());
    }
}
