package org.gradus.expression;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.tensor.Tensor;

/// The numbers on a graph of scalars, by the reference meaning in `double`.
record Values(Map<Expr, Tensor> byNode) {
    Values {
        byNode = Map.copyOf(byNode);
    }

    /// Computes them.
    ///
    /// @param inputs a value for each input of the graph
    static Values of(Graph graph, Map<Expr, Tensor> inputs) {
        return new Values(graph.eval(inputs));
    }

    double at(Expr x) {
        return requireNonNull(byNode.get(x), "no node of this graph").item();
    }
}
