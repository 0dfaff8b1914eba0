package org.gradus.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Op;
import org.gradus.graph.Pass;
import org.gradus.graph.op.Input;

/// Computes equal things once: nodes of equal operations on the same inputs become one node.
record Share() implements Pass {

    private record Key(Op op, List<Expr> inputs) {}

    @Override
    public Graph apply(Graph graph) {
        Map<Key, Expr> seen = new HashMap<>();
        return graph.map(x -> x.op() instanceof Input ? x : seen.computeIfAbsent(new Key(x.op(), x.inputs()), _ -> x));
    }
}
