package org.gradus.draw.layout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.gradus.draw.layout.Lanes.Segment;

/// The third step of a layered drawing: the order of the nodes in every rank, with few crossings.
///
/// From two first orders, by a depth-first search from the ends and from the starts, ranks are swept to and fro: each
/// is sorted by the medians of its neighbours in the rank before (Eades and Wormald 1994), then neighbours change
/// places as long as that saves a crossing (Gansner, Koutsofios, North and Vo 1993). The best order seen is kept.
final class Order {
    private static final int ROUNDS = 24, PATIENCE = 6;

    private final Lanes lanes;
    private final int[] position;
    private final List<List<Integer>> ranks = new ArrayList<>();
    private int crossings;

    private Order(Lanes lanes, List<Integer> visited) {
        this.lanes = lanes;
        position = new int[lanes.size()];
        for (int r = 0; r < lanes.ranks(); r++) ranks.add(new ArrayList<>());
        for (int v : visited) ranks.get(lanes.rank(v)).add(v);
        for (List<Integer> rank : ranks) number(rank);
        crossings = count();
    }

    static Order of(Lanes lanes) {
        Order fromEnds = new Order(lanes, search(lanes, true)), fromStarts = new Order(lanes, search(lanes, false));
        fromEnds.improve();
        fromStarts.improve();
        return fromStarts.crossings < fromEnds.crossings ? fromStarts : fromEnds;
    }

    /// The crossings between ranks when nodes stand in the order of their numbers.
    static int[] given(Lanes lanes) {
        Order order = new Order(lanes, IntStream.range(0, lanes.size()).boxed().toList());
        return IntStream.range(0, lanes.ranks()).map(order::count).toArray();
    }

    /// The nodes of a rank, in order.
    List<Integer> rank(int r) {
        return ranks.get(r);
    }

    int position(int node) {
        return position[node];
    }

    int crossings() {
        return crossings;
    }

    /// Nodes in the order of a depth-first search that follows edges back from the ends, or forward.
    private static List<Integer> search(Lanes lanes, boolean back) {
        boolean[] seen = new boolean[lanes.size()];
        List<Integer> visited = new ArrayList<>();
        for (int start = lanes.size() - 1; start >= 0; start--) {
            int root = back ? start : lanes.size() - 1 - start;
            if (!(back ? lanes.out(root) : lanes.in(root)).isEmpty()) continue;
            Deque<Integer> open = new ArrayDeque<>(List.of(root));
            while (!open.isEmpty()) {
                int v = open.pop();
                if (seen[v]) continue;
                seen[v] = true;
                visited.add(v);
                List<Segment> next = back ? lanes.in(v) : lanes.out(v);
                for (Segment s : next.reversed()) open.push(back ? s.from() : s.to());
            }
        }
        return visited;
    }

    private void number(List<Integer> rank) {
        for (int i = 0; i < rank.size(); i++) position[rank.get(i)] = i;
    }

    private void improve() {
        List<List<Integer>> best = copy();
        int least = crossings;
        for (int round = 0, idle = 0; round < ROUNDS && idle < PATIENCE && least > 0; round++, idle++) {
            boolean forward = round % 2 == 0;
            for (int i = 1; i < ranks.size(); i++) sort(forward ? i : ranks.size() - 1 - i, forward);
            exchange();
            crossings = count();
            if (crossings >= least) continue;
            least = crossings;
            best = copy();
            idle = -1;
        }
        ranks.clear();
        ranks.addAll(best);
        for (List<Integer> rank : ranks) number(rank);
        crossings = least;
    }

    private List<List<Integer>> copy() {
        return new ArrayList<>(ranks.stream().<List<Integer>>map(ArrayList::new).toList());
    }

    /// Sorts a rank by the medians of its neighbours; what has none there stays where it is.
    private void sort(int r, boolean forward) {
        List<Integer> rank = ranks.get(r);
        double[] median = new double[rank.size()];
        List<Integer> slots = new ArrayList<>();
        for (int i = 0; i < median.length; i++) {
            int[] near = near(rank.get(i), forward);
            if (near.length == 0) continue;
            slots.add(i);
            median[i] = median(near);
        }
        List<Integer> sorted = slots.stream()
                .sorted((a, b) -> Double.compare(median[a], median[b]))
                .map(rank::get)
                .toList();
        for (int i = 0; i < slots.size(); i++) rank.set(slots.get(i), sorted.get(i));
        number(rank);
    }

    private int[] near(int v, boolean forward) {
        List<Segment> segments = forward ? lanes.in(v) : lanes.out(v);
        int[] near = new int[segments.size()];
        for (int i = 0; i < near.length; i++) {
            Segment s = segments.get(i);
            near[i] = position[forward ? s.from() : s.to()];
        }
        Arrays.sort(near);
        return near;
    }

    /// The middle; between two middles, nearer to the side where neighbours are closer together.
    private static double median(int[] sorted) {
        int n = sorted.length, m = n / 2;
        if (n % 2 == 1) return sorted[m];
        if (n == 2) return (sorted[0] + sorted[1]) / 2.0;
        double left = sorted[m - 1] - sorted[0], right = sorted[n - 1] - sorted[m];
        if (left + right == 0) return (sorted[m - 1] + sorted[m]) / 2.0;
        return (sorted[m - 1] * right + sorted[m] * left) / (left + right);
    }

    /// Changes the places of neighbours as long as that saves a crossing.
    private void exchange() {
        boolean better = true;
        for (int sweep = 0; better && sweep < ROUNDS; sweep++) {
            better = false;
            for (List<Integer> rank : ranks) better |= exchange(rank);
        }
    }

    private boolean exchange(List<Integer> rank) {
        List<int[]> before = new ArrayList<>(), after = new ArrayList<>();
        for (int v : rank) {
            before.add(near(v, true));
            after.add(near(v, false));
        }
        boolean better = false;
        for (int i = 0; i + 1 < rank.size(); i++) {
            int now = inverted(before.get(i), before.get(i + 1)) + inverted(after.get(i), after.get(i + 1));
            int then = inverted(before.get(i + 1), before.get(i)) + inverted(after.get(i + 1), after.get(i));
            if (now <= then) continue;
            for (List<?> list : List.of(rank, before, after)) Collections.swap(list, i, i + 1);
            better = true;
        }
        number(rank);
        return better;
    }

    /// The crossings of the edges of two neighbours, by where their other ends are.
    private static int inverted(int[] left, int[] right) {
        int count = 0, below = 0;
        for (int x : left) {
            while (below < right.length && right[below] < x) below++;
            count += below;
        }
        return count;
    }

    private int count() {
        return IntStream.range(0, ranks.size()).map(this::count).sum();
    }

    /// The crossings before a rank, counted with a tree of sums (Barth, Jünger and Mutzel 2002).
    private int count(int r) {
        if (r == 0) return 0;
        int[] tree = new int[ranks.get(r - 1).size() + 1];
        int count = 0, before = 0;
        for (int v : ranks.get(r)) {
            int[] near = near(v, true);
            for (int p : near) {
                int upTo = 0;
                for (int i = p + 1; i > 0; i -= i & -i) upTo += tree[i];
                count += before - upTo;
            }
            before += near.length;
            for (int p : near) for (int i = p + 1; i < tree.length; i += i & -i) tree[i]++;
        }
        return count;
    }
}
