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

/// Nodes that will be one call: one operation, or elementwise operations and folds fused.
///
/// @param nodes in an order in which they can be computed
/// @param reads the memory that it reads, by the expression that owns it; not what it makes itself
record Group(List<Expr> nodes, boolean fused, Set<Expr> reads) {

    /// All groups of a graph: nodes of one of its [Levels].
    static List<Group> of(Graph graph, Fusing fusing) {
        List<Expr> nodes = graph.nodes().stream()
                .filter(x -> !Storage.leaf(x) && Storage.of(x) == x)
                .toList();
        Map<Expr, List<Expr>> members = new LinkedHashMap<>();
        Sets sets = joined(nodes, Levels.of(graph, nodes, fusing), fusing);
        for (Expr x : nodes) {
            members.computeIfAbsent(sets.find(x), _ -> new ArrayList<>()).add(x);
        }
        return members.values().stream()
                .map(m -> new Group(m, fusing.fusable(m.get(0)), reads(m)))
                .toList();
    }

    /// The shape over which a fused group runs.
    Shape shape() {
        return Fusing.shape(nodes.get(0));
    }

    private record Place(int level, Shape shape) {}

    private record Read(Place place, Expr memory) {}

    /// Joins nodes of one place that touch: one reads the other, or both read the same memory in full. Scalars are
    /// joined in any case, since calls cost more than they do.
    private static Sets joined(List<Expr> nodes, Map<Expr, Integer> levels, Fusing fusing) {
        Sets sets = new Sets(new HashMap<>());
        Map<Read, Expr> readers = new HashMap<>();
        Map<Place, Expr> scalars = new HashMap<>();
        for (Expr x : nodes) {
            if (!fusing.fusable(x)) continue;
            Place place = new Place(Objects.requireNonNull(levels.get(x)), Fusing.shape(x));
            if (place.shape().size() == 1) sets.join(scalars.computeIfAbsent(place, _ -> x), x);
            for (Expr i : x.inputs()) {
                Expr maker = Storage.of(i);
                boolean same = place.level() == levels.getOrDefault(maker, -1);
                if (same && fusing.fusable(i, x)) sets.join(maker, x);
                else if (i.shape().equals(place.shape())) {
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
