package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// a to the power of b, with the special values of `Math.pow`: a negative base has one where the exponent is whole.
///
/// The derivatives are b a^(b - 1) by a and a^b ln a by b. By b it is NaN for a negative base, next to whose
/// whole exponents there are no values, and 0 for a = 0, which is its limit for b > 0. No lanes have it: it runs
/// number by number.
public record Power() implements Op.BuiltIn, Op.Binary {
    @Override
    public double apply(double base, double exponent) {
        return StrictMath.pow(base, exponent);
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        Expr a = y.input(0), b = y.input(1), zero = Expr.constant(0);
        Expr atZero = Expr.of(new Equal(), a, zero);
        if (into.wants(0)) {
            // a^0 is 1 at 0 too, where 0 · a^(-1) has no value
            Expr constant = atZero.times(Expr.of(new Equal(), b, zero));
            Expr less = constant.select(Expr.constant(1), b.plus(-1));
            into.add(0, dy.times(b.times(a.power(less))));
        }
        if (into.wants(1))
            into.add(1, dy.times(y.times(atZero.select(Expr.constant(1), a).log())));
    }

    @Override
    public String role(int input) {
        return input == 0 ? "base" : "exponent";
    }

    public static List<Example> examples() {
        Tensor base = Tensor.of(Shape.of(2, 3), 1, 2, 3, 0.5, 5, 0.25);
        return List.of(
                Example.of(new Power(), base, Tensor.of(Shape.of(2, 3), 2, 0.7, -1, -2.5, 3, 0)),
                Example.of(new Power(), base, Tensor.vector(2, -3, 0.25)),
                Example.of(new Power(), Tensor.scalar(2), Tensor.of(Shape.of(2, 1), 0.5, -2)));
    }
}
