package org.gradus.studio.lab;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gradus.draw.ChainPlot;
import org.gradus.draw.Chart;
import org.gradus.draw.CircuitDiagram;
import org.gradus.draw.Markup;
import org.gradus.draw.Numbers;
import org.gradus.draw.Picture;
import org.gradus.expression.Chain;
import org.gradus.expression.CircuitDrawing;
import org.gradus.expression.Node;
import org.gradus.name.InputException;
import org.gradus.name.Shown;
import org.gradus.studio.page.Page;
import org.gradus.studio.web.Answer;
import org.gradus.studio.web.Refused;
import org.gradus.studio.web.Request;
import org.gradus.studio.web.Routes;

/// The page of one expression: where its number came from, and where its gradient dies. All of it stands in the
/// address; every number is the engine's.
public final class GraphLab {
    private static final String TAB = "/graph", TITLE = "Graph lab";
    private static final Pattern WIDTH = Pattern.compile("viewBox=\"0 0 ([\\d.]+)");

    /// Beyond it a count is shown as a power of ten.
    private static final double EXACT = 1e6;

    /// How far a wide drawing shrinks before it scrolls.
    private static final double LEAST = 0.8;

    /// How far a small drawing grows, and up to which width in pixels.
    private static final double LARGEST = 1.5, LARGER = 1.15, ROOM = 840;

    /// The most results of a line.
    private static final int RESULTS = 12;

    private GraphLab() {}

    /// Adds its pages.
    ///
    /// @param recorded all runs, the latest first
    /// @param run finds one by its id; of what is none, a [Refused] or an [InputException] says so
    public static void routes(Routes routes, Supplier<List<LabRun>> recorded, Function<String, LabRun> run) {
        NetworkView networks = new NetworkView(recorded, run);
        routes.get("/graph", request -> isNetwork(request) ? networks.page(request) : page(request))
                .get("/part/graph", GraphLab::part)
                .get("/part/graph/fields", GraphLab::fieldsPart)
                .get("/part/graph/network", request -> Answer.html(networks.html(request)));
    }

    private static boolean isNetwork(Request request) {
        return !request.value(Subject.key(request)).isEmpty();
    }

    private static Answer page(Request request) {
        Markup out = new Markup().element("h1", TITLE);
        out.open("nav", "class", "examples", "aria-label", "examples");
        for (Example e : Example.ALL) {
            boolean here = e.expression().equals(Question.expression(request));
            out.element("a", e.name(), "href", e.href(), "title", e.shows(), "aria-current", here ? "true" : "");
        }
        out.element("a", "The network of a recipe or a run", "href", "/graph?recipe=deep-sigmoid")
                .close();
        out.raw(LabForm.html(request)).raw(LabForm.search());
        out.open("div", "id", "lab", "data-part", "/part/graph", "data-query", "on");
        out.raw(content(request)).close();
        return Page.of(TITLE, TAB).with("graph.js").around(out.toString());
    }

    private static Answer part(Request request) {
        return Answer.html(content(request));
    }

    private static Answer fieldsPart(Request request) {
        return Answer.html(LabForm.fields(Question.of(request)));
    }

    /// All that depends on the address; where that makes no sense, why.
    private static String content(Request request) {
        try {
            return content(Question.of(request));
        } catch (InputException | Refused e) {
            Markup out = new Markup();
            return out.element("p", String.valueOf(e.getMessage()), "class", "refused", "role", "alert")
                    .toString();
        }
    }

    private static String content(Question q) {
        Markup out = new Markup();
        List<String> names = q.circuit().inputs().stream()
                .map(Node::name)
                .map(Question::parameter)
                .toList();
        List<String> formulas = q.circuit().nodes().stream()
                .map(node -> NodePanel.made(q, node))
                .toList();
        out.open(
                "div",
                "id",
                "state",
                "data-names",
                String.join(" ", names),
                "data-formulas",
                String.join("\n", formulas),
                "data-forward",
                String.valueOf(q.passes().forward()),
                "data-backward",
                String.valueOf(q.passes().backward()),
                "data-step",
                String.valueOf(q.passes().step()));
        out.element("p", q.passes().words(), "class", "progress", "role", "status")
                .close();
        results(out, q);
        out.raw(circuit(q));
        out.open("div", "class", "halves")
                .raw(new NodePanel(q).html())
                .raw(chain(q))
                .close();
        return out.toString();
    }

