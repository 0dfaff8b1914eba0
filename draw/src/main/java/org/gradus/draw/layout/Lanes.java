package org.gradus.draw.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gradus.draw.layout.Layered.Edge;

/// A ranked graph in which every edge joins neighbouring ranks: a longer one has a node of its own in each rank that
/// it passes, which keeps a lane free for it.
///
/// Nodes are boxes, numbered as they were given, and behind them those of lanes.
final class Lanes {
    private final List<Integer> rank = new ArrayList<>();
    private final List<List<Segment>> before = new ArrayList<>();
    private final List<List<Segment>> after = new ArrayList<>();
    private final List<List<Integer>> lanes = new ArrayList<>();
    private final List<Edge> edges;
    private final int boxes;
    private final int ranks;

    /// The part of an edge between two neighbouring ranks.
    ///
    /// @param main whether it belongs to a main edge
    record Segment(int from, int to, boolean main) {}

    private Lanes(List<Edge> edges, int[] ranked) {
        this.edges = edges;
        boxes = ranked.length;
        ranks = Arrays.stream(ranked).max().orElse(-1) + 1;
        for (int r : ranked) node(r);
        for (Edge e : edges) lanes.add(lane(e));
    }

    static Lanes of(List<Edge> edges, int[] ranks) {
        return new Lanes(edges, ranks);
    }

    private int node(int r) {
        rank.add(r);
        before.add(new ArrayList<>());
        after.add(new ArrayList<>());
        return rank.size() - 1;
    }

    private List<Integer> lane(Edge e) {
        List<Integer> lane = new ArrayList<>();
        int at = e.from();
        for (int r = rank(e.from()) + 1; r < rank(e.to()); r++) {
            int next = node(r);
            join(at, next, e.main());
            lane.add(next);
            at = next;
        }
        join(at, e.to(), e.main());
        return lane;
    }

    private void join(int from, int to, boolean main) {
        Segment segment = new Segment(from, to, main);
        after.get(from).add(segment);
        before.get(to).add(segment);
    }

    /// How many nodes there are.
    int size() {
        return rank.size();
    }

    int ranks() {
        return ranks;
    }

    int rank(int node) {
        return rank.get(node);
    }

    boolean isLane(int node) {
        return node >= boxes;
    }

    /// The nodes of an edge's lane, from its start.
    List<Integer> lane(int edge) {
        return lanes.get(edge);
    }

    /// The last node before the end of an edge.
    int before(int edge) {
        List<Integer> lane = lanes.get(edge);
        return lane.isEmpty() ? edges.get(edge).from() : lane.getLast();
    }

    /// The segments that arrive at a node.
    List<Segment> in(int node) {
        return before.get(node);
    }

    /// The segments that leave a node.
    List<Segment> out(int node) {
        return after.get(node);
    }
}
