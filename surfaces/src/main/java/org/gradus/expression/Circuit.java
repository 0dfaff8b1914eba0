package org.gradus.expression;

import static java.util.stream.Collectors.joining;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gradus.graph.Expr;
import org.gradus.name.Shown;
import org.gradus.tensor.Tensor;

/// A computational graph of single numbers, read from text such as `f = sigmoid(w*x + b)`.
///
/// @param text the text it was read from
/// @param inputs the names that need a value, in the order of first use
/// @param output the result
public record Circuit(String text, List<Node> inputs, Node output) {
    /// The most characters of an expression: a thousand lines.
    private static final int LONGEST = 50_000;

    /// How many names an error names.
    private static final int MOST_NAMED = 20;

    public Circuit {
        inputs = List.copyOf(inputs);
    }

    /// Reads an expression, or several with names, parted by `;`: the last is the result.
    ///
    /// There are numbers, names, `+ - * /`, `^` or `**`, parentheses, the functions of [Function], and assignments
    /// by `=`, `+=` and their like.
    ///
    /// @throws ExpressionException when it is not one; the message shows the place
    public static Circuit read(String text) {
        if (text.isBlank()) throw new ExpressionException("expected an expression, found nothing");
        if (text.length() > LONGEST) {
            String found =
                    "expected at most " + Shown.count(LONGEST) + " characters, found " + Shown.count(text.length());
            throw ExpressionException.at(text, LONGEST, found);
        }
        return new Parser(text).read();
    }

    /// The result's name: the one it was given, else `f`.
    public String name() {
        boolean taken = inputs.stream().anyMatch(x -> x.name().equals("f"));
        return !output.name().isEmpty() ? output.name() : taken ? "result" : "f";
    }

    /// Every node that the result is made of, each after its inputs.
    public List<Node> nodes() {
        Set<Node> done = new HashSet<>();
        List<Node> order = new ArrayList<>();
        Deque<Node> stack = new ArrayDeque<>(List.of(output));
        while (!stack.isEmpty()) {
            Node x = stack.getFirst();
            int waiting = stack.size();
            if (!done.contains(x)) {
                for (Node input : x.inputs().reversed()) if (!done.contains(input)) stack.push(input);
            }
            if (stack.size() > waiting) continue;
            stack.pop();
            if (done.add(x)) order.add(x);
        }
        return order;
    }

    /// The values of the inputs, as the engine takes them.
    ///
    /// @throws ExpressionException when a value is missing, or given for a name that is not an input
    public Map<Expr, Tensor> bind(Map<String, Double> values) {
        List<String> known = inputs.stream().map(Node::name).toList();
        List<String> missing =
                known.stream().filter(x -> !values.containsKey(x)).toList();
        if (!missing.isEmpty()) {
            String give = missing.stream().limit(MOST_NAMED).map(x -> x + "=…").collect(joining(" "));
            String more = missing.size() > MOST_NAMED ? " …" : "";
            String names = String.join(", ", missing.subList(0, Math.min(MOST_NAMED, missing.size())));
            throw new ExpressionException("no value for " + names + more + "; add " + give + more);
        }
        for (String name : values.keySet()) {
            if (known.contains(name)) continue;
            String names =
                    known.isEmpty() ? "it has no names" : "its names are " + Shown.brief(String.join(", ", known));
            throw new ExpressionException(
                    "a value is given for `" + Shown.brief(name) + "`, which the expression does not use; " + names);
        }
        Map<Expr, Tensor> bound = new HashMap<>();
        for (Node x : inputs) bound.put(x.expr(), Tensor.scalar(values.getOrDefault(x.name(), Double.NaN)));
        return bound;
    }
}
