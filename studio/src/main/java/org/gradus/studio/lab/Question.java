package org.gradus.studio.lab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gradus.expression.Circuit;
import org.gradus.expression.CircuitDrawing;
import org.gradus.expression.LocalDerivatives;
import org.gradus.expression.Node;
import org.gradus.expression.Progress;
import org.gradus.expression.Readings;
import org.gradus.name.InputException;
import org.gradus.name.Shown;
import org.gradus.studio.web.Refused;
import org.gradus.studio.web.Request;

/// What an address asks of the lab, worked out.
///
/// @param values of the inputs
/// @param passes how far both passes have come
/// @param chosen the number of the node that is explained, from 1; 0 for none
/// @param h how far an input is nudged
record Question(
        Circuit circuit,
        Map<String, Double> values,
        Readings readings,
        LocalDerivatives locals,
        Passes passes,
        int chosen,
        double h) {
    private static final double USUAL = 0.01, START = 1;
    private static final long MOST = 100_000;

    /// Names of the address that mean something else; an input of such a name stands there as `in.NAME`.
    private static final Set<String> TAKEN = Set.of("expr", "pass", "k", "node", "h", "recipe", "run", "open", "token");

    Question {
        values = Map.copyOf(values);
    }

    /// How far both passes have come, as one number: steps of the forward pass, then of the backward pass.
    ///
    /// @param forward how many steps the forward pass has
    /// @param backward how many the backward pass has
    /// @param step how many are done of both
    record Passes(int forward, int backward, int step) {
        static Passes of(Request request, Circuit circuit) {
            int forward = Progress.forwardSteps(circuit), backward = Progress.backwardSteps(circuit);
            String pass = request.value("pass");
            int k = (int) request.number("k", MOST, 0, MOST);
            int step = switch (pass) {
                case "" -> forward + backward;
                case "forward" -> Math.min(k, forward);
                case "back" -> forward + Math.min(k, backward);
                default -> throw Refused.bad("pass: expected forward or back, found " + Shown.brief(pass));
            };
            return new Passes(forward, backward, step);
        }

        Progress progress() {
            return step < forward ? Progress.forward(step) : Progress.backward(step - forward);
        }

        /// Whether the backward pass has been to a node.
        boolean reached(List<Node> nodes, Node node) {
            long behind = nodes.subList(nodes.indexOf(node) + 1, nodes.size()).stream()
                    .filter(n -> n.sort() != Node.Sort.NUMBER)
                    .count();
            return behind < step - forward;
        }

        /// Where both stand, in words.
        String words() {
            if (step == forward + backward) return "Both passes are done.";
            if (step == 0 && forward > 0) return "Nothing is computed yet.";
            if (step < forward) return "Forward pass: " + step + " of " + forward + " values.";
            if (step == forward) return "The forward pass is done, the backward pass has not begun.";
            return "Backward pass: " + (step - forward) + " of " + backward + " gradients.";
        }
    }

    /// The expression that an address asks for, as it was typed.
    static String expression(Request request) {
        String expression = request.value("expr");
        return expression.isEmpty() ? Example.ALL.getFirst().expression() : expression;
    }

    /// Works it out.
    ///
    /// @throws InputException when the expression or a value cannot be read
    /// @throws Refused when another part of the address makes no sense
    static Question of(Request request) {
        Circuit circuit = Circuit.read(expression(request));
        int size = circuit.nodes().size();
        if (size > CircuitDrawing.MOST)
            throw new InputException(
                    "expr: at most " + CircuitDrawing.MOST + " nodes are drawn, found " + Shown.count(size));
        Map<String, Double> values = values(request, circuit);
        Readings readings = Readings.of(circuit, values);
        return new Question(
                circuit,
                values,
                readings,
                LocalDerivatives.of(circuit, readings),
                Passes.of(request, circuit),
                (int) Math.min(request.number("node", 0, 0, MOST), size),
                nudge(request));
    }

    private static double nudge(Request request) {
        double h = number("h", request.value("h"), USUAL);
        if (h == 0) throw Refused.bad("h: expected a number other than 0, found 0");
        return h;
    }

    private static Map<String, Double> values(Request request, Circuit circuit) {
        String text = request.value("expr");
        boolean first = text.isEmpty() && request.value("x").isEmpty();
        Map<String, Double> values = new LinkedHashMap<>();
        Map<String, String> given = first ? opening() : Map.of();
        for (Node input : circuit.inputs()) {
            String name = input.name(), value = request.value(parameter(name));
            values.put(name, number(name, value.isEmpty() ? given.getOrDefault(name, "") : value, START));
        }
        return values;
    }

    /// The values of the first example.
    private static Map<String, String> opening() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : Example.ALL.getFirst().values().split("&", -1))
            values.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        return values;
    }

    private static double number(String name, String text, double otherwise) {
        if (text.isEmpty()) return otherwise;
        try {
            double value = Double.parseDouble(text.strip());
            if (Double.isFinite(value)) return value;
        } catch (NumberFormatException _) {
            // said below
        }
        throw Refused.bad(name + ": expected a number, found `" + Shown.brief(text) + "`");
    }

    /// What an input is called in an address.
    static String parameter(String name) {
        return TAKEN.contains(name) ? "in." + name : name;
    }

    /// The node that is explained.
    Optional<Node> node() {
        return chosen == 0 ? Optional.empty() : Optional.of(circuit.nodes().get(chosen - 1));
    }

    double value(String input) {
        return values.getOrDefault(input, Double.NaN);
    }

    /// What a node is called: its name, else its number.
    String called(Node node) {
        if (node.equals(circuit.output())) return circuit.name();
        return node.name().isEmpty() ? "#" + (circuit.nodes().indexOf(node) + 1) : node.name();
    }

    boolean reached(Node node) {
        return passes.reached(circuit.nodes(), node);
    }
}
