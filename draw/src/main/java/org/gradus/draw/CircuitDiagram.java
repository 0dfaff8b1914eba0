package org.gradus.draw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gradus.draw.Canvas.Mark;
import org.gradus.draw.Canvas.Point;
import org.gradus.draw.layout.Layered;
import org.gradus.draw.layout.Layered.Edge;
import org.gradus.draw.layout.Layered.Gaps;
import org.gradus.draw.layout.Layered.Place;
import org.gradus.draw.layout.Layered.Size;
import org.gradus.draw.layout.Route;
import org.gradus.name.Decimal;

/// A computational graph of single numbers, from left to right: above each node's wire the value that goes forward,
/// below it the gradient that comes back.
///
/// @param expression the text that it was read from
/// @param result what the result is called
/// @param nodes each after those that it is made of; the last is the result
public record CircuitDiagram(String expression, String result, List<Node> nodes) implements Drawing {
    private static final double LEAST = 410, SIDE = 14, TOP = 46, BELOW = 16;
    private static final double HIGH = 34, ROW = 46, NAMED = 68, SHORT = 12, CHARACTER = 6.7, PADDING = 30;
    private static final Gaps GAPS = new Gaps(30, 8, 14);
    private static final int MOST = 18, DIGITS = 4, MANY = 7;

    /// Where the order of the operands says nothing.
    private static final Set<String> SYMMETRIC = Set.of("+", "*", "max", "min");

    public CircuitDiagram {
        nodes = List.copyOf(nodes);
    }

    /// What a node is.
    public enum Sort {
        /// A number in the text.
        NUMBER,
        /// A name whose value is given.
        INPUT,
        OPERATION
    }

    /// What became of a gradient on its way back.
    public enum Flow {
        PASSES,
        /// It is 0 in truth.
        EXACT_ZERO,
        /// It is smaller than a `double` can be.
        ROUNDED_AWAY,
        /// No operation leads back from the result.
        NO_PATH
    }

    /// A part of the expression.
    ///
    /// @param name the name that it was given; empty for none
    /// @param sign what it does, as in `+` or `sigmoid`; of a leaf its number or name
    /// @param inputs the places of what it is made of, in order
    public record Node(
            String name, String sign, Sort sort, List<Integer> inputs, double value, double gradient, Flow flow) {
        public Node {
            inputs = List.copyOf(inputs);
        }

        private String shown() {
            String shown = switch (sign) {
                case "*" -> "×";
                case "/" -> "÷";
                case "-", "neg" -> "−";
                default -> sign;
            };
            return Frame.cut(shown, MOST);
        }

        private boolean isNumber() {
            return sort == Sort.NUMBER;
        }

        private boolean ordered() {
            return inputs.size() > 1 && !SYMMETRIC.contains(sign);
        }

        private String back(int digits) {
            return switch (flow) {
                case PASSES -> number(gradient, digits);
                case EXACT_ZERO -> "0";
                case ROUNDED_AWAY -> "≈0";
                case NO_PATH -> Numbers.NONE;
            };
        }

        private double box() {
            double text = Wiring.width(List.of(shown()), 7.4);
            return Math.max(HIGH, text + (sort == Sort.OPERATION ? 20 : 18));
        }

        private double wire() {
            return isNumber() ? SHORT : Wiring.width(List.of(number(value, DIGITS), back(DIGITS)), CHARACTER) + PADDING;
        }
    }

    private static String number(double value, int digits) {
        return Decimal.brief(value, digits, -3, Math.max(digits, 5));
    }

