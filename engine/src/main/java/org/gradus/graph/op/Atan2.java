package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// The angle of the point (x, y) from the x-axis in radians, from -π to π; y comes first, as in `Math.atan2`.
///
/// The derivatives are x / (x² + y²) by y and -y / (x² + y²) by x. Across the half-line y = 0, x < 0 the angle
/// jumps; at the origin there is no derivative, and NaN is given. No lanes have it: it runs number by number.
public record Atan2() implements Op.BuiltIn, Op.Binary {
    @Override
    public double apply(double y, double x) {
        return StrictMath.atan2(y, x);
    }

    @Override
    public void vjp(Expr angle, Expr dy, Cotangents into) {
        Expr y = angle.input(0), x = angle.input(1);
        Expr share = dy.dividedBy(x.square().plus(y.square()));
        if (into.wants(0)) into.add(0, x.times(share));
        if (into.wants(1)) into.add(1, y.times(share).negate());
    }

    @Override
    public String role(int input) {
        return input == 0 ? "y" : "x";
    }

    public static List<Example> examples() {
        Tensor y = Tensor.of(Shape.of(2, 3), 1, -2, 3, 0.5, 0.2, -6);
        return List.of(
                Example.of(new Atan2(), y, Tensor.of(Shape.of(2, 3), 2, 0.7, -1, -4, 3, 0)),
                Example.of(new Atan2(), y, Tensor.vector(2, -3, 0.25)),
                Example.of(new Atan2(), Tensor.scalar(0.3), Tensor.vector(2, -3, 0.25)));
    }
}
