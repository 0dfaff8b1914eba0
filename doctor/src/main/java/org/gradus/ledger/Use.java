package org.gradus.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.op.Add;
import org.gradus.graph.op.MatMul;
import org.gradus.graph.op.Multiply;
import org.gradus.layer.Network;
import org.gradus.math.Statistics;

/// How a network uses a parameter, and so what a sample's gradient by it is, without forming it.
///
/// With a the other operand's row and δ the backward signal's, the squared norm is ‖a‖² ‖δ‖² for a
/// matrix product (Goodfellow 2015), ‖a ∘ δ‖² for a scale and ‖δ‖² for an offset.
///
/// @param other the other operand
/// @param output what they give, one row a sample
record Use(Network.Parameter parameter, Rule rule, Expr other, Expr output) {
    enum Rule {
        PRODUCT,
        SCALE,
        OFFSET
    }

    /// The uses of those parameters that are used in one place, and in one of these ways.
    static List<Use> all(List<Network.Parameter> parameters, Expr result) {
        Map<Expr, List<Expr>> users = new HashMap<>();
        for (Expr x : Graph.order(List.of(result))) {
            for (Expr input : x.inputs())
                users.computeIfAbsent(input, _ -> new ArrayList<>()).add(x);
        }
        return parameters.stream()
                .flatMap(p -> of(p, users.getOrDefault(p.leaf(), List.of())).stream())
                .toList();
    }

    private static Optional<Use> of(Network.Parameter parameter, List<Expr> users) {
        Expr leaf = parameter.leaf();
        if (users.size() != 1) return Optional.empty();
        Expr user = users.getFirst();
        int at = user.inputs().indexOf(leaf);
        boolean rows = user.shape().rank() == 2 && user.inputs().size() == 2;
        if (!rows) return Optional.empty();
        Expr other = user.input(1 - at);
        return switch (user.op()) {
            case MatMul m
            when at == 1 && !m.leftTransposed() && !m.rightTransposed() ->
                Optional.of(new Use(parameter, Rule.PRODUCT, other, user));
            case Multiply _
            when other.shape().equals(user.shape()) -> Optional.of(new Use(parameter, Rule.SCALE, other, user));
            case Add _
            when other.shape().equals(user.shape()) -> Optional.of(new Use(parameter, Rule.OFFSET, other, user));
            default -> Optional.empty();
        };
    }

    /// The norms of rows of what the signal must be multiplied by once more; none if nothing is
    /// left.
    Optional<Expr> factor() {
        return rule == Rule.PRODUCT ? Optional.of(Statistics.rowNorms(other)) : Optional.empty();
    }

    /// The norms of rows of the signal, as far as it does not lie in [#factor()].
    Expr rows(Expr signal) {
        return Statistics.rowNorms(rule == Rule.SCALE ? signal.times(other) : signal);
    }
}
