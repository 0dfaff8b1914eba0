package org.gradus.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Kind;
import org.gradus.graph.Op;

/// Reverse mode in which no cotangent underflows: at chosen expressions it is divided by its
/// largest magnitude, whose logarithm is kept beside it. So a thousand layers that keep a quarter
/// each leave 10^-602, not 0.
///
/// A cotangent is linear in the one that it comes from, so it carries the same scale; where two of
/// different scales meet, as before a skip, both are brought to the larger.
final class ScaledBackward {
    /// The logarithm of a cotangent that is 0 everywhere; any other outweighs it.
    private static final double NOTHING = -1e6;

    private final Map<Expr, Scaled> cotangents = new HashMap<>();
    private final Set<Expr> rescaled;

    private ScaledBackward(Set<Expr> rescaled) {
        this.rescaled = rescaled;
    }

    /// A cotangent, as a value times e to the sum of some logarithms, each a scalar.
    record Scaled(Expr value, List<Expr> logs) {
        Scaled plus(Scaled other) {
            int common = 0;
            while (common < logs.size()
                    && common < other.logs.size()
                    && logs.get(common).equals(other.logs.get(common))) common++;
            if (common == logs.size() && common == other.logs.size()) {
                return new Scaled(value.plus(other.value), logs);
            }
            Expr mine = sum(logs, common), its = sum(other.logs, common);
            Expr larger = mine.greaterThan(its).select(mine, its);
            List<Expr> now = new ArrayList<>(logs.subList(0, common));
            now.add(larger);
            Expr sum = value.times(mine.minus(larger).exp())
                    .plus(other.value.times(its.minus(larger).exp()));
            return new Scaled(sum, List.copyOf(now));
        }

        private static Expr sum(List<Expr> logs, int from) {
            Expr sum = Expr.constant(0);
            for (Expr log : logs.subList(from, logs.size())) sum = sum.plus(log);
            return sum;
        }

        private Scaled rescaled() {
            Expr largest = value.abs().max();
            Expr some = largest.greaterThan(0);
            List<Expr> now = new ArrayList<>(logs);
            now.add(some.select(some.select(largest, Expr.constant(1)).log(), Expr.constant(NOTHING)));
            return new Scaled(value.dividedBy(some.select(largest, Expr.constant(1))), List.copyOf(now));
        }
    }

    /// The cotangents of all expressions that a path leads to.
    ///
    /// @param dy the cotangent of `y`
    /// @param rescaled where cotangents are brought to a largest magnitude of 1
    static Map<Expr, Scaled> of(Expr y, Expr dy, Set<Expr> rescaled) {
        ScaledBackward backward = new ScaledBackward(rescaled);
        backward.cotangents.put(y, new Scaled(dy, List.of()));
        for (Expr x : Graph.order(List.of(y)).reversed()) backward.visit(x);
        return backward.cotangents;
    }

    private void visit(Expr x) {
        Scaled dx = cotangents.get(x);
        if (dx == null) return;
        Scaled now = rescaled.contains(x) ? dx.rescaled() : dx;
        cotangents.put(x, now);
        x.op().vjp(x, now.value, new Op.Cotangents() {
            @Override
            public boolean wants(int input) {
                return x.input(input).kind() == Kind.REAL;
            }

            @Override
            public void add(int input, Expr cotangent) {
                Expr to = x.input(input);
                if (wants(input)) {
                    cotangents.merge(to, new Scaled(cotangent.sumTo(to.shape()), now.logs), Scaled::plus);
                }
            }
        });
    }
}