    @Override
    public Picture picture(String id, String title) {
        Layered layered = layered();
        double end = SIDE + layered.along() + Wiring.width(List.of(shownResult()), 7.4) + 20;
        double width = Math.max(LEAST, end + SIDE);
        Canvas canvas = new Canvas(id, title, width, TOP + layered.across() + BELOW, description());
        canvas.text("key forward", SIDE, 20, "▶ value, above its wire");
        canvas.text("key backward", SIDE + 166, 20, "◀ gradient of " + shownResult() + ", below");
        Wiring wiring = new Wiring(canvas, layered, Wiring.Way.RIGHT, SIDE + (width - SIDE - end) / 2, TOP);
        int edge = 0;
        for (Node node : nodes)
            for (int from : node.inputs())
                wiring.edge(style(nodes.get(from)), layered.routes().get(edge++));
        int[] uses = new int[nodes.size()];
        for (Node node : nodes) for (int from : node.inputs()) uses[from]++;
        edge = 0;
        for (int v = 0; v < nodes.size(); v++) {
            draw(wiring, v, uses[v]);
            for (int i = 0; i < nodes.get(v).inputs().size(); i++) {
                if (nodes.get(v).ordered()) operand(wiring, layered.routes().get(edge), v, i + 1);
                edge++;
            }
        }
        return canvas.picture(reading(), table());
    }

    private String shownResult() {
        return Frame.cut(result, MOST);
    }

    private Layered layered() {
        List<Size> sizes = new ArrayList<>();
        List<Edge> edges = new ArrayList<>();
        for (int v = 0; v < nodes.size(); v++) {
            Node node = nodes.get(v);
            sizes.add(new Size(node.box() + node.wire(), node.name().isEmpty() || leaf(node) ? ROW : NAMED));
            for (int from : node.inputs()) edges.add(new Edge(from, v, true));
        }
        return Layered.of(sizes, edges, GAPS);
    }

    private static boolean leaf(Node node) {
        return node.sort() != Sort.OPERATION;
    }

    /// The style of the wire that a node drives: dashed where no gradient comes back.
    private static String style(Node node) {
        return node.isNumber() || node.flow() == Flow.PASSES ? "" : "dead";
    }

    private void draw(Wiring wiring, int v, int uses) {
        Node node = nodes.get(v);
        Canvas canvas = wiring.canvas();
        Place place = wiring.layered().boxes().get(v);
        Point at = wiring.at(place.along(), place.across());
        double x = at.x(), y = at.y(), box = node.box(), end = x + place.size().along();
        wiring.open(v, called(v), tip(v));
        canvas.path(
                ("wire " + style(node)).strip(), "M" + new Point(x + box, y).path() + "L" + new Point(end, y).path());
        String look = node.sort().name().toLowerCase(Locale.ROOT);
        canvas.path("part " + look, Wiring.round(x, y - HIGH / 2, box, HIGH, leaf(node) ? 4 : HIGH / 2));
        boolean sign = node.shown().length() == 1 && !leaf(node);
        canvas.text((sign ? "sign" : "word") + " middle", x + box / 2, y + (sign ? 6 : 4), node.shown());
        if (!leaf(node) && !node.name().isEmpty())
            canvas.text("name middle", x + box / 2, y - HIGH / 2 - 5, Frame.cut(node.name(), MOST));
        if (!node.isNumber()) {
            double from = x + box + 9;
            forward(canvas, node, from, y - 7);
            backward(canvas, node, from, y + 17);
        }
        if (uses > 1) {
            double fork =
                    wiring.layered().routes().get(edgeFrom(v)).runs().getFirst().to();
            Point dot = wiring.at(fork, place.across());
            canvas.mark(Mark.DOT, "fork", dot.x(), dot.y(), 3, "used " + uses + " times: the gradients add up");
        }
        if (v == nodes.size() - 1) {
            wiring.head("", place.along() + place.size().along(), place.across());
            canvas.text("name", end + 8, y + 4, shownResult());
        }
        wiring.close();
    }

    /// The number of an operand, where it arrives.
    private static void operand(Wiring wiring, Route route, int v, int number) {
        Route.Run port = route.runs().getLast();
        boolean above = port.across() < wiring.layered().boxes().get(v).across();
        Point at = wiring.at(port.to() - 9, port.across() + (above ? -5 : 13));
        wiring.canvas().text("value middle", at.x(), at.y(), String.valueOf(number));
    }

