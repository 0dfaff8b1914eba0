package org.gradus.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.gradus.activation.Relu;
import org.gradus.activation.Sigmoid;
import org.gradus.draw.CircuitDiagram.Flow;
import org.gradus.draw.CircuitDiagram.Known;
import org.gradus.draw.CircuitDiagram.Node;
import org.gradus.draw.CircuitDiagram.Sort;
import org.gradus.graph.Expr;
import org.gradus.init.GlorotUniform;
import org.gradus.init.HeNormal;
import org.gradus.law.Golden;
import org.gradus.layer.Dense;
import org.gradus.layer.Freeze;
import org.gradus.layer.Layer;
import org.gradus.layer.LayerNorm;
import org.gradus.layer.Network;
import org.gradus.layer.Outline;
import org.gradus.layer.Repeat;
import org.gradus.layer.Residual;
import org.gradus.tensor.Shape;
import org.junit.jupiter.api.Test;

/// Circuits and networks as boxes and edges.
class DiagramLaws {
    private static Node input(String name, double value, double gradient) {
        return new Node(name, name, Sort.INPUT, List.of(), value, gradient, Flow.PASSES);
    }

    private static Node operation(String sign, double value, double gradient, Flow flow, Integer... inputs) {
        return new Node("", sign, Sort.OPERATION, List.of(inputs), value, gradient, flow);
    }

    private static Picture circuit(Node... nodes) {
        return new CircuitDiagram("an expression", "f", List.of(nodes)).picture("graph", "The graph of f");
    }

    private static Picture product() {
        return circuit(
                input("x", -2, -4),
                input("y", 5, -4),
                operation("+", 3, -4, Flow.PASSES, 0, 1),
                input("z", -4, 3),
                operation("*", -12, 1, Flow.PASSES, 2, 3));
    }

    @Test
    void theProductOfASumLooksAsItWasReviewed() {
        Golden.hold("graph.svg", product().toSvg());
    }

    @Test
    void everyWireHasItsValueAboveAndItsGradientBelow() {
        String svg = product().svg();
        for (int v = 0; v < 5; v++) {
            String node = svg.substring(svg.indexOf("id=\"graph-node" + v + "\""));
            node = node.substring(0, node.indexOf("</g>"));
            double wire = number(node, "class=\"wire\" d=\"M[\\d.]+ ([\\d.]+)");
            assertThat(number(node, "flow forward\" x=\"[\\d.]+\" y=\"([\\d.]+)"))
                    .isLessThan(wire);
            assertThat(number(node, "flow backward\" x=\"[\\d.]+\" y=\"([\\d.]+)"))
                    .isGreaterThan(wire);
        }
        assertThat(product().table().rows()).contains(List.of("z", "input", "–", "-4", "3"));
        assertThat(product().reading()).contains("f is -12", "depends most on x", "changes by -4");
    }

    private static double number(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    @Test
    void exactlyZeroNothingAndNoNumberHaveSignsOfTheirOwn() {
        Picture picture = circuit(
                new Node("a", "a", Sort.INPUT, List.of(), 0, 0, Flow.EXACT_ZERO),
                new Node("b", "b", Sort.INPUT, List.of(), 1, 0, Flow.NO_PATH),
                new Node("c", "c", Sort.INPUT, List.of(), 1, 0, Flow.ROUNDED_AWAY),
                input("d", Double.POSITIVE_INFINITY, Double.NaN),
                operation("max", 1, 1, Flow.PASSES, 0, 1),
                operation("+", 1, 1, Flow.PASSES, 2, 3),
                operation("*", 1, 1, Flow.PASSES, 4, 5));
        String svg = picture.svg();
        assertThat(svg).contains("mark forward hollow", "mark backward hollow", ">≈0</text>", ">∞</text>");
        assertThat(svg.split("mark undefined", -1)).hasSize(3);
        assertThat(svg.split("class=\"wire dead\"", -1)).hasSize(7);
        assertThat(picture.table().rows().stream().map(List::getLast).toList())
                .containsExactly("⊘ 0", "–", "≈0", "NaN", "1", "1", "1");
        assertThat(picture.reading()).contains("⊘ is exactly 0", "≈0 is not 0", "A dash: no path");
    }

    @Test
    void aValueThatIsUsedTwiceForks() {
        Picture square = circuit(input("x", 3, 6), operation("*", 9, 1, Flow.PASSES, 0, 0));
        assertThat(square.svg()).contains("used 2 times");
        assertThat(square.svg().split("class=\"wirehead", -1)).hasSize(4);
        assertThat(product().svg()).doesNotContain("used 2 times");
    }

    @Test
    void theOrderOfOperandsIsMarkedWhereItMatters() {
        Picture quotient = circuit(input("a", 1, 1), input("b", 1, -1), operation("/", 1, 1, Flow.PASSES, 0, 1));
        assertThat(quotient.svg()).contains(">÷</text>", ">1</text>", ">2</text>");
        assertThat(quotient.reading()).contains("Small 1 and 2");
        assertThat(product().reading()).doesNotContain("Small 1 and 2");
    }

    private static Picture drawn(int size) {
        SplittableRandom random = new SplittableRandom(3);
        List<String> signs = List.of("leaky_relu", "*", "+", "sigmoid", "relu", "max", "tanh");
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            double value = random.nextDouble() * 1e-7;
            if (i < 10) {
                nodes.add(input("a_rather_long_name" + i, value, value));
                continue;
            }
            String name = random.nextInt(3) == 0 ? "part" + i : "";
            List<Integer> inputs = List.of(i - 1 - random.nextInt(10), i - 10);
            nodes.add(new Node(
                    name,
                    signs.get(random.nextInt(signs.size())),
                    Sort.OPERATION,
                    inputs,
                    value,
                    value,
                    Flow.PASSES,
                    List.of(value, 1.0),
                    Known.GRADIENT));
        }
        return new CircuitDiagram("an expression", "f", nodes).choosing(12).picture("graph", "The graph of f");
    }

