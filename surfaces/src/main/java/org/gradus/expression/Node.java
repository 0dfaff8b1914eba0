package org.gradus.expression;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.tensor.Shape;

/// A part of an expression as a person wrote it: a number, a name, or an operation on other parts.
///
/// Two nodes are the same when they are the same engine expression.
///
/// @param name the name it was given by `name = …`, or its own if it is an input; else empty
/// @param sort what it is
/// @param label what it does, as it was written: `+`, `^3`, `sigmoid`; the number or the name of a leaf
/// @param inputs the parts it is made of, in order
/// @param expr its meaning, a scalar
/// @param constant its value, if no input takes part in it
/// @param meaning what it makes of scalars in the place of its inputs; of a leaf, its own value
public record Node(
        String name,
        Sort sort,
        String label,
        List<Node> inputs,
        Expr expr,
        OptionalDouble constant,
        Function<List<Expr>, Expr> meaning) {
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
        Expr number = Expr.constant(value);
        return new Node("", Sort.NUMBER, text, List.of(), number, OptionalDouble.of(value), _ -> number);
    }

    static Node input(String name) {
        Expr input = Expr.input(name, Shape.SCALAR);
        return new Node(name, Sort.INPUT, name, List.of(), input, OptionalDouble.empty(), _ -> input);
    }

    /// An operation on other nodes. Its value, if it has one, comes from theirs: to compute it from all that they are
    /// made of would take the longer the more went before.
    ///
    /// @param meaning what it makes of them
    static Node operation(String label, List<Node> inputs, Function<List<Expr>, Expr> meaning) {
        Expr expr = meaning.apply(inputs.stream().map(Node::expr).toList());
        return new Node("", Sort.OPERATION, label, inputs, expr, constant(inputs, meaning), meaning);
    }

    private static OptionalDouble constant(List<Node> inputs, Function<List<Expr>, Expr> meaning) {
        List<Expr> values = inputs.stream()
                .flatMapToDouble(x -> x.constant().stream())
                .mapToObj(Expr::constant)
                .toList();
        if (values.size() < inputs.size()) return OptionalDouble.empty();
        Expr value = meaning.apply(values);
        return OptionalDouble.of(Values.of(Graph.of(value), Map.of()).at(value));
    }

    Node named(String name) {
        return new Node(name, sort, label, inputs, expr, constant, meaning);
    }

    /// The same node with a value that is known without its inputs.
    Node withConstant(double value) {
        return new Node(name, sort, label, inputs, expr, OptionalDouble.of(value), meaning);
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
