package org.gradus.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.tensor.Shape;

/// Nodes that will be one call: one operation, or elementwise operations fused.
///
/// @param nodes in an order in which they can be computed
/// @param reads the memory that it reads, by the expression that owns it; not what it makes itself
record Group(List<Expr> nodes, boolean fused, Set<Expr> reads) {

    /// All groups of a graph.
    ///
    /// Each node gets a level: along an edge that can be fused it may stay equal, along any other it grows. So
    /// nodes of one level and one shape can always be run together: a way from one to another that leaves the
    /// group would climb. A node stands as late as its readers allow, which fuses a slope with the cotangent that
    /// it multiplies, rather than keeping it from the forward pass.
    static List<Group> of(Graph graph) {
        List<Expr> nodes = graph.nodes().stream()
                .filter(x -> !Storage.leaf(x) && Storage.of(x) == x)
                .toList();
        Map<Expr, Integer> levels = late(nodes, early(nodes));
        Map<Expr, List<Expr>> members = new LinkedHashMap<>();
        Sets sets = joined(nodes, levels);
        for (Expr x : nodes) {
            members.computeIfAbsent(sets.find(x), _ -> new ArrayList<>()).add(x);
        }
        return members.values().stream()
                .map(m -> new Group(m, Storage.fusable(m.get(0)), reads(m)))
                .toList();
    }

    private static Map<Expr, Integer> early(List<Expr> nodes) {
        Map<Expr, Integer> levels = new HashMap<>();
        for (Expr x : nodes) {
            int level = 0;
            for (Expr i : x.inputs()) {
                Expr maker = Storage.of(i);
                if (!Storage.leaf(maker)) level = Math.max(level, at(levels, maker) + step(i, x));
            }
            levels.put(x, level);
        }
        return levels;
    }

    private static Map<Expr, Integer> late(List<Expr> nodes, Map<Expr, Integer> early) {
        Map<Expr, Integer> levels = new HashMap<>();
        for (Expr x : nodes.reversed()) {
            int level = levels.computeIfAbsent(x, early::get);
            for (Expr i : x.inputs()) {
                Expr maker = Storage.of(i);
                if (!Storage.leaf(maker)) levels.merge(maker, level - step(i, x), Math::min);
            }
        }
        return levels;
    }

    private static int at(Map<Expr, Integer> levels, Expr x) {
        return Objects.requireNonNull(levels.get(x));
    }

    private static int step(Expr input, Expr reader) {
        return Storage.fusable(input, reader) ? 0 : 1;
    }

    private record Place(int level, Shape shape) {}

    private record Read(Place place, Expr memory) {}

    /// Joins nodes of one place that touch: one reads the other, or both read the same memory in full. Scalars are
    /// joined in any case, since calls cost more than they do.
    private static Sets joined(List<Expr> nodes, Map<Expr, Integer> levels) {
        Sets sets = new Sets(new HashMap<>());
        Map<Read, Expr> readers = new HashMap<>();
        Map<Place, Expr> scalars = new HashMap<>();
        for (Expr x : nodes) {
            if (!Storage.fusable(x)) continue;
            Place place = new Place(at(levels, x), x.shape());
            if (x.shape().size() == 1) sets.join(scalars.computeIfAbsent(place, _ -> x), x);
            for (Expr i : x.inputs()) {
                Expr maker = Storage.of(i);
                boolean same = place.level() == levels.getOrDefault(maker, -1);
                if (same && Storage.fusable(i, x)) sets.join(maker, x);
                else if (i.shape().equals(x.shape())) {
                    sets.join(readers.computeIfAbsent(new Read(place, maker), _ -> x), x);
                }
            }
        }
        return sets;
    }

    /// Disjoint sets of nodes, each known by one of them.
    private record Sets(Map<Expr, Expr> up) {
        Expr find(Expr x) {
            Expr at = x;
            while (up.containsKey(at)) at = up.get(at);
            return at;
        }

        void join(Expr a, Expr b) {
            Expr first = find(a), second = find(b);
            if (first != second) up.put(second, first);
        }
    }

    private static Set<Expr> reads(List<Expr> nodes) {
        Set<Expr> reads = new LinkedHashSet<>();
        for (Expr x : nodes) for (Expr i : x.inputs()) reads.add(Storage.of(i));
        nodes.forEach(reads::remove);
        return reads;
    }
}