    private static void results(Markup out, Question q) {
        String f = q.circuit().name();
        boolean over = q.passes().step() >= q.passes().forward();
        out.open("dl", "class", "results");
        double value = q.readings().at(q.circuit().output()).value();
        result(out, "forward", f, over ? Amount.fine(value) : Numbers.NONE);
        for (Node input : q.circuit().inputs().stream().limit(RESULTS).toList())
            result(out, "backward", "∂" + f + "/∂" + input.name(), gradient(q, input));
        int more = q.circuit().inputs().size() - RESULTS;
        if (more > 0) result(out, "backward", "and " + more + " more", "…");
        out.close();
    }

    private static void result(Markup out, String style, String name, String number) {
        out.open("div", "class", style)
                .element("dt", name)
                .element("dd", number)
                .close();
    }

    private static String gradient(Question q, Node node) {
        if (!q.reached(node)) return Numbers.NONE;
        return switch (q.readings().at(node).flow()) {
            case PASSES -> Amount.fine(q.readings().at(node).gradient());
            case EXACT_ZERO -> "⊘ 0";
            case ROUNDED_AWAY -> "≈0";
            case NO_PATH -> Numbers.NONE;
        };
    }

    private static String circuit(Question q) {
        CircuitDiagram drawing = CircuitDrawing.of(
                        q.circuit(), q.readings(), q.locals(), q.passes().progress())
                .choosing(q.chosen() - 1);
        Picture picture = drawing.picture("graph", "The graph of " + q.circuit().name());
        // its nodes are buttons, and a picture may hold none
        return sized(picture.toHtml().replaceFirst("role=\"img\"", "role=\"group\""), LARGEST);
    }

    /// A drawing about as large as it is: a small one may grow, a wide one shrinks a little and scrolls beyond.
    private static String sized(String figure, double largest) {
        Matcher width = WIDTH.matcher(figure);
        if (!width.find()) return figure;
        double wide = Double.parseDouble(width.group(1));
        double most = Math.max(wide, Math.min(largest * wide, ROOM));
        String style = String.format(Locale.ROOT, "style=\"min-width:%.0fpx;max-width:%.0fpx\" ", LEAST * wide, most);
        return figure.substring(0, width.start()) + style + figure.substring(width.start());
    }

    private static String chain(Question q) {
        Node target = q.node()
                .filter(n ->
                        n.sort() != Node.Sort.NUMBER && !n.equals(q.circuit().output()))
                .orElseGet(() -> farthest(q));
        String f = q.circuit().name(), title = "From " + f + " back to " + q.called(target);
        List<Chain.Step> reached = Chain.to(q.circuit(), q.locals(), target).steps().stream()
                .filter(s -> q.reached(s.node()))
                .toList();
        Markup out = new Markup().open("section", "class", "panel", "id", "way", "aria-label", "the chain rule");
        if (reached.isEmpty()) {
            boolean begun = q.passes().step() > q.passes().forward();
            String why = begun
                    ? "No path leads back from " + f + " to " + q.called(target) + "."
                    : "The staircase grows with the backward pass, which has not begun.";
            return out.element("h2", title)
                    .element("p", why, "class", "soft")
                    .close()
                    .toString();
        }
        List<ChainPlot.Step> steps = reached.stream()
                .map(s -> new ChainPlot.Step(q.called(s.node()), s.local(), s.running()))
                .toList();
        ChainPlot plot = new ChainPlot(f, steps, others(q, target));
        return out.raw(sized(new Chart("chain", title, () -> plot).picture().toHtml(), LARGER))
                .close()
                .toString();
    }

    /// What must be said where several paths lead to a node.
    private static String others(Question q, Node target) {
        double paths = Chain.paths(q.circuit(), target);
        if (paths < 2 || !q.reached(target)) return "";
        return "This is the largest of " + count(paths) + " paths; all together bring "
                + Amount.fine(q.readings().at(target).gradient()) + ".";
    }

    private static String count(double paths) {
        return paths < EXACT ? Shown.count((long) paths) : Numbers.of(paths);
    }

    /// The input with the longest chain; of an expression without inputs, its result.
    private static Node farthest(Question q) {
        Optional<Node> input = q.circuit().inputs().stream()
                .max(Comparator.comparingInt(
                        n -> Chain.to(q.circuit(), q.locals(), n).steps().size()));
        return input.orElse(q.circuit().output());
    }
}
