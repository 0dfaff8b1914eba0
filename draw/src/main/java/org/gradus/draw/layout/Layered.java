package org.gradus.draw.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.gradus.draw.layout.Route.Run;

/// A layered drawing of a directed graph without circles: every edge points forward, from a rank to a later one
/// (Sugiyama, Tagawa and Toda 1981).
///
/// Its four steps are [Ranks], [Lanes], [Order] and [Columns]. The same graph gives the same drawing. Coordinates are
/// `along` the edges and `across` them, so that the caller chooses whether edges point to the right or up.
///
/// @param boxes where each box is
/// @param routes the way of each edge
/// @param along the size of the whole in the direction of the edges
/// @param across the size of the whole across it
/// @param crossings how often two edges cross
public record Layered(List<Place> boxes, List<Route> routes, double along, double across, int crossings) {
    /// The distance of neighbouring ends of edges at one box, where it has room.
    private static final double PITCH = 15;

    /// The share of a box's side that the ends of edges may take.
    private static final double SIDE = 0.7;

    /// How wide a bend is at least, relative to its height, so that edges close together are told apart; and how much
    /// wider than usual the room for bends becomes at most.
    private static final double SLOPE = 0.22, WIDEST = 3;

    public Layered {
        boxes = List.copyOf(boxes);
        routes = List.copyOf(routes);
    }

    /// The size of a box.
    public record Size(double along, double across) {}

    /// An edge between two boxes, by their numbers in the list.
    ///
    /// @param main whether boxes should stand in line along it; other edges lead around
    public record Edge(int from, int to, boolean main) {}

    /// How far apart things are.
    ///
    /// @param ranks the least room between two ranks, in which edges bend
    /// @param boxes between two boxes of one rank
    /// @param lanes between an edge that passes a rank and its neighbours there
    public record Gaps(double ranks, double boxes, double lanes) {}

    /// Where a box is.
    ///
    /// @param along its edge at which edges arrive
    /// @param across its middle
    public record Place(int rank, double along, double across, Size size) {}

    /// Draws a graph.
    ///
    /// @throws IllegalArgumentException when its edges form a circle
    public static Layered of(List<Size> sizes, List<Edge> edges, Gaps gaps) {
        Lanes lanes = Lanes.of(edges, Ranks.of(sizes.size(), edges));
        Order order = Order.of(lanes);
        double[] across = Columns.of(lanes, order, sizes, gaps);
        double[] thick = new double[lanes.ranks()];
        for (int v = 0; v < sizes.size(); v++) {
            int rank = lanes.rank(v);
            thick[rank] = Math.max(thick[rank], sizes.get(v).along());
        }
        double[] starts = new double[thick.length];
        for (int r = 1; r < starts.length; r++)
            starts[r] = starts[r - 1] + thick[r - 1] + room(lanes, order.rank(r), across, gaps.ranks());
        List<Place> boxes = IntStream.range(0, sizes.size())
                .mapToObj(v -> new Place(lanes.rank(v), starts[lanes.rank(v)], across[v], sizes.get(v)))
                .toList();
        List<Route> routes = routes(lanes, across, thick, boxes, edges);
        double end = thick.length == 0 ? 0 : starts[thick.length - 1] + thick[thick.length - 1];
        double width = 0;
        for (Place p : boxes) width = Math.max(width, p.across() + p.size().across() / 2);
        for (int v = sizes.size(); v < lanes.size(); v++) width = Math.max(width, across[v]);
        return new Layered(boxes, routes, end, width, order.crossings());
    }

    /// The room before a rank.
    private static double room(Lanes lanes, List<Integer> rank, double[] across, double usual) {
        double highest = 0;
        for (int v : rank) {
            for (Lanes.Segment s : lanes.in(v)) highest = Math.max(highest, Math.abs(across[s.from()] - across[v]));
        }
        return Math.clamp(SLOPE * highest, usual, WIDEST * usual);
    }

    private static List<Route> routes(
            Lanes lanes, double[] across, double[] thick, List<Place> boxes, List<Edge> edges) {
        double[] ends = ends(lanes, across, boxes, edges);
        double[] starts = new double[thick.length];
        for (Place p : boxes) starts[p.rank()] = p.along();
        List<Route> routes = new ArrayList<>();
        for (int e = 0; e < edges.size(); e++) {
            List<Run> runs = new ArrayList<>();
            Place from = boxes.get(edges.get(e).from()),
                    to = boxes.get(edges.get(e).to());
            double leaves = starts[from.rank()] + thick[from.rank()];
            runs.add(new Run(from.across(), from.along() + from.size().along(), leaves));
            for (int v : lanes.lane(e)) {
                double start = starts[lanes.rank(v)];
                runs.add(new Run(across[v], start, start + thick[lanes.rank(v)]));
            }
            runs.add(new Run(ends[e], to.along(), to.along()));
            routes.add(new Route(runs));
        }
        return routes;
    }

    /// Where each edge arrives at its box: side by side in the order in which they come, and a single main edge in
    /// the middle.
    private static double[] ends(Lanes lanes, double[] across, List<Place> boxes, List<Edge> edges) {
        double[] ends = new double[edges.size()];
        for (int v = 0; v < boxes.size(); v++) {
            int box = v;
            List<Integer> in = IntStream.range(0, edges.size())
                    .filter(e -> edges.get(e).to() == box)
                    .boxed()
                    .sorted(Comparator.comparingDouble(e -> across[lanes.before(e)]))
                    .toList();
            Place place = boxes.get(v);
            double room = SIDE * place.size().across() / Math.max(1, in.size() - 1);
            List<Integer> main = in.stream().filter(e -> edges.get(e).main()).toList();
            double middle = main.size() == 1 ? in.indexOf(main.getFirst()) : (in.size() - 1) / 2.0;
            // with the main edge in the middle, all others may be at one side of it
            double pitch = Math.min(PITCH, main.size() == 1 ? room / 2 : room);
            for (int i = 0; i < in.size(); i++) ends[in.get(i)] = place.across() + (i - middle) * pitch;
        }
        return ends;
    }

    /// How often the edges of a graph cross when each rank keeps the order in which its boxes are given: what a
    /// drawing without the third step would have.
    static int unordered(int boxes, List<Edge> edges) {
        Lanes lanes = Lanes.of(edges, Ranks.of(boxes, edges));
        return Arrays.stream(Order.given(lanes)).sum();
    }
}
