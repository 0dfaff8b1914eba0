package org.gradus.plan;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Kind;
import org.gradus.graph.op.Constant;
import org.gradus.tensor.Element;

/// How a graph is computed: calls on numbered slots, in order. It names no kernel and no array type.
///
/// Elementwise operations are fused, equal ones shared, slots used again, and states updated in place wherever no
/// one still reads the old value.
///
/// @param graph the graph as it was given, before any pass
/// @param real the type in which real numbers are computed, `F32` or `F64`
/// @param leaves the inputs and constants that the calls read, each with a slot of its own
/// @param outputs where the graph's outputs stand when all calls are done
public record Plan(
        Graph graph, Element real, List<Slot> slots, List<Call> calls, List<Leaf> leaves, List<Operand> outputs) {

    /// A value that is there before the first call.
    ///
    /// @param expr an input or a constant
    /// @param slot its slot's number
    public record Leaf(Expr expr, int slot) {}

    public Plan {
        slots = List.copyOf(slots);
        calls = List.copyOf(calls);
        leaves = List.copyOf(leaves);
        outputs = List.copyOf(outputs);
    }

    /// A plan in `f32`.
    public static Plan of(Graph graph) {
        return of(graph, Element.F32);
    }

    public static Plan of(Graph graph, Element real) {
        if (real == Element.I32) throw new IllegalArgumentException("Plan: real numbers do not fit I32");
        return Planner.plan(graph, real, Fusing.ALL);
    }

    /// The type in which values of a kind are kept.
    public Element element(Kind kind) {
        return kind == Kind.INT ? Element.I32 : real;
    }

    /// The memory of all slots, in bytes.
    public long bytes() {
        return slots.stream()
                .mapToLong(s -> (long) s.size() * s.element().bytes())
                .sum();
    }

    /// Leaves, calls and outputs, a line each; steps of fused calls below them.
    public String print() {
        StringBuilder text = new StringBuilder(
                "plan %s: %d slots, %d bytes, %d calls\n".formatted(real, slots.size(), bytes(), calls.size()));
        for (Leaf leaf : leaves) {
            text.append("s%d = %s\n".formatted(leaf.slot(), leaf.expr().op() instanceof Constant c ? c : leaf.expr()));
        }
        for (Call call : calls) text.append(call).append('\n');
        for (Operand output : outputs) text.append("return ").append(output).append('\n');
        return text.toString();
    }
}
