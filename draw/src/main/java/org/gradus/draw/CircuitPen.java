package org.gradus.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.gradus.draw.Canvas.Mark;
import org.gradus.draw.Canvas.Point;
import org.gradus.draw.CircuitDiagram.Flow;
import org.gradus.draw.CircuitDiagram.Known;
import org.gradus.draw.CircuitDiagram.Node;
import org.gradus.draw.layout.Layered;
import org.gradus.draw.layout.Layered.Edge;
import org.gradus.draw.layout.Layered.Gaps;
import org.gradus.draw.layout.Layered.Place;
import org.gradus.draw.layout.Layered.Size;
import org.gradus.draw.layout.Route;

/// Draws one circuit: where its nodes are, its wires, and the numbers beside them.
final class CircuitPen {
    private static final double LEAST = 410, SIDE = 14, TOP = 68, BELOW = 16;
    private static final double HIGH = 34, ROW = 46, TALL = 76, SHORT = 12, CHARACTER = 6.7, PADDING = 30, SMALL = 5.9;
    private static final Gaps GAPS = new Gaps(30, 8, 14);

    /// Of more nodes than this, what operations do to gradients is said in their tips alone.
    private static final int FEW = 60;

    /// The most terms of a sum that are written out.
    private static final int TERMS = 3;

    /// How many colours nodes have, and how many powers of ten lie between the first and the last, which is for 1.
    private static final int COLOURS = 10, DECADES = 4;

    /// The width of the wire of a gradient of 1, in pixels, and the largest; it has one more a power of ten.
    private static final int USUAL = 5, WIDEST = 8;

    private final CircuitDiagram circuit;
    private final List<Node> nodes;
    private final List<List<Double>> terms = new ArrayList<>();
    private final Layered layered;
    /// How often each node is used.
    private final int[] uses;
    /// The first edge that leaves each node.
    private final int[] first;

    CircuitPen(CircuitDiagram circuit) {
        this.circuit = circuit;
        this.nodes = circuit.nodes();
        this.uses = new int[nodes.size()];
        this.first = new int[nodes.size()];
        int edge = 0;
        for (Node node : nodes)
            for (int from : node.inputs()) {
                if (uses[from]++ == 0) first[from] = edge;
                edge++;
            }
        for (int v = 0; v < nodes.size(); v++) terms.add(uses[v] > 1 ? circuit.terms(v) : List.of());
        this.layered = layered();
    }

    private double box(Node node) {
        double text = Wiring.width(List.of(node.shown()), 7.4);
        return Math.max(HIGH, text + (node.isLeaf() ? 18 : 20));
    }

    /// The word below a node.
    private String habit(Node node) {
        return nodes.size() > FEW ? "" : node.habit();
    }

    /// How far the word below a node reaches out to either side of its box.
    private double pad(Node node) {
        return Math.max(0, (Wiring.width(List.of(habit(node)), SMALL) - box(node)) / 2);
    }

    /// The room for the numbers beside a node, the same however far the passes have come.
    private double wire(int v) {
        Node node = nodes.get(v);
        if (node.isNumber()) return SHORT;
        double text = Wiring.width(
                List.of(CircuitDiagram.number(node.value(), 4), CircuitDiagram.number(node.gradient(), 4)), CHARACTER);
        return PADDING + Math.max(text, pad(node) + Wiring.width(List.of(sum(v)), SMALL));
    }

    /// What the uses of a node add to its gradient; empty where it is used once.
    private String sum(int v) {
        List<Double> all = terms.get(v);
        if (all.size() < 2) return "";
        String shown = all.stream()
                .limit(TERMS)
                .map(t -> "+= " + CircuitDiagram.number(t, 3))
                .collect(Collectors.joining("  "));
        return all.size() > TERMS ? shown + "  … " + all.size() + " terms" : shown;
    }

    private Layered layered() {
        List<Size> sizes = new ArrayList<>();
        List<Edge> edges = new ArrayList<>();
        for (int v = 0; v < nodes.size(); v++) {
            Node node = nodes.get(v);
            boolean named = !node.name().isEmpty() && !node.isLeaf();
            boolean tall = named || !habit(node).isEmpty() || uses[v] > 1;
            sizes.add(new Size(pad(node) + box(node) + wire(v), tall ? TALL : ROW));
            for (int from : node.inputs()) edges.add(new Edge(from, v, true));
        }
        return Layered.of(sizes, edges, GAPS);
    }

