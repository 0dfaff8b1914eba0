package org.gradus.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Op;

/// The order of calls, and which updates can be written straight into their states.
///
/// Among the calls whose inputs are there, the one comes next that lets most memory go for what it takes; so a
/// weight is updated as soon as its gradient is known, and one gradient buffer can serve all layers.
final class Schedule {
    private final List<Group> groups;
    private final Map<Expr, Integer> maker = new LinkedHashMap<>();
    private final Map<Expr, Set<Integer>> readers = new LinkedHashMap<>();
    /// For every group, the groups that must come later.
    private final List<Set<Integer>> after = new ArrayList<>();
    /// The value that is made in a state's memory → the state.
    private final Map<Expr, Expr> inPlace = new LinkedHashMap<>();
    /// Updates that have to be copied when all calls are done.
    private final List<Graph.Update> copies = new ArrayList<>();

    Schedule(Graph graph, Fusing fusing) {
        groups = Group.of(graph, fusing);
        for (int g = 0; g < groups.size(); g++) {
            after.add(new LinkedHashSet<>());
            for (Expr x : groups.get(g).nodes()) maker.put(x, g);
            for (Expr x : groups.get(g).reads()) {
                readers.computeIfAbsent(x, _ -> new LinkedHashSet<>()).add(g);
            }
        }
        maker.forEach((x, g) -> after.get(g).addAll(readers.getOrDefault(x, Set.of())));
        for (Graph.Update u : graph.updates()) {
            if (Storage.of(u.value()) != u.state() && !placed(u)) copies.add(u);
        }
    }

    Map<Expr, Expr> inPlace() {
        return inPlace;
    }

    List<Graph.Update> copies() {
        return copies;
    }

    /// The groups that read a piece of memory, by number.
    Set<Integer> readers(Expr memory) {
        return readers.getOrDefault(memory, Set.of());
    }

    Group group(int number) {
        return groups.get(number);
    }

    /// Whether an update can happen in place: nothing that still needs the old value has to wait for the new one.
    private boolean placed(Graph.Update u) {
        Expr value = Storage.of(u.value()), state = u.state();
        if (Storage.leaf(value) || inPlace.containsKey(value)) return false;
        int g = Objects.requireNonNull(maker.get(value));
        Set<Integer> before = new HashSet<>(readers(state));
        if (before.remove(g) && !overwrites(groups.get(g), value, state)) return false;
        Set<Integer> later = reached(g);
        if (before.stream().anyMatch(later::contains)) return false;
        for (int r : before) after.get(r).add(g);
        inPlace.put(value, state);
        return true;
    }

    /// Whether a group may read a state and write its new value over it.
    private static boolean overwrites(Group group, Expr value, Expr state) {
        Op op = value.op();
        boolean elementwise = Storage.elementwise(value) || op instanceof Op.Unary || op instanceof Op.Binary;
        return elementwise
                && group.nodes().stream()
                        .flatMap(x -> x.inputs().stream())
                        .filter(i -> Storage.of(i) == state)
                        .allMatch(i -> i.shape().equals(value.shape()));
    }

    private Set<Integer> reached(int from) {
        Set<Integer> seen = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            for (int next : after.get(open.pop())) if (seen.add(next)) open.push(next);
        }
        return seen;
    }

    /// The groups by number, in the order of execution.
    List<Integer> order() {
        int[] waiting = new int[groups.size()];
        for (Set<Integer> next : after) for (int g : next) waiting[g]++;
        Ready ready = new Ready(
                groups, readers, groups.stream().mapToLong(this::taken).toArray());
        List<Integer> order = new ArrayList<>();
        for (int g = 0; g < waiting.length; g++) if (waiting[g] == 0) ready.add(g);
        while (!ready.isEmpty()) {
            int best = ready.take();
            order.add(best);
            for (int g : after.get(best)) if (--waiting[g] == 0) ready.add(g);
        }
        if (order.size() < groups.size()) throw new AssertionError("Schedule: calls wait for one another");
        return order;
    }

    /// The memory that a group takes, in elements.
    private long taken(Group group) {
        return group.nodes().stream()
                .filter(x -> readers.containsKey(x) && !inPlace.containsKey(x))
                .mapToLong(x -> x.shape().size())
                .sum();
    }
}
