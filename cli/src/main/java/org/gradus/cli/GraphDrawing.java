package org.gradus.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gradus.draw.CircuitDiagram;
import org.gradus.draw.CircuitDiagram.Flow;
import org.gradus.draw.CircuitDiagram.Sort;
import org.gradus.draw.Picture;
import org.gradus.expression.Circuit;
import org.gradus.expression.Node;
import org.gradus.expression.Reading;
import org.gradus.expression.Readings;
import org.gradus.name.InputException;

/// A circuit with its readings as a picture.
final class GraphDrawing {
    /// Beyond it nobody finds anything in a picture.
    private static final int MOST = 300;

    private GraphDrawing() {}

    /// @throws InputException when the circuit has too many nodes for a picture
    static Picture of(Circuit circuit, Readings readings) {
        List<Node> nodes = circuit.nodes();
        if (nodes.size() > MOST) {
            throw new InputException("--svg: at most " + MOST + " nodes are drawn, found " + nodes.size());
        }
        Map<Node, Integer> places = new HashMap<>();
        for (Node x : nodes) places.put(x, places.size());
        List<CircuitDiagram.Node> drawn = nodes.stream()
                .map(x -> node(x, readings.at(x), places, x.equals(circuit.output())))
                .toList();
        return new CircuitDiagram(circuit.text(), circuit.name(), drawn)
                .picture("graph", "The graph of " + circuit.name());
    }

    private static CircuitDiagram.Node node(Node x, Reading reading, Map<Node, Integer> places, boolean last) {
        List<Integer> inputs =
                x.inputs().stream().map(i -> places.getOrDefault(i, -1)).toList();
        return new CircuitDiagram.Node(
                last ? "" : x.name(), x.label(), sort(x), inputs, reading.value(), reading.gradient(), flow(reading));
    }

    private static Sort sort(Node x) {
        return switch (x.sort()) {
            case NUMBER -> Sort.NUMBER;
            case INPUT -> Sort.INPUT;
            case OPERATION -> Sort.OPERATION;
        };
    }

    private static Flow flow(Reading reading) {
        return switch (reading.flow()) {
            case PASSES -> Flow.PASSES;
            case EXACT_ZERO -> Flow.EXACT_ZERO;
            case ROUNDED_AWAY -> Flow.ROUNDED_AWAY;
            case NO_PATH -> Flow.NO_PATH;
        };
    }
}
