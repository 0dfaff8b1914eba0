package org.gradus.expression;

import java.util.HashSet;
import java.util.Set;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.op.Divide;
import org.gradus.graph.op.Exp;
import org.gradus.graph.op.Greater;
import org.gradus.graph.op.Multiply;
import org.gradus.graph.op.NormalCdf;
import org.gradus.graph.op.Power;
import org.gradus.graph.op.Select;
import org.gradus.graph.op.Sigmoid;
import org.gradus.graph.op.SigmoidSlope;
import org.gradus.graph.op.Softplus;

/// Finds the zeros of a computation that are none: numbers too small for a `double`, which became 0.
///
/// Such a zero is born where a function that never reaches 0 gives it, or a product or quotient of nonzero
/// numbers; and it is handed on as far as a product with an exact 0, which is exact again.
final class Rounding {
    private Rounding() {}

    /// The scalar nodes whose value is a 0 by rounding alone.
    static Set<Expr> in(Graph graph, Values values) {
        Set<Expr> rounded = new HashSet<>();
        for (Expr x : graph.nodes()) {
            if (values.at(x) == 0 && isRounded(x, values, rounded)) rounded.add(x);
        }
        return rounded;
    }

    private static boolean isRounded(Expr x, Values values, Set<Expr> rounded) {
        return switch (x.op()) {
            case Exp _, Sigmoid _, SigmoidSlope _, Softplus _, NormalCdf _ -> Double.isFinite(values.at(x.input(0)));
            // only 0 and the infinite have powers that are 0
            case Power _ ->
                !isExact(x.input(0), values, rounded)
                        && x.inputs().stream().allMatch(i -> Double.isFinite(values.at(i)));
            case Multiply _ -> x.inputs().stream().noneMatch(i -> isExact(i, values, rounded));
            case Divide _ -> !isExact(x.input(0), values, rounded);
            case Select _ -> rounded.contains(x.input(values.at(x.input(0)) != 0 ? 1 : 2));
            case Greater _ -> false;
            default -> x.inputs().stream().anyMatch(rounded::contains);
        };
    }

    private static boolean isExact(Expr x, Values values, Set<Expr> rounded) {
        return values.at(x) == 0 && !rounded.contains(x);
    }
}
