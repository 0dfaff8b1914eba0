package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.tensor.Tensor;

/// The cosine of an angle in radians; the derivative is -sin. No lanes have it: it runs number by number.
public record Cos() implements Op.BuiltIn, Op.Unary {
    @Override
    public double apply(double x) {
        return StrictMath.cos(x);
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        into.add(0, dy.times(y.input(0).sin().negate()));
    }

    public static List<Example> examples() {
        return List.of(Example.of(new Cos(), Tensor.vector(-7, -1.5, -0.3, 0.4, 2, 30)));
    }
}