    Picture picture(String id, String title) {
        double end = SIDE + layered.along() + Wiring.width(List.of(circuit.shownResult()), 7.4) + 20;
        double width = Math.max(LEAST, end + SIDE);
        Canvas canvas = new Canvas(id, title, width, TOP + layered.across() + BELOW, circuit.description());
        keys(canvas);
        Wiring wiring = new Wiring(canvas, layered, Wiring.Way.RIGHT, SIDE + (width - SIDE - end) / 2, TOP);
        List<Route> routes = routes();
        bands(wiring, routes);
        int edge = 0;
        for (Node node : nodes) for (int from : node.inputs()) wiring.edge(style(nodes.get(from)), routes.get(edge++));
        edge = 0;
        for (int v = 0; v < nodes.size(); v++) {
            draw(wiring, v);
            for (int i = 0; i < nodes.get(v).inputs().size(); i++) {
                if (nodes.get(v).ordered()) operand(wiring, routes.get(edge), v, i + 1);
                edge++;
            }
        }
        return canvas.picture(circuit.reading(), circuit.table());
    }

    private void keys(Canvas canvas) {
        canvas.text("key forward", SIDE, 20, "▶ value, above its wire");
        canvas.text("key backward", SIDE + 166, 20, "◀ gradient of " + circuit.shownResult() + ", below");
        canvas.text("key", SIDE, 42, "size of the gradient:");
        canvas.power("key", SIDE + 130, 42, -DECADES);
        double from = SIDE + 162;
        for (int c = 0; c < COLOURS; c++) {
            double high = 4 + 8.0 * c / (COLOURS - 1);
            canvas.path("swatch fill" + c, Wiring.round(from + 13 * c, 38 - high / 2, 13, high, 0));
        }
        canvas.text("key", from + 13 * COLOURS + 8, 42, "1 and more");
    }

