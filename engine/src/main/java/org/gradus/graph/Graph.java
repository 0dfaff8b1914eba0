package org.gradus.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.gradus.graph.op.Input;
import org.gradus.tensor.Element;
import org.gradus.tensor.Tensor;

/// A program frozen as a value: every node that its outputs and updates need, inputs before their users.
///
/// @param nodes all nodes in an order in which they can be computed, leaves included
/// @param outputs what a run returns
/// @param updates what a run writes back into its states
public record Graph(List<Expr> nodes, List<Expr> outputs, List<Update> updates) {

    /// A leaf that takes a new value after a run: a weight, an optimizer's slot, a running statistic, a counter.
    ///
    /// @param state an [Input] of role `PARAMETER` or `STATE`
    /// @param value its new value, of the same shape and kind
    public record Update(Expr state, Expr value) {}

    public Graph {
        nodes = List.copyOf(nodes);
        outputs = List.copyOf(outputs);
        updates = List.copyOf(updates);
    }

    /// The program that computes some outputs and updates nothing.
    public static Graph of(Expr... outputs) {
        return of(List.of(outputs), List.of());
    }

    /// The program that computes some outputs and updates some states.
    public static Graph of(List<Expr> outputs, List<Update> updates) {
        List<Expr> roots = new ArrayList<>(outputs);
        for (Update u : updates) {
            roots.add(u.state());
            roots.add(u.value());
        }
        Graph graph = new Graph(order(roots), outputs, updates);
        graph.check();
        return graph;
    }

    /// All expressions that the roots depend on, each after its inputs, the first root with its inputs first; deep
    /// graphs need no deep stack.
    public static List<Expr> order(List<Expr> roots) {
        return order(roots, Set.of());
    }

    /// The same, without what only some expressions depend on.
    ///
    /// @param ends where to go no further; they are among what is returned
    public static List<Expr> order(List<Expr> roots, Set<Expr> ends) {
        Set<Expr> done = new HashSet<>();
        List<Expr> order = new ArrayList<>();
        Deque<Expr> stack = new ArrayDeque<>(roots);
        while (!stack.isEmpty()) {
            Expr x = stack.peek();
            if (done.contains(x)) {
                stack.pop();
                continue;
            }
            int waiting = stack.size();
            List<Expr> inputs = ends.contains(x) ? List.of() : x.inputs();
            for (Expr input : inputs.reversed()) if (!done.contains(input)) stack.push(input);
            if (stack.size() == waiting) {
                done.add(x);
                order.add(stack.pop());
            }
        }
        return order;
    }

    /// The leaves that need a value, in the order of use.
    public List<Expr> inputs() {
        return nodes.stream().filter(x -> x.op() instanceof Input).toList();
    }

    /// Verifies the invariants: inputs come first, whatever is returned or written back is among the nodes, an
    /// update fits its state, and no state is updated twice.
    ///
    /// @throws IllegalStateException when one is broken
    public void check() {
        Set<Expr> seen = new HashSet<>();
        for (Expr x : nodes) {
            for (Expr input : x.inputs()) {
                if (!seen.contains(input)) throw new IllegalStateException("Graph: " + x + " comes before " + input);
            }
            if (!seen.add(x)) throw new IllegalStateException("Graph: " + x + " stands twice");
        }
        for (Expr x : outputs) known(x, seen);
        Set<Expr> updated = new HashSet<>();
        for (Update u : updates) {
            known(u.state(), seen);
            known(u.value(), seen);
            if (!(u.state().op() instanceof Input leaf) || leaf.role() == Input.Role.DATA) {
                throw new IllegalStateException("Graph: " + u.state() + " is neither a parameter nor a state");
            }
            if (!u.state().shape().equals(u.value().shape())
                    || u.state().kind() != u.value().kind()) {
                throw new IllegalStateException("Graph: " + u.state() + " cannot be updated by " + u.value());
            }
            if (!updated.add(u.state())) throw new IllegalStateException("Graph: " + u.state() + " is updated twice");
        }
    }

    private static void known(Expr x, Set<Expr> nodes) {
        if (!nodes.contains(x)) throw new IllegalStateException("Graph: " + x + " is not among the nodes");
    }

    /// The value of every node by the reference meaning, in `double`.
    ///
    /// @param inputs a value for every leaf of [#inputs()]
    /// @throws IllegalArgumentException when one is missing, or has another shape or kind than its leaf
    public Map<Expr, Tensor> eval(Map<Expr, Tensor> inputs) {
        Map<Expr, Tensor> values = new HashMap<>();
        for (Expr x : nodes) {
            values.put(x, x.op() instanceof Input ? bound(x, inputs) : apply(x, values));
        }
        return values;
    }

    /// The first node, in order of computation, whose value is not finite although its inputs are; a leaf counts too.
    ///
    /// @param inputs a value for every leaf of [#inputs()]
    public Optional<Expr> firstNonFinite(Map<Expr, Tensor> inputs) {
        Map<Expr, Tensor> values = new HashMap<>();
        for (Expr x : nodes) {
            Tensor value = x.op() instanceof Input ? bound(x, inputs) : apply(x, values);
            for (int i = 0; i < value.size(); i++) if (!Double.isFinite(value.get(i))) return Optional.of(x);
            values.put(x, value);
        }
        return Optional.empty();
    }

    private static Tensor apply(Expr x, Map<Expr, Tensor> values) {
        return x.op().eval(x.inputs().stream().map(values::get).toList());
    }

    private static Tensor bound(Expr leaf, Map<Expr, Tensor> inputs) {
        Tensor value = inputs.get(leaf);
        if (value == null) throw new IllegalArgumentException("Graph: no value given for " + leaf);
        if (!value.shape().equals(leaf.shape())) {
            throw new IllegalArgumentException("Graph: " + leaf + " was given a value of shape " + value.shape());
        }
        if ((leaf.kind() == Kind.INT) != (value.element() == Element.I32)) {
            throw new IllegalArgumentException(
                    "Graph: " + leaf + " is " + leaf.kind() + ", and was given " + value.element());
        }
        return value;
    }

    /// The same graph with every node replaced, inputs first; how a pass is written.
    ///
    /// @param rule given a node whose inputs are already replaced, the node to put in its place
    public Graph map(UnaryOperator<Expr> rule) {
        Map<Expr, Expr> now = new HashMap<>();
        for (Expr x : nodes) {
            List<Expr> inputs =
                    x.inputs().stream().map(i -> now.getOrDefault(i, i)).toList();
            now.put(x, rule.apply(inputs.equals(x.inputs()) ? x : x.with(inputs)));
        }
        return of(
                outputs.stream().map(x -> now.getOrDefault(x, x)).toList(),
                updates.stream()
                        .map(u -> new Update(u.state(), now.getOrDefault(u.value(), u.value())))
                        .toList());
    }

    /// One line a node: number, operation, inputs by number, shape and name.
    public String print() {
        Map<Expr, Integer> number = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        for (Expr x : nodes) {
            number.put(x, number.size());
            text.append("%%%d = %s %s %s %s"
                    .formatted(
                            number.get(x),
                            x.op(),
                            x.inputs().stream().map(i -> "%" + number.get(i)).toList(),
                            x.shape(),
                            x.name())
                    .stripTrailing());
            text.append('\n');
        }
        for (Expr x : outputs) text.append("return %").append(number.get(x)).append('\n');
        for (Update u : updates) {
            text.append("%%%d <- %%%d\n".formatted(number.get(u.state()), number.get(u.value())));
        }
        return text.toString();
    }
}
