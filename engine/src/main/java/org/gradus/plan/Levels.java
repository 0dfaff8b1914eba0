package org.gradus.plan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;

/// A level for each node: along an edge inside a fused call it may stay equal, along any other it grows. So nodes of
/// one level and one shape can always be run together: a way from one to another that leaves the call would climb.
///
/// A node stands as late as its readers allow, which fuses a slope with the cotangent that it multiplies, rather than
/// keeping it from the forward pass. Folds choose last, and take along the elementwise operations that only folds
/// read: they ride in the call that makes what they fold, or else in the latest that reads it. A number that only
/// an observer waits for comes at the very end, so that the folds behind it are free to ride late.
final class Levels {
    /// The level of what nothing holds back.
    private static final int OPEN = Integer.MAX_VALUE;

    private final List<Expr> nodes;
    private final Fusing fusing;
    private final Set<Expr> updates = new HashSet<>();
    private final Set<Expr> kept = new HashSet<>();
    private final Map<Expr, Set<Expr>> readers = new HashMap<>();
    /// Elementwise operations that folds of their shape alone read.
    private final Set<Expr> cones = new HashSet<>();

    private final Map<Expr, Integer> levels = new HashMap<>();
    /// The nodes whose level is decided.
    private final Set<Expr> settled = new HashSet<>();

    private final Map<Expr, Integer> least = new HashMap<>();

    private Levels(Graph graph, List<Expr> nodes, Fusing fusing) {
        this.nodes = nodes;
        this.fusing = fusing;
        graph.updates().forEach(u -> updates.add(Storage.of(u.value())));
        graph.outputs().forEach(x -> kept.add(Storage.of(x)));
        kept.addAll(updates);
        for (Expr x : nodes) {
            for (Expr i : x.inputs())
                readers.computeIfAbsent(Storage.of(i), _ -> new LinkedHashSet<>())
                        .add(x);
        }
    }

    /// @param nodes those that need memory and are no leaves, in order
    static Map<Expr, Integer> of(Graph graph, List<Expr> nodes, Fusing fusing) {
        Levels levels = new Levels(graph, nodes, fusing);
        levels.late();
        levels.settle(x -> levels.level(x) != OPEN);
        levels.settle(_ -> true);
        return levels.levels;
    }

    private int level(Expr x) {
        return Objects.requireNonNull(levels.get(x));
    }

    private int step(Expr maker, Expr reader) {
        for (Expr i : reader.inputs()) if (Storage.of(i) == maker && !fusing.fusable(i, reader)) return 1;
        return 0;
    }

    private Set<Expr> readers(Expr memory) {
        return readers.getOrDefault(memory, Set.of());
    }

    /// The lowest level of every node, above its inputs' levels where they are settled.
    private void least() {
        for (Expr x : nodes) {
            int level = 0;
            for (Expr i : x.inputs()) {
                Expr maker = Storage.of(i);
                if (!Storage.leaf(maker)) level = Math.max(level, least(maker) + step(maker, x));
            }
            least.put(x, settled.contains(x) ? level(x) : level);
        }
    }

    private int least(Expr x) {
        return Objects.requireNonNull(least.get(x));
    }

    /// The highest level that the readers of a node allow.
    private int allowed(Expr x) {
        int level = OPEN;
        for (Expr reader : readers(x)) {
            int at = levels.getOrDefault(reader, OPEN);
            if (at != OPEN) level = Math.min(level, at - step(x, reader));
        }
        return level;
    }

    /// Every node as late as possible; what is not free to move is settled there.
    private void late() {
        least();
        for (Expr x : nodes.reversed()) {
            if (cone(x)) cones.add(x);
            boolean folded = fusing.fold(x) || cones.contains(x);
            boolean observed = fusing.rides()
                    && !updates.contains(x)
                    && (folded || x.shape().size() == 1);
            int level = allowed(x);
            if (level == OPEN && !observed) level = least(x);
            levels.put(x, level);
            if (level != OPEN && !folded) settled.add(x);
        }
    }

    private boolean cone(Expr x) {
        return Storage.elementwise(x)
                && !kept.contains(x)
                && readers(x).stream().allMatch(r -> step(x, r) == 0 && (fusing.fold(r) || cones.contains(r)));
    }

    /// Settles some of the nodes that are free to move.
    private void settle(Predicate<Expr> which) {
        least();
        for (Expr x : nodes.reversed()) {
            if (settled.contains(x) || !which.test(x)) continue;
            int end = 2 * nodes.size(), allowed = Math.min(end, allowed(x));
            levels.put(x, fusing.fold(x) ? ride(x, allowed) : allowed);
            settled.add(x);
        }
    }

    /// Where a fold costs least: where what it folds is made, or where it is read in any case; else at once.
    private int ride(Expr fold, int allowed) {
        Set<Expr> made = new LinkedHashSet<>(), read = new LinkedHashSet<>();
        sources(fold, made, read);
        int maker = latest(made, fold, allowed);
        if (maker >= 0 || !fusing.rides()) return Math.max(maker, least(fold));
        Set<Expr> beside = new LinkedHashSet<>();
        for (Expr memory : read) {
            for (Expr r : readers(memory)) {
                boolean full = r.inputs().stream()
                        .anyMatch(i -> Storage.of(i) == memory && i.shape().equals(Fusing.shape(fold)));
                if (full && fusing.fusable(r) && Fusing.shape(r).equals(Fusing.shape(fold))) beside.add(r);
            }
        }
        return Math.max(latest(beside, fold, allowed), least(fold));
    }

    /// The latest level of some settled nodes that is fit for a fold, or -1.
    private int latest(Set<Expr> nodes, Expr fold, int allowed) {
        return nodes.stream()
                .filter(settled::contains)
                .mapToInt(this::level)
                .filter(l -> l >= least(fold) && l <= allowed)
                .max()
                .orElse(-1);
    }

    /// What a fold depends on directly, or through cones that are not settled: what could be made in its call, and the
    /// memory that it reads in full.
    private void sources(Expr fold, Set<Expr> made, Set<Expr> read) {
        Set<Expr> seen = new HashSet<>();
        Deque<Expr> open = new ArrayDeque<>(List.of(fold));
        while (!open.isEmpty()) {
            Expr x = open.pop();
            for (Expr i : x.inputs()) {
                Expr maker = Storage.of(i);
                if (cones.contains(maker) && !settled.contains(maker)) {
                    // many ways lead through a chain of cones: each is looked into once
                    if (seen.add(maker)) open.push(maker);
                } else if (fusing.fusable(i, x)) made.add(maker);
                else if (i.shape().equals(Fusing.shape(x))) read.add(maker);
            }
        }
    }
}
