package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.tensor.Tensor;

/// The sine of an angle in radians; the derivative is the cosine. No lanes have it: it runs number by number.
public record Sin() implements Op.BuiltIn, Op.Unary {
    @Override
    public double apply(double x) {
        return StrictMath.sin(x);
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        into.add(0, dy.times(y.input(0).cos()));
    }

    public static List<Example> examples() {
        return List.of(Example.of(new Sin(), Tensor.vector(-7, -1.2, -0.3, 0.4, 2, 30)));
    }
}
