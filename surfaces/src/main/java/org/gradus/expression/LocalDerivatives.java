package org.gradus.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// The derivative of each operation by each of its operands at one point, the others held where they are: the factors
/// of the chain rule.
///
/// @param byNode for each node as many numbers as it has inputs, in their order; for a leaf none
public record LocalDerivatives(Map<Node, List<Double>> byNode) {
    public LocalDerivatives {
        byNode = Map.copyOf(byNode);
    }

    /// One operation on operands of its own, so that an operand that stands there twice counts twice.
    private record Alone(Node node, List<Expr> operands, List<Expr> derivatives) {
        static Alone of(Node node) {
            List<Expr> operands = IntStream.range(0, node.inputs().size())
                    .mapToObj(i -> Expr.input("operand" + i, Shape.SCALAR))
                    .toList();
            return new Alone(node, operands, Gradient.of(node.meaning().apply(operands), operands));
        }
    }

    /// Differentiates every operation by itself, in `double`.
    ///
    /// @param readings the values at the point
    public static LocalDerivatives of(Circuit circuit, Readings readings) {
        List<Alone> all = circuit.nodes().stream().map(Alone::of).toList();
        Map<Expr, Tensor> bound = new HashMap<>();
        List<Expr> derivatives = new ArrayList<>();
        for (Alone one : all) {
            for (int i = 0; i < one.operands().size(); i++) {
                double value = readings.at(one.node().inputs().get(i)).value();
                bound.put(one.operands().get(i), Tensor.scalar(value));
            }
            derivatives.addAll(one.derivatives());
        }
        Map<Node, List<Double>> byNode = new HashMap<>();
        if (derivatives.isEmpty()) {
            for (Alone one : all) byNode.put(one.node(), List.of());
            return new LocalDerivatives(byNode);
        }
        Graph graph = Graph.of(derivatives, List.of());
        Values values = Values.of(graph, bound);
        for (Alone one : all)
            byNode.put(
                    one.node(),
                    one.derivatives().stream().map(d -> values.at(d) + 0.0).toList()); // -0 becomes 0
        return new LocalDerivatives(byNode);
    }

    /// The derivatives of a node by its operands, in their order.
    public List<Double> at(Node node) {
        return byNode.getOrDefault(node, List.of());
    }
}
