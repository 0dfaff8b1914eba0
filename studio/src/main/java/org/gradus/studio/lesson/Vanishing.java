package org.gradus.studio.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gradus.draw.ChainPlot;
import org.gradus.draw.Markup;
import org.gradus.expression.Circuit;
import org.gradus.expression.Node;
import org.gradus.expression.Readings;
import org.gradus.name.Shown;
import org.gradus.studio.page.Controls;
import org.gradus.studio.web.Refused;
import org.gradus.studio.web.Request;

/// A chain of layers of one unit, and what is left of the gradient behind each.
///
/// @param depth how many layers
/// @param weight of each
record Vanishing(Texts texts, int depth, double weight, String activation) implements Chapter {
    private static final double INPUT = 1, SHARE = 0.001, LARGE = 4, ONE = 1;
    private static final Dial DEPTH = new Dial("depth", 1, 30, 1, 8), WEIGHT = new Dial("weight", 0.5, 4, 0.25, ONE);

    private static final String SIGMOID = "sigmoid";
    private static final List<String> ACTIVATIONS = List.of(SIGMOID, "tanh", "relu");

    /// The most layers with words at each step of the staircase.
    private static final int FEW = 10;

    static Vanishing of(Request request, Texts texts) {
        String activation = request.value("activation").isEmpty() ? SIGMOID : request.value("activation");
        if (!ACTIVATIONS.contains(activation))
            throw Refused.bad(
                    "activation: expected " + String.join(", ", ACTIVATIONS) + ", found " + Shown.brief(activation));
        return new Vanishing(texts, DEPTH.whole(request), WEIGHT.of(request), activation);
    }

    @Override
    public int number() {
        return 5;
    }

    private static String expression(int depth, String activation) {
        return IntStream.rangeClosed(1, depth)
                .mapToObj(i -> "h" + i + " = " + activation + "(w*" + (i == 1 ? "x" : "h" + (i - 1)) + ")")
                .collect(Collectors.joining("; "));
    }

    /// What is left of the gradient at the output, behind each layer, and at the input.
    private static List<Double> left(int depth, double weight, String activation) {
        Circuit circuit = Circuit.read(expression(depth, activation));
        Readings readings = Readings.of(circuit, Map.of("w", weight, "x", INPUT));
        List<Double> left = new ArrayList<>();
        for (int i = depth; i >= 0; i--) {
            String name = i == 0 ? "x" : "h" + i;
            Node node = circuit.nodes().stream()
                    .filter(n -> n.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            left.add(readings.at(node).gradient());
        }
        return left;
    }

    /// What arrives at the input.
    private static double arrives(int depth) {
        return left(depth, ONE, SIGMOID).getLast();
    }

    /// The slope of a sigmoid at 0, where it is steepest.
    private static double steepest() {
        Circuit circuit = Circuit.read("sigmoid(x)");
        return Readings.of(circuit, Map.of("x", 0.0))
                .at(circuit.inputs().getFirst())
                .gradient();
    }

    @Override
    public Map<String, String> numbers() {
        return Map.of(
                "steepest",
                Dial.shown(steepest()),
                "one",
                Dial.shown(ONE),
                "large",
                Dial.shown(LARGE),
                "share",
                Dial.shown(SHARE));
    }

    @Override
    public void controls(Markup out) {
        SequencedMap<String, String> names = Address.of(SIGMOID, SIGMOID, "tanh", "tanh", "relu", "ReLU");
        new Controls(out).choice("activation", texts.of("control.activation"), names, activation);
        WEIGHT.write(out, texts.of("control.weight"), weight);
    }

    @Override
    public Dial played() {
        return DEPTH;
    }

    @Override
    public double at() {
        return depth;
    }

    @Override
    public String live() {
        List<Double> left = left(depth, weight, activation);
        List<ChainPlot.Step> steps = new ArrayList<>();
        for (int i = 0; i <= depth; i++) {
            double before = i == 0 ? 1 : left.get(i - 1), here = left.get(i);
            String name = i == depth ? "x" : "h" + (depth - i);
            steps.add(new ChainPlot.Step(name, before == 0 ? 0 : here / before, here));
        }
        double end = left.getLast();
        Map<String, String> numbers = Map.of(
                "depth",
                String.valueOf(depth),
                "left",
                Amount.of(end, 2),
                "each",
                Amount.of(Math.pow(Math.abs(end), 1.0 / depth), 3));
        ChainPlot plot = new ChainPlot("output", steps, "", FEW);
        Markup out = new Markup().element("p", texts.of(end == 0 ? "5.nothing" : "5.now", numbers), "class", "now");
        String html = Pictures.html(plot.picture("chain", texts.of("5.picture")), texts, texts.of("5.reading"));
        return out.raw(Pictures.sized(html)).toString();
    }

    @Override
    public String tried() {
        return "weight=" + Dial.shown(LARGE);
    }

    @Override
    public String asked() {
        return "weight=" + Dial.shown(ONE) + "&activation=" + SIGMOID;
    }

    @Override
    public Verdict check(String given) {
        double answer = Chapter.number(given, texts);
        int at = (int) answer;
        if (at != answer || at < 1 || at > DEPTH.high())
            return new Verdict(
                    false,
                    texts.of("5.beyond", Map.of("least", Dial.shown(DEPTH.low()), "most", Dial.shown(DEPTH.high()))));
        int first = 1;
        while (arrives(first) >= SHARE) first++;
        Map<String, String> numbers = Map.of(
                "given",
                String.valueOf(at),
                "answer",
                String.valueOf(first),
                "found",
                Amount.of(arrives(at), 2),
                "before",
                Amount.of(arrives(Math.max(1, at - 1)), 2),
                "one",
                Dial.shown(ONE));
        return new Verdict(at == first, texts.of(at == first ? "5.right" : "5.wrong", numbers));
    }

    @Override
    public String href() {
        return "/graph?"
                + Address.query(Address.of(
                        "expr", expression(depth, activation), "w", Dial.shown(weight), "x", Dial.shown(INPUT)));
    }
}
