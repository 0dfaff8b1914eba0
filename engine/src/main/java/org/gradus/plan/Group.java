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

    /// The most scalars that are joined where they do not touch: what a call saves is little then, and a group of all
    /// scalars of ten thousand layers takes minutes to lay out.
    private static final int MOST_SCALARS = 256;

    private record Place(int level, Shape shape) {}

    private record Read(Place place, Expr memory) {}

    /// Joins nodes of one place that touch: one reads the other, or both read the same memory in full. Scalars are
    /// joined in any case, up to [#MOST_SCALARS], since calls cost more than they do.
    private static Sets joined(List<Expr> nodes, Map<Expr, Integer> levels, Fusing fusing) {
        Sets sets = new Sets(new HashMap<>());
        Map<Read, Expr> readers = new HashMap<>();
        Map<Expr, Place> scalars = new LinkedHashMap<>();
        for (Expr x : nodes) {
            if (!fusing.fusable(x)) continue;
            Place place = new Place(Objects.requireNonNull(levels.get(x)), Fusing.shape(x));
            boolean scalar = place.shape().size() == 1;
            if (scalar) scalars.put(x, place);
            for (Expr i : x.inputs()) {
                Expr maker = Storage.of(i);
                boolean same = place.level() == levels.getOrDefault(maker, -1);
                if (same && fusing.fusable(i, x)) sets.join(maker, x);
                else if (!scalar && i.shape().equals(place.shape())) {
                    sets.join(readers.computeIfAbsent(new Read(place, maker), _ -> x), x);
                }
            }
        }
        batch(sets, scalars);
        return sets;
    }

    /// Joins sets of scalars of one place until there are enough.
    private static void batch(Sets sets, Map<Expr, Place> scalars) {
        Map<Expr, List<Expr>> touching = new LinkedHashMap<>();
        scalars.keySet()
                .forEach(x -> touching.computeIfAbsent(sets.find(x), _ -> new ArrayList<>())
                        .add(x));
        Map<Place, Expr> open = new HashMap<>();
        Map<Place, Integer> sizes = new HashMap<>();
        touching.forEach((set, members) -> {
            Place place = Objects.requireNonNull(scalars.get(members.getFirst()));
            if (sizes.getOrDefault(place, MOST_SCALARS) + members.size() > MOST_SCALARS) {
                open.put(place, set);
                sizes.put(place, members.size());
            } else {
                sets.join(Objects.requireNonNull(open.get(place)), set);
                sizes.merge(place, members.size(), Integer::sum);
            }
        });
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
