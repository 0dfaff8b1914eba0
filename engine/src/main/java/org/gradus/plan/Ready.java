package org.gradus.plan;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.gradus.graph.Expr;

/// The calls whose inputs are there, the one first by which memory grows least; of equals, the one that came first.
final class Ready {
    private final List<Group> groups;
    private final Map<Expr, Set<Integer>> readers;
    /// By group, the memory that it takes, in elements.
    private final long[] taken;
    /// How many groups have still to read a piece of memory.
    private final Map<Expr, Integer> left = new HashMap<>();

    private final TreeSet<Entry> entries =
            new TreeSet<>(Comparator.comparingLong(Entry::growth).thenComparingInt(Entry::arrival));
    private final Map<Integer, Entry> entry = new HashMap<>();
    private int arrivals;

    /// @param growth of memory, in elements
    private record Entry(long growth, int arrival, int group) {}

    Ready(List<Group> groups, Map<Expr, Set<Integer>> readers, long[] taken) {
        this.groups = groups;
        this.readers = readers;
        this.taken = taken;
        readers.forEach((x, all) -> left.put(x, all.size()));
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    void add(int group) {
        put(group, arrivals++);
    }

    private void put(int group, int arrival) {
        Entry made = new Entry(taken[group] - released(groups.get(group)), arrival, group);
        entries.add(made);
        entry.put(group, made);
    }

    /// Takes the first out; it is over when this returns.
    int take() {
        int group = Objects.requireNonNull(entries.pollFirst()).group();
        entry.remove(group);
        for (Expr x : groups.get(group).reads()) {
            if (left.merge(x, -1, Integer::sum) == 1) lastOf(x);
        }
        return group;
    }

    /// The one group that has still to read a piece of memory now lets it go.
    private void lastOf(Expr x) {
        for (int reader : readers.getOrDefault(x, Set.of())) {
            Entry old = entry.get(reader);
            if (old == null) continue;
            entries.remove(old);
            put(reader, old.arrival());
        }
    }

    /// The memory that a group lets go, in elements.
    private long released(Group group) {
        long released = 0;
        for (Expr x : group.reads()) {
            if (!Storage.leaf(x) && left.getOrDefault(x, 0) == 1)
                released += x.shape().size();
        }
        return released;
    }
}
