package org.gradus.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Kind;
import org.gradus.graph.op.Add;
import org.gradus.graph.op.Broadcast;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Turns a graph into calls on slots: passes, then fusing, order and memory.
final class Planner {
    private final Graph source;
    private final Graph graph;
    private final Schedule schedule;
    private final Memory memory;
    private final List<Call> calls = new ArrayList<>();
    private final Map<Expr, Integer> left = new HashMap<>();
    /// Values that must be there when all calls are done.
    private final Set<Expr> kept = new HashSet<>();

    private Planner(Graph source, Graph graph, Element real, Fusing fusing) {
        this.source = source;
        this.graph = graph;
        this.schedule = new Schedule(graph, fusing);
        this.memory = new Memory(real);
    }

    static Plan plan(Graph source, Element real, Fusing fusing) {
        Graph graph = guarded(Simplify.all().apply(source));
        return new Planner(source, graph, real, fusing).plan(real);
    }

    /// Where an old value of an updated state is returned, or given to another state, a copy of it.
    private static Graph guarded(Graph graph) {
        Set<Expr> updated = new HashSet<>();
        for (Graph.Update u : graph.updates()) updated.add(u.state());
        Map<Expr, Expr> copies = new HashMap<>();
        return Graph.of(
                graph.outputs().stream().map(x -> guard(x, updated, copies)).toList(),
                graph.updates().stream()
                        .map(u -> u.state() == Storage.of(u.value())
                                ? u
                                : new Graph.Update(u.state(), guard(u.value(), updated, copies)))
                        .toList());
    }

    private static Expr guard(Expr x, Set<Expr> updated, Map<Expr, Expr> copies) {
        if (!updated.contains(Storage.of(x))) return x;
        return copies.computeIfAbsent(x, _ -> copy(x));
    }

    private static Expr copy(Expr x) {
        return x.kind() == Kind.INT
                ? Expr.of(new Add(), x, Expr.constant(Tensor.ints(0).reshape(Shape.SCALAR)))
                : Expr.of(new Broadcast(x.shape()), x);
    }

    private Plan plan(Element real) {
        List<Expr> leaves = graph.nodes().stream().filter(Storage::leaf).toList();
        leaves.forEach(memory::own);
        graph.outputs().forEach(x -> kept.add(Storage.of(x)));
        schedule.copies().forEach(u -> kept.add(Storage.of(u.value())));
        for (int g : schedule.order()) call(schedule.group(g));
        for (Graph.Update u : schedule.copies()) {
            calls.add(new Call.Copy(memory.operand(u.value()), memory.operand(u.state())));
        }
        return new Plan(
                source,
                real,
                memory.slots(),
                calls,
                leaves.stream().map(x -> new Plan.Leaf(x, memory.slot(x))).toList(),
                graph.outputs().stream().map(memory::operand).toList());
    }

    private void call(Group group) {
        Set<Expr> dying = new LinkedHashSet<>();
        for (Expr x : group.reads()) {
            int readers = left.computeIfAbsent(x, m -> schedule.readers(m).size()) - 1;
            left.put(x, readers);
            boolean temporary = !Storage.leaf(x) && !schedule.inPlace().containsKey(x) && !kept.contains(x);
            if (readers == 0 && temporary) dying.add(x);
        }
        if (group.fused()) fused(group, dying);
        else single(group.nodes().get(0));
        dying.forEach(memory::release);
    }

    private void single(Expr x) {
        List<Operand> inputs = x.inputs().stream().map(memory::operand).toList();
        give(x);
        calls.add(new Call.Single(x.op(), inputs, memory.operand(x)));
    }

    private void give(Expr x) {
        if (schedule.inPlace().containsKey(x)) memory.take(x, schedule.inPlace().get(x));
        else memory.lend(x);
    }

    /// Whether nobody outside its group needs a value.
    private boolean unread(Expr x) {
        return schedule.readers(x).isEmpty()
                && !kept.contains(x)
                && !schedule.inPlace().containsKey(x);
    }

    private static Expr dead(Deque<Expr> spare, Set<Expr> dying) {
        Expr dead = spare.removeFirst();
        dying.remove(dead);
        return dead;
    }

    private void fused(Group group, Set<Expr> dying) {
        Body body = Body.of(group);
        List<Operand> inputs = body.inputs().stream().map(memory::operand).toList();
        List<Integer> results = new ArrayList<>();
        List<Operand> outputs = new ArrayList<>();
        Set<Expr> summarised = group.nodes().stream()
                .filter(Storage::summary)
                .map(s -> Storage.of(s.input(0)))
                .collect(Collectors.toSet());
        Deque<Expr> spare = new ArrayDeque<>(body.overwritable(group.shape(), dying));
        for (Expr x : group.nodes()) {
            if (unread(x) && !summarised.contains(x)) continue;
            if (schedule.inPlace().containsKey(x) || !Storage.elementwise(x) || spare.isEmpty()) give(x);
            else memory.take(x, dead(spare, dying));
            results.add(body.number(x));
            outputs.add(memory.operand(x));
        }
        calls.add(new Call.Fused(group.shape(), inputs, body.steps(), body.folds(), results, outputs));
    }
}