    /// Where a text or a box is.
    private record Area(String what, double left, double top, double right, double bottom) {
        static Area text(Matcher text) {
            double x = Double.parseDouble(text.group(2)), y = Double.parseDouble(text.group(3));
            String style = text.group(1);
            double wide = (style.contains("note") ? 5.9 : 6.7) * text.group(4).length();
            double left = style.contains("middle") ? x - wide / 2 : x;
            return new Area(text.group(4), left, y - 9, left + wide, y + 2);
        }

        boolean meets(Area other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }
    }

    /// What belongs to nodes: the outlines of boxes, then texts.
    private static List<Area> areas(String svg, boolean boxes) {
        List<Area> areas = new ArrayList<>();
        Matcher texts = Pattern.compile("<text class=\"([^\"]*)\" x=\"([-\\d.]+)\" y=\"([-\\d.]+)\">([^<]+)<")
                .matcher(svg);
        while (!boxes && texts.find()) areas.add(Area.text(texts));
        Matcher outlines = Pattern.compile(
                        "class=\"part [^\"]*\" d=\"M([\\d.]+) ([\\d.]+)h([\\d.]+)a([\\d.]+) [^v]*v([\\d.]+)")
                .matcher(svg);
        while (boxes && outlines.find()) {
            double[] n = IntStream.rangeClosed(1, 5)
                    .mapToDouble(i -> Double.parseDouble(outlines.group(i)))
                    .toArray();
            areas.add(new Area("box", n[0] - n[3], n[1], n[0] + n[2] + n[3], n[1] + n[4] + 2 * n[3]));
        }
        return areas;
    }

    @Test
    void atTwentyAndAtTwoHundredNodesNothingOverlapsAndNoWordLeavesThePicture() {
        for (int size : List.of(20, 200)) {
            String svg = drawn(size).svg();
            double width = number(svg, "viewBox=\"0 0 ([\\d.]+)"),
                    height = number(svg, "viewBox=\"0 0 [\\d.]+ ([\\d.]+)");
            List<Area> boxes = areas(svg, true), texts = areas(svg, false);
            assertThat(boxes).hasSize(size);
            assertThat(texts).hasSizeGreaterThan(3 * size);
            for (Area text : texts) {
                assertThat(text.left()).as(text.what()).isGreaterThanOrEqualTo(0);
                assertThat(text.right()).as(text.what()).isLessThanOrEqualTo(width);
                assertThat(text.top()).as(text.what()).isGreaterThanOrEqualTo(0);
                assertThat(text.bottom()).as(text.what()).isLessThanOrEqualTo(height);
            }
            texts.removeIf(t -> t.top() < 50); // the keys
            for (List<Area> areas : List.of(boxes, texts))
                for (int i = 0; i < areas.size(); i++)
                    for (Area other : areas.subList(i + 1, areas.size()))
                        assertThat(areas.get(i).meets(other))
                                .as(areas.get(i) + " and " + other)
                                .isFalse();
        }
    }

    private static Picture staged(Known known) {
        Node x = new Node("x", "x", Sort.INPUT, List.of(), 3, 6, Flow.PASSES, List.of(), Known.VALUE);
        Node product = new Node("", "*", Sort.OPERATION, List.of(0, 0), 9, 1, Flow.PASSES, List.of(3.0, 3.0), known);
        return circuit(x, product);
    }