    /// The ways of the edges, up to the boxes.
    private List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        int edge = 0;
        for (Node node : nodes)
            for (int i = 0; i < node.inputs().size(); i++) {
                List<Route.Run> runs =
                        new ArrayList<>(layered.routes().get(edge++).runs());
                Route.Run last = runs.removeLast();
                runs.add(new Route.Run(last.across(), last.from(), last.to() + pad(node)));
                routes.add(new Route(runs));
            }
        return routes;
    }

    /// What comes back along each wire, as wide as it is large.
    private void bands(Wiring wiring, List<Route> routes) {
        int edge = 0;
        for (Node node : nodes)
            for (int i = 0; i < node.inputs().size(); i++) {
                Route route = routes.get(edge++);
                Node from = nodes.get(node.inputs().get(i));
                if (from.isNumber() || !node.differentiated() || node.flow() != Flow.PASSES) continue;
                double term = node.locals().isEmpty()
                        ? from.gradient()
                        : node.gradient() * node.locals().get(i);
                band(wiring, wiring.path(route), term);
            }
        for (int v = 0; v < nodes.size(); v++) {
            Node node = nodes.get(v);
            if (!node.differentiated() || node.flow() != Flow.PASSES) continue;
            Place place = layered.boxes().get(v);
            Point at = wiring.at(place.along(), place.across());
            double from = at.x() + pad(node) + box(node),
                    to = at.x() + place.size().along();
            band(wiring, "M" + new Point(from, at.y()).path() + "L" + new Point(to, at.y()).path(), node.gradient());
        }
    }

    private static void band(Wiring wiring, String path, double gradient) {
        if (gradient == 0 || !Double.isFinite(gradient)) return;
        long width = Math.round(Math.clamp(USUAL + Math.log10(Math.abs(gradient)), 1, WIDEST));
        wiring.canvas().path("band wide" + width, path);
    }

    /// The style of the wire that a node drives: dashed where no gradient comes back.
    private static String style(Node node) {
        return node.isNumber() || !node.differentiated() || node.flow() == Flow.PASSES ? "" : "dead";
    }

    private void draw(Wiring wiring, int v) {
        Node node = nodes.get(v);
        Canvas canvas = wiring.canvas();
        Place place = layered.boxes().get(v);
        Point at = wiring.at(place.along(), place.across());
        double x = at.x() + pad(node),
                y = at.y(),
                right = x + box(node),
                end = at.x() + place.size().along();
        wiring.open(v, circuit.called(v), circuit.tip(v), attributes(v));
        canvas.path(("wire " + style(node)).strip(), "M" + new Point(right, y).path() + "L" + new Point(end, y).path());
        outline(canvas, v, x, y);
        if (!node.isNumber()) {
            forward(canvas, node, right + 9, y - 7);
            backward(canvas, node, right + 9, y + 17);
            if (node.differentiated() && !sum(v).isEmpty()) canvas.text("note", right + pad(node) + 9, y + 31, sum(v));
        }
        if (uses[v] > 1) {
            double fork = layered.routes().get(first[v]).runs().getFirst().to();
            Point dot = wiring.at(fork, place.across());
            canvas.mark(Mark.DOT, "fork", dot.x(), dot.y(), 3, "used " + uses[v] + " times: the gradients add up");
        }
        if (v == nodes.size() - 1) {
            wiring.head("", place.along() + place.size().along(), place.across());
            canvas.text("name", end + 8, y + 4, circuit.shownResult());
        }
        wiring.close();
    }

    /// What a page and its tests read.
    private String[] attributes(int v) {
        Node node = nodes.get(v);
        boolean live = circuit.live(), on = v == circuit.chosen();
        boolean first = v == (circuit.chosen() >= 0 ? circuit.chosen() : nodes.size() - 1);
        return new String[] {
            "data-number", String.valueOf(v + 1),
            "data-sort", node.sort().name().toLowerCase(Locale.ROOT),
            "data-value", node.evaluated() ? exact(node.value()) : Numbers.NONE,
            "data-gradient",
                    node.differentiated() && node.flow() == Flow.PASSES ? exact(node.gradient()) : node.back(4),
            "role", live ? "button" : "",
            "tabindex", live ? first ? "0" : "-1" : "",
            "aria-pressed", live ? String.valueOf(on) : "",
            "aria-label", live ? circuit.tip(v) : ""
        };
    }

    private static String exact(double value) {
        return String.valueOf(value).replaceFirst("\\.0$", "");
    }

    private void outline(Canvas canvas, int v, double x, double y) {
        Node node = nodes.get(v);
        double box = box(node), round = node.isLeaf() ? 4 : HIGH / 2;
        if (v == circuit.chosen())
            canvas.path("chosen", Wiring.round(x - 4, y - HIGH / 2 - 4, box + 8, HIGH + 8, round + 4));
        String look = node.sort().name().toLowerCase(Locale.ROOT), ink = "";
        if (!node.evaluated()) look += " unknown";
        if (node.differentiated() && node.flow() == Flow.PASSES) {
            if (Double.isFinite(node.gradient())) {
                int colour = colour(node.gradient());
                look += " fill" + colour;
                ink = colour < COLOURS / 2 ? " pale" : " deep";
            } else look += " broken";
        } else if (node.differentiated()) look += " empty";
        canvas.path("part " + look, Wiring.round(x, y - HIGH / 2, box, HIGH, round));
        boolean sign = node.shown().length() == 1 && !node.isLeaf();
        canvas.text((sign ? "sign" : "word") + " middle" + ink, x + box / 2, y + (sign ? 6 : 4), node.shown());
        if (!node.isLeaf() && !node.name().isEmpty())
            canvas.text("name middle", x + box / 2, y - HIGH / 2 - 7, CircuitDiagram.cut(node.name()));
        if (!habit(node).isEmpty()) canvas.text("note middle", x + box / 2, y + HIGH / 2 + 16, habit(node));
    }

    /// The colour of a gradient, dark to bright.
    private static int colour(double gradient) {
        double share = 1 + Math.log10(Math.abs(gradient)) / DECADES;
        return (int) Math.round(Math.clamp(share, 0, 1) * (COLOURS - 1));
    }

    /// The number of an operand, where it arrives.
    private void operand(Wiring wiring, Route route, int v, int number) {
        Route.Run port = route.runs().getLast();
        boolean above = port.across() < layered.boxes().get(v).across();
        Point at = wiring.at(port.to() - 9, port.across() + (above ? -5 : 13));
        wiring.canvas().text("value middle", at.x(), at.y(), String.valueOf(number));
    }

    private static void forward(Canvas canvas, Node node, double x, double y) {
        double value = node.value();
        if (!node.evaluated()) {
            canvas.text("flow forward", x, y, Numbers.NONE);
            return;
        }
        if (!Double.isFinite(value)) canvas.mark(Mark.DIAMOND, "undefined", x + 4, y - 4, 4, "not a finite number");
        else if (value == 0) canvas.mark(Mark.ZERO, "forward hollow", x + 4, y - 4, 4, "exactly 0");
        else canvas.text("key forward", x - 2, y, "▶");
        canvas.text("flow forward", x + 12, y, node.forth(4));
    }

    private static void backward(Canvas canvas, Node node, double x, double y) {
        if (node.known() != Known.GRADIENT) {
            canvas.text("flow backward", x, y, Numbers.NONE);
            return;
        }
        boolean finite = Double.isFinite(node.gradient());
        switch (node.flow()) {
            case PASSES -> {
                if (finite) canvas.text("key backward", x - 2, y, "◀");
                else canvas.mark(Mark.DIAMOND, "undefined", x + 4, y - 4, 4, "not a finite number");
            }
            case EXACT_ZERO -> canvas.mark(Mark.ZERO, "backward hollow", x + 4, y - 4, 4, "exactly 0");
            case ROUNDED_AWAY -> canvas.text("key backward", x - 2, y, "◀");
            case NO_PATH -> {}
        }
        canvas.text("flow backward", x + 12, y, node.back(4));
    }
}
