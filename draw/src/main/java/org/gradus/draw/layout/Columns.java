package org.gradus.draw.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gradus.draw.layout.Lanes.Segment;
import org.gradus.draw.layout.Layered.Gaps;
import org.gradus.draw.layout.Layered.Size;

/// The fourth step of a layered drawing: the coordinate of every node across the edges.
///
/// As Brandes and Köpf 2001 do it: nodes are lined up with the median of their neighbours, in four ways, from each
/// side, and each gets the mean of the middle two coordinates; lanes are lined up first, so that long edges are
/// straight. A line of nodes is placed by its longest path from the side, which avoids the flaw that Brandes, Walter
/// and Zink 2020 describe. Of edges of both kinds, only the main ones line up.
final class Columns {
    private final Lanes lanes;
    private final Order order;
    private final List<Size> sizes;
    private final Gaps gaps;
    /// Segments that cross a lane, and give way to it.
    private final Set<Segment> crossed = new HashSet<>();

    private Columns(Lanes lanes, Order order, List<Size> sizes, Gaps gaps) {
        this.lanes = lanes;
        this.order = order;
        this.sizes = sizes;
        this.gaps = gaps;
        for (int r = 1; r < lanes.ranks(); r++) giveWay(r);
    }

    /// The coordinate of every node's middle; all boxes and lanes are at 0 or beyond.
    static double[] of(Lanes lanes, Order order, List<Size> sizes, Gaps gaps) {
        Columns columns = new Columns(lanes, order, sizes, gaps);
        List<double[]> ways = new ArrayList<>();
        for (boolean forward : List.of(true, false)) {
            for (boolean left : List.of(true, false)) ways.add(columns.way(forward, left));
        }
        return columns.balanced(ways);
    }

    /// A segment between two lanes' nodes goes before any other that it crosses.
    private void giveWay(int r) {
        List<Segment> all =
                order.rank(r).stream().flatMap(v -> lanes.in(v).stream()).toList();
        for (Segment lane : all) {
            if (!inner(lane)) continue;
            for (Segment other : all) if (!inner(other) && cross(lane, other)) crossed.add(other);
        }
    }

    private boolean inner(Segment s) {
        return lanes.isLane(s.from()) && lanes.isLane(s.to());
    }

    private boolean cross(Segment a, Segment b) {
        int before = order.position(a.from()) - order.position(b.from());
        int after = order.position(a.to()) - order.position(b.to());
        return before < 0 && after > 0 || before > 0 && after < 0;
    }

    /// One of the four ways.
    private double[] way(boolean forward, boolean left) {
        int[] root = lines(forward, left);
        double[] x = placed(root, left);
        if (!left) for (int v = 0; v < x.length; v++) x[v] = -x[v];
        return x;
    }

    /// The first node of the line that each node belongs to.
    private int[] lines(boolean forward, boolean left) {
        int[] root = new int[lanes.size()];
        boolean[] taken = new boolean[root.length];
        for (int v = 0; v < root.length; v++) root[v] = v;
        for (int i = 1; i < lanes.ranks(); i++) {
            int r = forward ? i : lanes.ranks() - 1 - i, last = -1;
            for (int v : facing(order.rank(r), left)) {
                for (Segment s : medians(v, forward, left)) {
                    int u = forward ? s.from() : s.to(), at = at(u, left);
                    if (crossed.contains(s)
                            || at <= last
                            || taken[u]
                            || yields(s, forward ? lanes.out(u) : lanes.in(u))) continue;
                    root[v] = root[u];
                    taken[u] = true;
                    last = at;
                    break;
                }
            }
        }
        return root;
    }

    /// Whether a node that a segment leads to is lined up along a main edge instead.
    private static boolean yields(Segment s, List<Segment> beside) {
        return !s.main() && beside.stream().anyMatch(Segment::main);
    }

    private static List<Integer> facing(List<Integer> rank, boolean left) {
        return left ? rank : rank.reversed();
    }

    private int at(int node, boolean left) {
        int position = order.position(node);
        return left ? position : order.rank(lanes.rank(node)).size() - 1 - position;
    }

    /// The one or two segments in the middle, of the main ones where there are some.
    private List<Segment> medians(int v, boolean forward, boolean left) {
        List<Segment> all = forward ? lanes.in(v) : lanes.out(v);
        List<Segment> main = all.stream().filter(Segment::main).toList();
        List<Segment> sorted = (main.isEmpty() ? all : main)
                .stream()
                        .sorted((a, b) -> Integer.compare(
                                at(forward ? a.from() : a.to(), left), at(forward ? b.from() : b.to(), left)))
                        .toList();
        int n = sorted.size();
        return n == 0 ? List.of() : sorted.subList((n - 1) / 2, n / 2 + 1);
    }