    @Test
    void whatIsNotComputedYetIsADashAndNeverZero() {
        Picture before = staged(Known.NOTHING), forward = staged(Known.VALUE), back = staged(Known.GRADIENT);
        assertThat(before.svg())
                .contains("part operation unknown")
                .doesNotContain("part operation fill", "class=\"band");
        assertThat(before.table().rows().getLast()).endsWith("–", "–");
        assertThat(forward.table().rows().getLast()).endsWith("9", "–");
        assertThat(forward.reading()).contains("f is 9", "a dash is not 0");
        assertThat(back.table().rows().stream().map(List::getLast)).containsExactly("–", "1");
        assertThat(back.svg())
                .contains("class=\"band wide5\"", "data-gradient=\"–\"")
                .doesNotContain("+= ");
    }

    @Test
    void aForkSaysWhatEachUseAdds() {
        Node x = new Node("x", "x", Sort.INPUT, List.of(), 3, 6, Flow.PASSES, List.of(), Known.GRADIENT);
        Node product =
                new Node("", "*", Sort.OPERATION, List.of(0, 0), 9, 1, Flow.PASSES, List.of(2.5, 3.5), Known.GRADIENT);
        assertThat(circuit(x, product).svg()).contains("+= 2.5  += 3.5");
    }

    @Test
    void aChainIsAStaircaseWithItsFactors() {
        List<ChainPlot.Step> steps = new ArrayList<>();
        for (int i = 0; i < 9; i++) steps.add(new ChainPlot.Step("s" + i, i == 0 ? 1 : 0.25, Math.pow(0.25, i)));
        Picture picture = new ChainPlot("f", steps, "").picture("chain", "The chain");
        assertThat(picture.svg().split(">× 0.25<", -1)).hasSize(9);
        assertThat(picture.reading()).contains("1.526e-5 is left of 1", "× 0.25");
        assertThat(picture.table().rows().getLast()).containsExactly("s8", "0.25", "1.52588e-5");
    }

    private static NetworkDiagram network(Shape sample, Layer... layers) {
        Network.Forward forward = new Network(List.of(layers), 1).forward(Expr.input("inputs", sample.rows(2)), true);
        return new NetworkDiagram(Outline.of(forward));
    }

    private static Picture drawn(Shape sample, Layer... layers) {
        return network(sample, layers).picture("network", "The network");
    }

    private static Layer sigmoid(int units) {
        return Dense.of(units, new Sigmoid(), new GlorotUniform());
    }

    private static Picture residual() {
        Layer branch = new Residual(
                List.of(Dense.of(32, new Relu(), new HeNormal()), new LayerNorm(1e-5), Dense.of(32)), 0.35);
        return drawn(
                Shape.of(8, 4), sigmoid(32), new Freeze(List.of(sigmoid(32))), new Repeat(8, branch), Dense.of(10));
    }

    @Test
    void aResidualNetworkLooksAsItWasReviewed() {
        Golden.hold("network.svg", residual().toSvg());
    }

    @Test
    void layersSayTheirUnitsParametersAndActivation() {
        Picture picture = drawn(Shape.of(2), new Repeat(13, sigmoid(16)), Dense.of(1));
        assertThat(picture.svg())
                .contains(
                        ">input 2<",
                        ">dense 16, sigmoid<",
                        ">dense1 · 48 parameters<",
                        ">12 × dense 16, sigmoid<",
                        ">dense2 … dense13 · 3,264 parameters<",
                        ">dense 1<",
                        ">output 1<");
        assertThat(picture.reading())
                .contains("14 layers with 3,329 parameters", "98 % of them are in dense2 to dense13", "12 ×");
        assertThat(picture.table().rows().get(2))
                .containsExactly("12 × dense 16, sigmoid", "dense2 … dense13", "12", "16", "3,264", "dense1");
    }

    @Test
    void aBranchIsDrawnOnceAndTheWayAroundItInBlue() {
        Picture picture = residual();
        assertThat(picture.svg())
                .contains(">8 ×<", "class=\"times\"", "class=\"wire around\"", ">+ 0.35 ×<", ", fixed<");
        assertThat(picture.reading()).contains("dotted frame", "takes the signal around");
        assertThat(picture.table().rows().stream().map(List::getLast)).anyMatch(fed -> fed.contains("(around)"));
    }

    @Test
    void aPageFindsEveryBoxByItsIdAndItsName() {
        assertThat(residual().svg()).contains("id=\"network-node1\" class=\"node\" data-node=\"dense1\"");
    }

    @Test
    void anyNumberOfLayersFitsOnAPhone() {
        Layer[] layers = IntStream.range(1, 300).mapToObj(i -> sigmoid(i)).toArray(Layer[]::new);
        for (Picture picture : List.of(
                drawn(Shape.of(2), layers),
                residual(),
                drawn(Shape.of(4), new Repeat(40, new Residual(List.of(new Residual(List.of(sigmoid(4)), 1)), 1)))))
            assertThat(number(picture.svg(), "viewBox=\"0 0 ([\\d.]+)")).isEqualTo(410);
        assertThat(drawn(Shape.of(2), layers).svg()).contains("more layers");
    }
}
