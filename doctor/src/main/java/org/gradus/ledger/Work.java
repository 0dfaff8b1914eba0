package org.gradus.ledger;

import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.op.Input;
import org.gradus.graph.op.MatMul;

/// The work of a graph, counted and not timed: the multiply-adds of its matrix products, and its
/// other elements at [#ELEMENT] each.
public final class Work {
    /// What one element of another operation costs, in multiply-adds.
    static final int ELEMENT = 8;

    private Work() {}

    /// In multiply-adds.
    public static long of(Graph graph) {
        long sum = 0;
        for (Expr x : graph.nodes()) {
            if (x.op() instanceof Input || x.inputs().isEmpty()) continue;
            long size = x.shape().size();
            sum += x.op() instanceof MatMul m
                    ? size * x.input(0).shape().dim(m.leftTransposed() ? 0 : 1)
                    : size * ELEMENT;
        }
        return sum;
    }
}