    /// The first edge that leaves a node.
    private int edgeFrom(int node) {
        List<Integer> from = nodes.stream().flatMap(n -> n.inputs().stream()).toList();
        return from.indexOf(node);
    }

    private static void forward(Canvas canvas, Node node, double x, double y) {
        double value = node.value();
        if (!Double.isFinite(value)) canvas.mark(Mark.DIAMOND, "undefined", x + 4, y - 4, 4, "not a finite number");
        else if (value == 0) canvas.mark(Mark.ZERO, "forward hollow", x + 4, y - 4, 4, "exactly 0");
        else canvas.text("key forward", x - 2, y, "▶");
        canvas.text("flow forward", x + 12, y, number(value, DIGITS));
    }

    private static void backward(Canvas canvas, Node node, double x, double y) {
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
        canvas.text("flow backward", x + 12, y, node.back(DIGITS));
    }

    /// The name of a node in the table, its own or a number.
    private String called(int v) {
        if (v == nodes.size() - 1) return result;
        return nodes.get(v).name().isEmpty() ? "#" + (v + 1) : nodes.get(v).name();
    }

    private String tip(int v) {
        Node node = nodes.get(v);
        String made = leaf(node) ? "" : " = " + node.sign() + "(" + names(node) + ")";
        return called(v) + made + ": value " + number(node.value(), MANY)
                + (node.isNumber() ? "" : ", gradient " + node.back(MANY));
    }

    private String names(Node node) {
        return node.inputs().stream().map(this::called).collect(Collectors.joining(", "));
    }

    private String description() {
        return "The graph of " + Frame.cut(expression, 200) + ": "
                + IntStream.range(0, nodes.size()).limit(40).mapToObj(this::tip).collect(Collectors.joining("; "))
                + ".";
    }

    private String reading() {
        StringBuilder reading = new StringBuilder("Read it from left to right: in blue is what each part comes to, in"
                + " vermillion how fast " + result + " changes with it. ");
        reading.append("Here ")
                .append(result)
                .append(" is ")
                .append(number(nodes.getLast().value(), DIGITS));
        nodes.stream()
                .filter(n -> n.sort() == Sort.INPUT && n.flow() == Flow.PASSES && Double.isFinite(n.gradient()))
                .max(Comparator.comparingDouble(n -> Math.abs(n.gradient())))
                .ifPresentOrElse(
                        n -> reading.append(", and it depends most on ")
                                .append(n.name())
                                .append(": it changes by ")
                                .append(number(n.gradient(), DIGITS))
                                .append(" for each 1 that ")
                                .append(n.name())
                                .append(" grows, as long as the changes are small."),
                        () -> reading.append(", and no gradient arrives at an input."));
        if (nodes.stream().anyMatch(Node::ordered)) reading.append(" Small 1 and 2 mark the order of operands.");
        if (has(Flow.EXACT_ZERO)) reading.append(" ⊘ is exactly 0.");
        if (has(Flow.ROUNDED_AWAY)) reading.append(" ≈0 is not 0 in truth, but too small for a double.");
        if (has(Flow.NO_PATH)) reading.append(" A dash: no path leads back to there.");
        return reading.toString();
    }

    private boolean has(Flow flow) {
        return nodes.stream().anyMatch(n -> !n.isNumber() && n.flow() == flow);
    }

    private Table table() {
        List<String> head = List.of("node", "operation", "made of", "value", "gradient of " + result);
        return Table.of(head, IntStream.range(0, nodes.size()).boxed().toList(), v -> {
            Node node = nodes.get(v);
            String back = node.flow() == Flow.EXACT_ZERO ? "⊘ 0" : node.back(MANY);
            return List.of(
                    called(v),
                    leaf(node) ? node.sort().name().toLowerCase(Locale.ROOT) : node.sign(),
                    leaf(node) ? Numbers.NONE : names(node),
                    number(node.value(), MANY),
                    node.isNumber() ? Numbers.NONE : back);
        });
    }
}
