package org.gradus.expression;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gradus.draw.CircuitDiagram;
import org.gradus.draw.CircuitDiagram.Flow;
import org.gradus.draw.CircuitDiagram.Sort;
import org.gradus.name.InputException;

/// A circuit with its readings as a drawing.
public final class CircuitDrawing {
    /// The most nodes that are drawn: beyond it nobody finds anything in a picture.
    public static final int MOST = 300;

    private CircuitDrawing() {}

    /// The drawing after both passes.
    ///
    /// @throws InputException when the circuit has more than [#MOST] nodes
    public static CircuitDiagram of(Circuit circuit, Readings readings) {
        return of(circuit, readings, LocalDerivatives.of(circuit, readings), Progress.DONE);
    }

    /// The drawing at one moment of the passes.
    ///
    /// @throws InputException when the circuit has more than [#MOST] nodes
    public static CircuitDiagram of(Circuit circuit, Readings readings, LocalDerivatives locals, Progress progress) {
        List<Node> nodes = circuit.nodes();
        if (nodes.size() > MOST)
            throw new InputException("at most " + MOST + " nodes are drawn, found " + nodes.size());
        Map<Node, Integer> places = new HashMap<>();
        for (Node x : nodes) places.put(x, places.size());
        List<CircuitDiagram.Node> drawn = IntStream.range(0, nodes.size())
                .mapToObj(v -> {
                    Node x = nodes.get(v);
                    Reading reading = readings.at(x);
                    return new CircuitDiagram.Node(
                            x.equals(circuit.output()) ? "" : x.name(),
                            x.label(),
                            sort(x),
                            x.inputs().stream()
                                    .map(i -> places.getOrDefault(i, -1))
                                    .toList(),
                            reading.value(),
                            reading.gradient(),
                            flow(reading),
                            locals.at(x),
                            progress.known(nodes, v));
                })
                .toList();
        return new CircuitDiagram(circuit.text(), circuit.name(), drawn);
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
