package org.gradus.draw.layout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.gradus.draw.layout.Layered.Edge;

/// The first step of a layered drawing: the rank of every box.
///
/// Each stands as early as its longest path from a source allows, and is then moved later or back where that makes
/// its edges shorter in sum: a local form of the shortest edges of Gansner, Koutsofios, North and Vo 1993.
final class Ranks {
    private static final int SWEEPS = 16;

    private final List<List<Integer>> before = new ArrayList<>();
    private final List<List<Integer>> after = new ArrayList<>();
    private final int[] rank;

    private Ranks(int boxes, List<Edge> edges) {
        rank = new int[boxes];
        for (int v = 0; v < boxes; v++) {
            before.add(new ArrayList<>());
            after.add(new ArrayList<>());
        }
        for (Edge e : edges) {
            before.get(e.to()).add(e.from());
            after.get(e.from()).add(e.to());
        }
    }

    /// The rank of every box, from 0.
    ///
    /// @throws IllegalArgumentException when the edges form a circle
    static int[] of(int boxes, List<Edge> edges) {
        Ranks ranks = new Ranks(boxes, edges);
        List<Integer> order = ranks.longestPaths();
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean moved = false;
            for (int v : sweep % 2 == 0 ? order.reversed() : order) moved |= ranks.shorten(v);
            if (!moved) break;
        }
        return ranks.rank;
    }

    private List<Integer> longestPaths() {
        int[] waiting = new int[rank.length];
        Deque<Integer> ready = new ArrayDeque<>();
        List<Integer> order = new ArrayList<>();
        for (int v = 0; v < rank.length; v++) {
            waiting[v] = before.get(v).size();
            if (waiting[v] == 0) ready.add(v);
        }
        while (!ready.isEmpty()) {
            int v = ready.remove();
            order.add(v);
            for (int w : after.get(v)) {
                rank[w] = Math.max(rank[w], rank[v] + 1);
                if (--waiting[w] == 0) ready.add(w);
            }
        }
        if (order.size() < rank.length) throw new IllegalArgumentException("layout: the edges form a circle");
        return order;
    }

    private boolean shorten(int v) {
        int in = before.get(v).size(), out = after.get(v).size(), old = rank[v];
        if (out > in)
            rank[v] = after.get(v).stream().mapToInt(w -> rank[w] - 1).min().orElse(old);
        else if (in > out)
            rank[v] = before.get(v).stream().mapToInt(w -> rank[w] + 1).max().orElse(old);
        return rank[v] != old;
    }
}
