package org.gradus.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One path from the result back to a node, and what is left of the gradient along it: the product of the local
/// derivatives. Where several paths lead to the node, it is the one over which most comes.
///
/// @param steps from the result to the node
public record Chain(List<Step> steps) {
    public Chain {
        steps = List.copyOf(steps);
    }

    /// A node of the path.
    ///
    /// @param local the derivative by it of the node before it in the path; 1 of the result by itself
    /// @param running the product of all derivatives so far
    public record Step(Node node, double local, double running) {}

    /// The best way on from a node towards the one that is looked for.
    private record Way(Node next, double local, double size) {}

    /// The path to a node of the circuit; nothing where none leads to it.
    public static Chain to(Circuit circuit, LocalDerivatives locals, Node target) {
        Map<Node, Way> ways = new HashMap<>(); // by where they begin; each operand comes before its operation
        ways.put(target, new Way(target, 1, 1));
        for (Node node : circuit.nodes()) {
            List<Double> local = locals.at(node);
            for (int i = 0; i < local.size(); i++) {
                Way on = ways.get(node.inputs().get(i));
                if (on == null || node.equals(target)) continue;
                Way way = new Way(node.inputs().get(i), local.get(i), Math.abs(local.get(i)) * on.size());
                ways.merge(node, way, (a, b) -> b.size() > a.size() ? b : a);
            }
        }
        List<Step> steps = new ArrayList<>();
        Node at = circuit.output();
        double running = 1, local = 1;
        for (Way way = ways.get(at); way != null; way = ways.get(at)) {
            steps.add(new Step(at, local, running));
            if (at.equals(target)) break;
            local = way.local();
            running *= local;
            at = way.next();
        }
        return new Chain(steps);
    }

    /// How many paths lead from the result to a node; `∞` and beyond count as the largest `double`.
    public static double paths(Circuit circuit, Node target) {
        Map<Node, Double> count = new HashMap<>();
        for (Node node : circuit.nodes()) {
            double paths = node.equals(target)
                    ? 1
                    : node.inputs().stream()
                            .mapToDouble(n -> count.getOrDefault(n, 0.0))
                            .sum();
            count.put(node, Math.min(paths, Double.MAX_VALUE));
        }
        return count.getOrDefault(circuit.output(), 0.0);
    }
}
