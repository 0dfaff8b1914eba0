package org.gradus.expression;

import java.util.List;
import org.gradus.draw.CircuitDiagram.Known;

/// How far the two passes over a circuit have come, one node a step. Leaves have their values from the start; the
/// forward pass computes the operations in order. The backward pass begins at the result and goes through all nodes
/// but plain numbers in the opposite order, so that each is complete once it is its turn.
///
/// @param forward how many operations have a value
/// @param backward how many nodes have a gradient
public record Progress(int forward, int backward) {
    /// Both passes are over.
    public static final Progress DONE = new Progress(Integer.MAX_VALUE, Integer.MAX_VALUE);

    public Progress {
        if (forward < 0 || backward < 0)
            throw new IllegalArgumentException("progress: expected counts from 0, found " + forward + ", " + backward);
    }

    /// The forward pass alone, up to some operation.
    public static Progress forward(int steps) {
        return new Progress(steps, 0);
    }

    /// The whole forward pass, and the backward pass up to some node.
    public static Progress backward(int steps) {
        return new Progress(Integer.MAX_VALUE, steps);
    }

    /// How many steps the forward pass has: one an operation.
    public static int forwardSteps(Circuit circuit) {
        return (int) circuit.nodes().stream()
                .filter(n -> n.sort() == Node.Sort.OPERATION)
                .count();
    }

    /// How many steps the backward pass has: one for each node but plain numbers.
    public static int backwardSteps(Circuit circuit) {
        return (int) circuit.nodes().stream()
                .filter(n -> n.sort() != Node.Sort.NUMBER)
                .count();
    }

    /// What is known of a node, by its place among all nodes.
    Known known(List<Node> nodes, int place) {
        long before = nodes.subList(0, place).stream()
                .filter(n -> n.sort() == Node.Sort.OPERATION)
                .count();
        long behind = nodes.subList(place + 1, nodes.size()).stream()
                .filter(n -> n.sort() != Node.Sort.NUMBER)
                .count();
        if (nodes.get(place).sort() == Node.Sort.NUMBER) return Known.VALUE;
        if (nodes.get(place).sort() == Node.Sort.OPERATION && before >= forward) return Known.NOTHING;
        return behind < backward ? Known.GRADIENT : Known.VALUE;
    }
}
