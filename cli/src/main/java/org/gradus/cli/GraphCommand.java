package org.gradus.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gradus.draw.Picture;
import org.gradus.expression.Circuit;
import org.gradus.expression.CircuitDrawing;
import org.gradus.expression.Node;
import org.gradus.expression.Reading;
import org.gradus.expression.Readings;
import org.gradus.runs.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gradus graph`: an expression as a computational graph, with the value and the gradient at every node.
@Command(
        name = "graph",
        description = "The value and the gradient on every node of an expression.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gradus graph \"(x+y)*z\" x=-2 y=5 z=-4",
            "  gradus graph \"(x+y)*z\" x=-2 y=5 z=-4 --svg graph.svg",
            "  gradus graph \"f = sigmoid(w*x + b)\" w=2 x=-1 b=0.5",
            "  gradus graph \"c = a+b; d = c*a; d += relu(c-1); d/c\" a=3 b=2"
        })
final class GraphCommand implements Runnable {
    private final Gradus gradus;

    @Parameters(
            index = "0",
            paramLabel = "EXPRESSION",
            description = {
                "Numbers, names, + - * / ^, parentheses and functions such as exp, log, sqrt, sin, cos, tanh,"
                        + " sigmoid, relu, atan2(y, x), max(a, b). Several parts with names may be separated by ; and the last is"
                        + " the result."
            })
    private String expression = "";

    @Parameters(index = "1..*", paramLabel = "NAME=VALUE", description = "A value for each name.")
    private List<String> values = List.of();

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw the graph, from left to right.")
    private String svg = "";

    GraphCommand(Gradus gradus) {
        this.gradus = gradus;
    }

    @Override
    public void run() {
        gradus.refuseOptions("graph", List.of(expression));
        gradus.refuseOptions("graph", values);
        Circuit circuit = Circuit.read(expression);
        Readings readings = Readings.of(circuit, Assignments.read(values));
        if (!svg.isEmpty())
            Gradus.write(gradus.path(svg), picture(circuit, readings).toSvg());
        if (gradus.json()) gradus.print(json(circuit, readings));
        else new Tree(gradus.terminal(), circuit, readings).print();
        if (!svg.isEmpty() && !gradus.json()) gradus.terminal().say("drawn: " + gradus.relative(gradus.path(svg)));
    }

    private static Picture picture(Circuit circuit, Readings readings) {
        return CircuitDrawing.of(circuit, readings).picture("graph", "The graph of " + circuit.name());
    }

    private static Map<String, Object> json(Circuit circuit, Readings readings) {
        List<Node> nodes = circuit.nodes();
        Map<Node, Integer> ids = new HashMap<>();
        for (Node x : nodes) ids.put(x, ids.size());
        return Json.object(
                "expression",
                circuit.text(),
                "output",
                circuit.name(),
                "value",
                readings.at(circuit.output()).value(),
                "nodes",
                nodes.stream().map(x -> json(x, readings.at(x), ids)).toList());
    }

    private static Map<String, Object> json(Node x, Reading reading, Map<Node, Integer> ids) {
        return Json.object(
                "id",
                ids.getOrDefault(x, -1),
                "name",
                x.name(),
                "sort",
                word(x.sort()),
                "label",
                x.label(),
                "inputs",
                x.inputs().stream().map(i -> ids.getOrDefault(i, -1)).toList(),
                "value",
                reading.value(),
                "gradient",
                reading.gradient(),
                "flow",
                word(reading.flow()));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
