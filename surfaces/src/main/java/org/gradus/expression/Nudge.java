package org.gradus.expression;

import java.util.HashMap;
import java.util.Map;
import org.gradus.graph.Graph;

/// What happens to the result when one input is moved a little, beside what the gradient says will happen.
///
/// @param input the name of the input
/// @param h how far it is moved
/// @param before the result before
/// @param after the result after
/// @param predicted by how much the result changes if it goes on changing as fast as at the start: gradient × h
public record Nudge(String input, double h, double before, double after, double predicted) {
    /// Computes the result twice.
    ///
    /// @param at a value for each input
    /// @param input the name of one of them
    /// @param gradient of the result by it
    /// @throws ExpressionException when there is no input of that name
    public static Nudge of(Circuit circuit, Map<String, Double> at, String input, double h, double gradient) {
        Double start = at.get(input);
        if (start == null) throw new ExpressionException("nudge: there is no input `" + input + "`");
        Map<String, Double> moved = new HashMap<>(at);
        moved.put(input, start + h);
        return new Nudge(input, h, result(circuit, at), result(circuit, moved), gradient * h);
    }

    private static double result(Circuit circuit, Map<String, Double> at) {
        Graph graph = Graph.of(circuit.output().expr());
        return Values.of(graph, circuit.bind(at)).at(circuit.output().expr());
    }

    /// By how much the result changes in truth.
    public double actual() {
        return after - before;
    }

    /// How far the prediction is off.
    public double error() {
        return Math.abs(actual() - predicted);
    }
}
