package org.gradus.cli.expression;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;

/// A part of an expression as a person wrote it: a number, a name, or an operation on other parts.
///
/// Two nodes are the same when they are the same engine expression.
///
/// @param name the name it was given by `name = …`, or its own if it is an input; else empty
/// @param sort what it is
/// @param label what it does, as it was written: `+`, `^3`, `sigmoid`; the number or the name of a leaf
/// @param inputs the parts it is made of, in order
/// @param expr its meaning, a scalar
public record Node(String name, Sort sort, String label, List<Node> inputs, Expr expr) {
    /// What a node is.
    public enum Sort {
        /// A number in the text.
        NUMBER,
        /// A name whose value is given from outside.
        INPUT,
        /// An operator or a function.
        OPERATION
    }

    public Node {
        inputs = List.copyOf(inputs);
    }

    static Node number(String text, double value) {
        return new Node("", Sort.NUMBER, text, List.of(), Expr.constant(value));
    }

    static Node operation(String label, List<Node> inputs, Expr expr) {
        return new Node("", Sort.OPERATION, label, inputs, expr);
    }

    Node named(String name) {
        return new Node(name, sort, label, inputs, expr);
    }

    /// Its value, if no input takes part in it.
    OptionalDouble constant() {
        Graph graph = Graph.of(expr);
        if (!graph.inputs().isEmpty()) return OptionalDouble.empty();
        return OptionalDouble.of(Values.of(graph, Map.of()).at(expr));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Node node && expr == node.expr;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(expr);
    }
}
