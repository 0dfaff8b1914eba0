package org.gradus.expression;

import java.util.List;
import java.util.OptionalDouble;
import org.gradus.graph.Expr;

/// Powers as a person writes them: an exponent that is a number belongs to the operation, as in `^3`.
///
/// A base to the power 1 is itself, and one to the power 0 is the number 1, whatever the base.
final class Power {
    private Power() {}

    static Node of(Node base, Node exponent, String exponentText) {
        OptionalDouble constant = exponent.constant();
        if (constant.isEmpty()) {
            return Node.operation(
                    "^", List.of(base, exponent), x -> x.getFirst().power(x.getLast()));
        }
        double b = constant.getAsDouble();
        if (b == 1) return base;
        Node power = Node.operation("^" + exponentText, List.of(base), x -> fixed(x.getFirst(), b));
        return b == 0 ? power.withConstant(1) : power;
    }

    private static Expr fixed(Expr base, double exponent) {
        if (exponent == 0) return Expr.constant(1);
        return exponent == 2 ? base.square() : base.power(exponent);
    }
}