    /// Every line as near to the first side as those between allow, then moved back where room is left.
    private double[] placed(int[] root, boolean left) {
        List<List<Integer>> facing = new ArrayList<>();
        for (int r = 0; r < lanes.ranks(); r++) facing.add(facing(order.rank(r), left));
        List<Integer> sorted = sorted(root, facing);
        double[] x = new double[root.length];
        List<List<Neighbour>> behind = neighbours(root, facing, false), before = neighbours(root, facing, true);
        for (int line : sorted) {
            for (Neighbour n : before.get(line)) x[line] = Math.max(x[line], x[n.line()] + n.apart());
        }
        for (int line : sorted.reversed()) {
            double room = Double.POSITIVE_INFINITY;
            for (Neighbour n : behind.get(line)) room = Math.min(room, x[n.line()] - n.apart());
            if (Double.isFinite(room)) x[line] = Math.max(x[line], room);
        }
        double[] all = new double[root.length];
        for (int v = 0; v < all.length; v++) all[v] = x[root[v]];
        return all;
    }

    /// A line beside another one, and how far apart they must be.
    private record Neighbour(int line, double apart) {}

    private List<List<Neighbour>> neighbours(int[] root, List<List<Integer>> ranks, boolean before) {
        List<List<Neighbour>> all = new ArrayList<>();
        for (int v = 0; v < root.length; v++) all.add(new ArrayList<>());
        for (List<Integer> rank : ranks) {
            for (int i = 0; i + 1 < rank.size(); i++) {
                int a = rank.get(i), b = rank.get(i + 1);
                if (before) all.get(root[b]).add(new Neighbour(root[a], apart(a, b)));
                else all.get(root[a]).add(new Neighbour(root[b], apart(a, b)));
            }
        }
        return all;
    }

    private double apart(int a, int b) {
        double gap = lanes.isLane(a) || lanes.isLane(b) ? gaps.lanes() : gaps.boxes();
        return half(a) + gap + half(b);
    }

    private double half(int node) {
        return lanes.isLane(node) ? 0 : sizes.get(node).across() / 2;
    }

    /// The lines, each behind those that are beside it on the first side.
    private List<Integer> sorted(int[] root, List<List<Integer>> ranks) {
        List<List<Neighbour>> behind = neighbours(root, ranks, false);
        int[] waiting = new int[root.length];
        behind.forEach(list -> list.forEach(n -> waiting[n.line()]++));
        List<Integer> sorted = new ArrayList<>();
        for (int v = 0; v < root.length; v++) if (root[v] == v && waiting[v] == 0) sorted.add(v);
        for (int i = 0; i < sorted.size(); i++) {
            for (Neighbour n : behind.get(sorted.get(i))) if (--waiting[n.line()] == 0) sorted.add(n.line());
        }
        return sorted;
    }

    /// The mean of the middle two of four coordinates, the ways laid over the narrowest of them.
    private double[] balanced(List<double[]> ways) {
        int narrowest = 0;
        for (int w = 1; w < ways.size(); w++) if (width(ways.get(w)) < width(ways.get(narrowest))) narrowest = w;
        double[] base = ways.get(narrowest);
        double low = low(base), high = high(base);
        double[] result = new double[lanes.size()];
        double[] shift = new double[ways.size()];
        for (int w = 0; w < shift.length; w++)
            shift[w] = w % 2 == 0 ? low - low(ways.get(w)) : high - high(ways.get(w));
        for (int v = 0; v < result.length; v++) {
            double[] four = new double[shift.length];
            for (int w = 0; w < four.length; w++) four[w] = ways.get(w)[v] + shift[w];
            Arrays.sort(four);
            result[v] = (four[1] + four[2]) / 2;
        }
        double least = low(result);
        for (int v = 0; v < result.length; v++) result[v] -= least;
        return result;
    }

    private double width(double[] x) {
        return high(x) - low(x);
    }

    private double low(double[] x) {
        double low = Double.POSITIVE_INFINITY;
        for (int v = 0; v < x.length; v++) low = Math.min(low, x[v] - half(v));
        return low;
    }

    private double high(double[] x) {
        double high = Double.NEGATIVE_INFINITY;
        for (int v = 0; v < x.length; v++) high = Math.max(high, x[v] + half(v));
        return high;
    }
}
