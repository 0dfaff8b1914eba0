package org.gradus.draw.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gradus.draw.layout.Layered.Edge;
import org.gradus.draw.layout.Layered.Gaps;
import org.gradus.draw.layout.Layered.Place;
import org.gradus.draw.layout.Layered.Size;
import org.gradus.draw.layout.Route.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a layered drawing keeps, on graphs drawn at random.
class LayeredLaws {
    private static final Gaps GAPS = new Gaps(30, 16, 10);
    private static final double ROUNDING = 1e-6;

    /// The crossings of all graphs when this was written; fewer are welcome.
    private static final int KNOWN = 1190;

    /// A graph to draw.
    ///
    /// @param seed it was drawn by
    record Graph(long seed, List<Size> sizes, List<Edge> edges) {
        Layered layered() {
            return Layered.of(sizes, edges, GAPS);
        }

        /// Edges from earlier to later boxes in an order that the numbers do not show.
        static Graph drawn(long seed, int boxes) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, boxes).boxed().toList());
            for (int i = boxes - 1; i > 0; i--) order.set(i, order.set(random.nextInt(i + 1), order.get(i)));
            List<Size> sizes = new ArrayList<>();
            List<Edge> edges = new ArrayList<>();
            int reach = 2 + random.nextInt(boxes);
            for (int i = 0; i < boxes; i++) {
                sizes.add(new Size(10 + random.nextInt(60), 10 + random.nextInt(120)));
                for (int in = random.nextInt(4); in > 0 && i > 0; in--) {
                    int from = i - 1 - random.nextInt(Math.min(i, reach));
                    edges.add(new Edge(order.get(from), order.get(i), random.nextInt(4) > 0));
                }
            }
            return new Graph(seed, sizes, edges);
        }

        @Override
        public String toString() {
            return sizes.size() + " boxes of seed " + seed;
        }
    }

    static Stream<Graph> graphs() {
        return IntStream.range(0, 120).mapToObj(seed -> Graph.drawn(seed, 1 + seed % 40));
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void boxesOfOneRankKeepTheirDistance(Graph graph) {
        List<Place> boxes = graph.layered().boxes();
        for (Place a : boxes) {
            for (Place b : boxes) {
                if (a.equals(b) || a.rank() != b.rank()) continue;
                double between = Math.abs(a.across() - b.across())
                        - (a.size().across() + b.size().across()) / 2;
                assertThat(between).isGreaterThanOrEqualTo(GAPS.boxes() - ROUNDING);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void ranksDoNotTouch(Graph graph) {
        List<Place> boxes = graph.layered().boxes();
        for (Place a : boxes) {
            for (Place b : boxes) {
                if (a.rank() >= b.rank()) continue;
                assertThat(b.along() - a.along() - a.size().along()).isGreaterThanOrEqualTo(GAPS.ranks() - ROUNDING);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void everyEdgePointsForwardFromItsBoxToItsBox(Graph graph) {
        Layered layered = graph.layered();
        for (int e = 0; e < graph.edges().size(); e++) {
            Edge edge = graph.edges().get(e);
            Place from = layered.boxes().get(edge.from()), to = layered.boxes().get(edge.to());
            assertThat(from.rank()).isLessThan(to.rank());
            List<Run> runs = layered.routes().get(e).runs();
            assertThat(runs).hasSize(to.rank() - from.rank() + 1);
            assertThat(runs.getFirst().from())
                    .isEqualTo(from.along() + from.size().along());
            assertThat(runs.getFirst().across()).isEqualTo(from.across());
            assertThat(runs.getLast().to()).isEqualTo(to.along());
            assertThat(Math.abs(runs.getLast().across() - to.across()))
                    .isLessThan(to.size().across() / 2);
            for (Run run : runs) assertThat(run.from()).isLessThanOrEqualTo(run.to());
            for (int i = 1; i < runs.size(); i++)
                assertThat(runs.get(i).from() - runs.get(i - 1).to()).isGreaterThanOrEqualTo(GAPS.ranks() - ROUNDING);
        }
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void noEdgeCrossesABox(Graph graph) {
        Layered layered = graph.layered();
        for (Route route : layered.routes()) {
            for (int i = 0; i < route.runs().size(); i++) {
                Run run = route.runs().get(i);
                boolean passes = i > 0 && i + 1 < route.runs().size();
                for (Place box : layered.boxes()) {
                    // bends lie between ranks, where no box is
                    if (run.to() <= box.along()
                            || run.from() >= box.along() + box.size().along()) continue;
                    double beside =
                            Math.abs(run.across() - box.across()) - box.size().across() / 2;
                    if (passes) assertThat(beside).isGreaterThanOrEqualTo(GAPS.lanes() - ROUNDING);
                    else assertThat(beside).isGreaterThan(0);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void allIsWithinItsFrame(Graph graph) {
        Layered layered = graph.layered();
        for (Place box : layered.boxes()) {
            assertThat(box.across() - box.size().across() / 2).isGreaterThanOrEqualTo(-ROUNDING);
            assertThat(box.across() + box.size().across() / 2).isLessThanOrEqualTo(layered.across() + ROUNDING);
            assertThat(box.along() + box.size().along()).isLessThanOrEqualTo(layered.along() + ROUNDING);
        }
        for (Route route : layered.routes())
            for (Run run : route.runs()) assertThat(run.across()).isBetween(-ROUNDING, layered.across() + ROUNDING);
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void aLaneThatCrossesNoOtherIsStraight(Graph graph) {
        Layered layered = graph.layered();
        List<List<Run>> lanes = layered.routes().stream()
                .map(r -> r.runs().subList(1, r.runs().size() - 1))
                .toList();
        for (List<Run> lane : lanes) {
            if (lane.size() < 2 || lanes.stream().anyMatch(other -> cross(lane, other))) continue;
            for (Run run : lane)
                assertThat(run.across()).isEqualTo(lane.getFirst().across());
        }
    }

    private static boolean cross(List<Run> a, List<Run> b) {
        int sign = 0;
        for (Run x : a) {
            for (Run y : b) {
                if (x.from() != y.from() || x.across() == y.across()) continue;
                int now = x.across() < y.across() ? -1 : 1;
                if (sign * now < 0) return true;
                sign = now;
            }
        }
        return false;
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void theSameGraphGivesTheSameDrawing(Graph graph) {
        assertThat(graph.layered()).isEqualTo(graph.layered());
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void edgesCrossNoMoreThanWithoutOrdering(Graph graph) {
        int given = Layered.unordered(graph.sizes().size(), graph.edges());
        assertThat(graph.layered().crossings()).isLessThanOrEqualTo(given);
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void crossingsAreThoseThatAreSeen(Graph graph) {
        List<Bend> bends = new ArrayList<>();
        Layered layered = graph.layered();
        for (Route route : layered.routes()) {
            for (int i = 1; i < route.runs().size(); i++) {
                Run a = route.runs().get(i - 1), b = route.runs().get(i);
                bends.add(new Bend(b.from(), a.across(), b.across()));
            }
        }
        int seen = 0;
        for (int i = 0; i < bends.size(); i++) {
            for (int j = 0; j < i; j++) if (bends.get(i).crosses(bends.get(j))) seen++;
        }
        assertThat(layered.crossings()).isEqualTo(seen);
    }

    /// The part of an edge between two ranks.
    private record Bend(double rank, double from, double to) {
        boolean crosses(Bend other) {
            return rank == other.rank && (from - other.from) * (to - other.to) < 0;
        }
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void noBoxCouldMakeItsEdgesShorter(Graph graph) {
        List<Place> boxes = graph.layered().boxes();
        for (int v = 0; v < boxes.size(); v++) {
            int box = v, rank = boxes.get(v).rank();
            List<Integer> before = new ArrayList<>(), after = new ArrayList<>();
            for (Edge e : graph.edges()) {
                if (e.to() == box) before.add(boxes.get(e.from()).rank());
                if (e.from() == box) after.add(boxes.get(e.to()).rank());
            }
            if (after.size() > before.size()) assertThat(after).contains(rank + 1);
            if (before.size() > after.size()) assertThat(before).contains(rank - 1);
        }
    }

    @Test
    void halfOfTheCrossingsOfTheFirstOrderAreSaved() {
        int drawn = 0, given = 0;
        for (Graph graph : graphs().toList()) {
            drawn += graph.layered().crossings();
            given += Layered.unordered(graph.sizes().size(), graph.edges());
        }
        System.out.println("crossings: " + drawn + " of " + given);
        assertThat(drawn).isLessThanOrEqualTo(KNOWN);
        assertThat(drawn).isLessThan(given / 2);
    }

    @Test
    void aGraphThatCanBeDrawnWithoutCrossingsHasNone() {
        assertThat(tree().crossings()).isZero();
        assertThat(Layered.unordered(7, TREE)).isEqualTo(2);
    }

    /// A sum of products whose parts are numbered from both ends.
    private static final List<Edge> TREE =
            List.of(edge(3, 5), edge(0, 5), edge(2, 4), edge(1, 4), edge(5, 6), edge(4, 6));

    private static Edge edge(int from, int to) {
        return new Edge(from, to, true);
    }

    private static Layered tree() {
        return Layered.of(sizes(7), TREE, GAPS);
    }

    private static List<Size> sizes(int count) {
        return IntStream.range(0, count).mapToObj(_ -> new Size(20, 40)).toList();
    }

    @Test
    void boxesAlongMainEdgesStandInLineAndASkipLeadsAround() {
        List<Edge> edges = List.of(edge(0, 1), edge(1, 2), edge(2, 3), edge(3, 4), edge(4, 5), new Edge(1, 4, false));
        Layered layered = Layered.of(sizes(6), edges, GAPS);
        assertThat(layered.boxes()).extracting(Place::across).containsOnly(20.0);
        assertThat(layered.routes().getLast().runs().get(1).across()).isEqualTo(50);
    }

    @Test
    void aLeafStandsJustBeforeWhatUsesIt() {
        List<Edge> edges = List.of(edge(0, 1), edge(1, 2), edge(2, 3), edge(4, 3));
        assertThat(Layered.of(sizes(5), edges, GAPS).boxes().get(4).rank()).isEqualTo(2);
    }

    @Test
    void aCircleIsRefused() {
        assertThatThrownBy(() -> Layered.of(sizes(2), List.of(edge(0, 1), edge(1, 0)), GAPS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("circle");
    }

    @Test
    void nothingIsDrawnAsNothing() {
        assertThat(Layered.of(List.of(), List.of(), GAPS)).isEqualTo(new Layered(List.of(), List.of(), 0, 0, 0));
    }

    @Test
    void twoHundredBoxesTakeWellBelowASecond() {
        Graph graph = Graph.drawn(1, 200);
        graph.layered();
        long start = System.nanoTime();
        Layered layered = graph.layered();
        long millis = (System.nanoTime() - start) / 1_000_000;
        System.out.println("200 boxes, " + graph.edges().size() + " edges: " + millis + " ms, " + layered.crossings()
                + " crossings of " + Layered.unordered(200, graph.edges()) + " before");
        assertThat(layered.boxes()).hasSize(200);
    }
}
