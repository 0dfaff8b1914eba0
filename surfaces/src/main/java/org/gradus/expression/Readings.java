package org.gradus.expression;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gradus.expression.Reading.Flow;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.op.Constant;
import org.gradus.tensor.Tensor;

/// What every node of a circuit shows at one point.
///
/// @param byNode the readings of all nodes that the result is made of, and of all inputs
public record Readings(Map<Node, Reading> byNode) {
    public Readings {
        byNode = Map.copyOf(byNode);
    }

    /// Takes them by one sweep forward and one back, in `double`.
    ///
    /// @param at a value for each input
    /// @throws ExpressionException when the values are not those of the inputs
    public static Readings of(Circuit circuit, Map<String, Double> at) {
        List<Node> nodes = circuit.nodes();
        List<Expr> exprs = nodes.stream().map(Node::expr).toList();
        List<Expr> gradients = Gradient.of(circuit.output().expr(), exprs);
        List<Expr> all = new ArrayList<>(exprs);
        all.addAll(gradients);
        Map<Expr, Tensor> bound = circuit.bind(at);
        Graph graph = Graph.of(all, List.of());
        Values values = Values.of(graph, bound);
        Set<Expr> rounded = Rounding.in(graph, values);
        Map<Node, Reading> readings = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            Expr gradient = gradients.get(i);
            double value = values.at(exprs.get(i)) + 0.0, dy = values.at(gradient) + 0.0; // -0 becomes 0
            readings.put(nodes.get(i), new Reading(value, dy, dy != 0 ? Flow.PASSES : zero(gradient, rounded)));
        }
        // no path leads from the result to an input of a part that it leaves out
        for (Node input : circuit.inputs())
            if (!readings.containsKey(input))
                readings.put(input, new Reading(requireNonNull(at.get(input.name())), 0, Flow.NO_PATH));
        return new Readings(readings);
    }

    private static Flow zero(Expr gradient, Set<Expr> rounded) {
        // differentiation gives a constant 0 where there is no path, and computes every other 0
        if (gradient.op() instanceof Constant) return Flow.NO_PATH;
        return rounded.contains(gradient) ? Flow.ROUNDED_AWAY : Flow.EXACT_ZERO;
    }

    /// The reading of an input, or of a node that the result is made of.
    public Reading at(Node node) {
        return requireNonNull(byNode.get(node), "no node of this circuit");
    }
}
