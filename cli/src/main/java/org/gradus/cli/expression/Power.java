package org.gradus.cli.expression;

import java.util.List;
import java.util.OptionalDouble;
import org.gradus.graph.Expr;

/// Powers, made of the engine's operations so that each has a value wherever it has one in mathematics.
///
/// A whole exponent is a product, so that the base may be negative or 0: squares are multiplied (Knuth, *The Art
/// of Computer Programming*, vol. 2, 4.6.3). Exponent 1/2 is the square root. Any other power is exp(b ln a), which
/// has no value for negative a.
final class Power {
    private Power() {}

    static Node of(Node base, Node exponent, String exponentText) {
        OptionalDouble constant = exponent.constant();
        if (constant.isPresent()) {
            double b = constant.getAsDouble();
            if (b == 1) return base;
            Node power = Node.operation("^" + exponentText, List.of(base), x -> fixed(x.getFirst(), b));
            return b == 0 ? power.withConstant(1) : power;
        }
        OptionalDouble a = base.constant();
        return Node.operation("^", List.of(base, exponent), x -> {
            Expr log = a.isPresent()
                    ? Expr.constant(Math.log(a.getAsDouble()))
                    : x.getFirst().log();
            return x.getLast().times(log).exp();
        });
    }

    private static Expr fixed(Expr base, double exponent) {
        if (exponent == 0.5) return base.sqrt();
        if (exponent != Math.rint(exponent) || Math.abs(exponent) > Integer.MAX_VALUE) {
            return base.log().times(exponent).exp();
        }
        if (exponent == 0) return Expr.constant(1);
        Expr product = product(base, (int) Math.abs(exponent));
        return exponent > 0 ? product : Expr.constant(1).dividedBy(product);
    }

    private static Expr product(Expr base, int times) {
        if (times == 1) return base;
        Expr half = product(base, times / 2);
        Expr even = half.square();
        return times % 2 == 0 ? even : even.times(base);
    }
}
