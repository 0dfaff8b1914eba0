package org.gradus.studio.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gradus.studio.Served;
import org.gradus.studio.web.Wire.Reply;
import org.junit.jupiter.api.Test;

/// The graph lab as a browser gets it.
class LabLaws extends Served {
    private static final Pattern NODE = Pattern.compile("<g id=\"graph-node\\d+\" class=\"node\" data-node=\"([^\"]*)\""
            + " data-number=\"(\\d+)\" data-sort=\"(\\w+)\" data-value=\"([^\"]*)\" data-gradient=\"([^\"]*)\"");

    private static final String PRODUCT = "expr=" + encoded("(x+y)*z") + "&x=-2&y=5&z=-4";

    private static final String MICROGRAD = "c = a+b; d = a*b + b**3; c += c + 1; c += 1 + c + (-a);"
            + " d += d*2 + relu(b+a); d += 3*d + relu(b-a); e = c-d; f = e**2; g = f/2.0; g += 10.0/f";

    private String part(String query) throws IOException {
        Reply reply = get("/part/graph?" + query);
        assertThat(reply.status()).isEqualTo(200);
        return reply.body();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// What the drawing says of a node.
    private record Drawn(String sort, String value, String gradient) {
        double gradientNumber() {
            return Double.parseDouble(gradient);
        }
    }

    /// The nodes of a drawing by their names.
    private static Map<String, Drawn> nodes(String part) {
        Map<String, Drawn> nodes = new TreeMap<>();
        Matcher found = NODE.matcher(part);
        while (found.find()) nodes.put(found.group(1), new Drawn(found.group(3), found.group(4), found.group(5)));
        assertThat(nodes).isNotEmpty();
        return nodes;
    }

    @Test
    void theProductOfASum() throws IOException {
        String part = part(PRODUCT);
        Map<String, Drawn> nodes = nodes(part);
        assertThat(nodes.get("f").value()).isEqualTo("-12");
        assertThat(nodes.get("x").gradient()).isEqualTo("-4");
        assertThat(nodes.get("y").gradient()).isEqualTo("-4");
        assertThat(nodes.get("z").gradient()).isEqualTo("3");
        assertThat(part).contains("<dt>f</dt><dd>−12</dd>", "<dt>∂f/∂z</dt><dd>3</dd>", ">distributes<", ">swaps<");
    }

    @Test
    void theSigmoidNeuron() throws IOException {
        Map<String, Drawn> nodes =
                nodes(part("expr=" + encoded("f = sigmoid(w0*x0+w1*x1+w2)") + "&w0=2&w1=-3&w2=-3&x0=-1&x1=-2"));
        assertThat(Double.parseDouble(nodes.get("f").value())).isCloseTo(0.73, within(0.005));
        Map<String, Double> expected = Map.of("w0", -0.20, "x0", 0.39, "w1", -0.39, "x1", -0.59, "w2", 0.20);
        expected.forEach((name, gradient) ->
                assertThat(nodes.get(name).gradientNumber()).as(name).isCloseTo(gradient, within(0.005)));
    }

    @Test
    void theExampleOfMicrograd() throws IOException {
        assertThat(part("expr=" + encoded(MICROGRAD) + "&a=-4&b=2")).contains(">24.7041<", ">138.8338<", ">645.5773<");
    }

    @Test
    void beforeTheBackwardPassAGradientIsADashAndNeverZero() throws IOException {
        for (String pass : List.of("pass=forward&k=0", "pass=forward&k=2", "pass=back&k=0")) {
            String part = part(PRODUCT + "&" + pass);
            nodes(part)
                    .forEach(
                            (name, node) -> assertThat(node.gradient()).as(name).isEqualTo("–"));
            assertThat(part).contains("<dt>∂f/∂x</dt><dd>–</dd>").doesNotContain("class=\"band", "mark backward");
        }
        Map<String, Drawn> start = nodes(part(PRODUCT + "&pass=forward&k=0"));
        assertThat(start.get("f").value()).isEqualTo("–");
        assertThat(start.get("x").value()).isEqualTo("-2");
        assertThat(nodes(part(PRODUCT + "&pass=forward&k=1")).get("#3").value()).isEqualTo("3");
    }

    @Test
    void afterSomeStepsBackExactlySoManyNodesAreFilled() throws IOException {
        List<String> order = List.of("f", "z", "#3", "y", "x");
        for (int k = 0; k <= 5; k++) {
            String part = part(PRODUCT + "&pass=back&k=" + k);
            List<String> filled = nodes(part).entrySet().stream()
                    .filter(e -> !e.getValue().gradient().equals("–"))
                    .map(Map.Entry::getKey)
                    .toList();
            assertThat(filled).containsExactlyInAnyOrderElementsOf(order.subList(0, k));
            assertThat(part.split("class=\"part \\w+ fill", -1)).hasSize(k + 1);
        }
    }

    @Test
    void theDrawingStandsStillWhileThePassesGoOn() throws IOException {
        String query = "expr=" + encoded(MICROGRAD) + "&a=-4&b=2";
        List<String> places = places(part(query));
        for (String pass : List.of("pass=forward&k=0", "pass=back&k=0", "pass=back&k=12"))
            assertThat(places(part(query + "&" + pass))).isEqualTo(places);
    }

    /// Where the boxes of a drawing are.
    private static List<String> places(String part) {
        return Pattern.compile("class=\"part [^\"]*\" d=\"([^\"]*)")
                .matcher(part)
                .results()
                .map(m -> m.group(1))
                .toList();
    }

    @Test
    void aValueThatIsUsedTwiceAddsUpBothTerms() throws IOException {
        String part = part("expr=x*x&x=3&node=1");
        assertThat(nodes(part).get("x").gradient()).isEqualTo("6");
        assertThat(part).contains("+= 3  += 3", "upstream 1.00 × local 3.00 = 3.00", "sum 3.00 + 3.00 = 6.00");
    }

    @Test
    void anInputOfAPartThatIsLeftOutHasNoPath() throws IOException {
        String part = part("expr=" + encoded("f = w*x; a = b*b") + "&w=2&x=5&b=3");
        assertThat(part)
                .contains("<dt>a</dt><dd>9</dd>", "<dt>∂a/∂b</dt><dd>6</dd>", "<dt>∂a/∂w</dt><dd>–</dd>")
                .doesNotContain("fault");
    }

    @Test
    void aNodeIsExplainedWithItsNumbers() throws IOException {
        String part = part(PRODUCT + "&node=3");
        assertThat(part)
                .contains(
                        "x + y = (−2) + 5 = 3",
                        "upstream 1.00 × local −4.00 = −4.00",
                        "upstream −4.00 × local 1.00 = −4.00",
                        "aria-pressed=\"true\"");
        assertThat(part(PRODUCT + "&node=3&pass=back&k=1")).contains("the backward pass has not been here");
    }

    @Test
    void aNudgeSaysWhatWasPredictedAndWhatCame() throws IOException {
        String neuron = "expr=" + encoded("sigmoid(w*x)") + "&w=2&x=0.5&node=1&h=0.001";
        Matcher row = Pattern.compile("w \\+ 0.001</th><td>([^<]+)</td><td>([^<]+)</td><td>([^<]+)<")
                .matcher(part(neuron));
        assertThat(row.find()).isTrue();
        double slope = 0.5 * Math.exp(-1) / Math.pow(1 + Math.exp(-1), 2);
        assertThat(Double.parseDouble(row.group(1))).isCloseTo(0.001 * slope, within(1e-9));
        assertThat(Double.parseDouble(row.group(3))).isLessThan(1e-4).isGreaterThan(0);
    }

    @Test
    void anExactZeroHasItsSign() throws IOException {
        String part = part("expr=" + encoded("relu(x)") + "&x=-1");
        assertThat(part).contains("<dd>⊘ 0</dd>", "mark backward hollow");
        assertThat(part("expr=" + encoded("relu(x)") + "&x=-1&node=2")).contains("relu(x) = relu(−1) = 0");
        assertThat(nodes(part).get("x").gradient()).isEqualTo("0");
        assertThat(part("expr=" + encoded("exp(x)*y") + "&x=-800&y=1&node=1")).contains("≈0");
    }

    @Test
    void aChainOfSigmoidsIsAStaircaseDown() throws IOException {
        String part = part("expr=" + encoded("sigmoid(".repeat(8) + "x" + ")".repeat(8)) + "&x=1");
        String chain = part.substring(part.indexOf("id=\"chain\""));
        Matcher row = Pattern.compile("<tr><th scope=\"row\">[^<]*</th><td>([^<]*)</td><td>([^<]*)</td>")
                .matcher(chain);
        double before = 2;
        int rows = 0;
        while (row.find()) {
            double left = Double.parseDouble(row.group(2));
            assertThat(left).isLessThan(before);
            if (rows > 0) assertThat(left / before).isCloseTo(Double.parseDouble(row.group(1)), within(1e-4));
            before = left;
            rows++;
        }
        assertThat(rows).isEqualTo(9);
        assertThat(before).isLessThan(1e-5);
    }

    @Test
    void theLinkRestoresAll() throws IOException {
        String page = get("/graph?" + PRODUCT + "&pass=back&k=2&node=3&h=0.5").body();
        assertThat(page)
                .contains(
                        ">(x+y)*z</textarea>",
                        "name=\"x\" value=\"-2\"",
                        "name=\"z\" value=\"-4\"",
                        "name=\"h\" value=\"0.5\"",
                        "name=\"pass\" value=\"back\"",
                        "name=\"k\" value=\"2\"",
                        "name=\"node\" value=\"3\"",
                        "Backward pass: 2 of 5 gradients.",
                        part(PRODUCT + "&pass=back&k=2&node=3&h=0.5"));
        assertThat(page).contains("max=\"7\" value=\"4\"");
    }

    @Test
    void aNameThatTheAddressNeedsItselfIsKeptApart() throws IOException {
        String fields = get("/part/graph/fields?expr=" + encoded("k*h") + "&in.k=3&k=1&pass=back")
                .body();
        assertThat(fields)
                .contains("name=\"in.k\" value=\"3\"", "name=\"in.h\" value=\"1\"", "name=\"h\" value=\"0.01\"");
    }

    @Test
    void whatMakesNoSenseIsSaidWhereThePictureWouldBe() throws IOException {
        Map<String, String> wrong = Map.of(
                "expr=" + encoded("x*(y"),
                "column 5: expected ) for the ( in column 3, found the end",
                "expr=x&x=seven",
                "x: expected a number, found `seven`",
                "expr=x&pass=up",
                "pass: expected forward or back, found up",
                "expr=x&k=-1",
                "k: expected a whole number from 0",
                "expr=x&h=0",
                "h: expected a number other than 0",
                "expr=" + encoded("x" + "+x".repeat(400)),
                "expr: at most 300 nodes are drawn, found 401",
                "recipe=none",
                "recipe: expected the name of a preset, found `none`");
        for (Map.Entry<String, String> e : wrong.entrySet()) {
            Reply page = get("/graph?" + e.getKey());
            assertThat(page.status()).as(e.getKey()).isEqualTo(200);
            assertThat(page.body()).contains("role=\"alert\">" + e.getValue(), "id=\"controls\"");
        }
    }

    @Test
    void markupInAnExpressionIsText() throws IOException {
        String page = get("/graph?expr=" + encoded("<script>alert(1)</script>") + "&x=" + encoded("\"><b>"))
                .body();
        assertThat(page).contains("&lt;script&gt;alert(1)").doesNotContain("<script>", "\"><b>");
        assertThat(get("/graph?recipe=" + encoded("\"><script>")).body()).doesNotContain("\"><script>");
    }

    @Test
    void everyExampleIsDrawnAndEveryPresetHasItsNetwork() throws IOException {
        String page = get("/graph").body();
        for (Example e : Example.ALL) {
            assertThat(page).contains(">" + e.name() + "</a>");
            String drawn = get(e.href()).body();
            assertThat(drawn)
                    .as(e.name())
                    .contains("id=\"graph\"", "id=\"chain\"")
                    .doesNotContain("not drawn");
        }
        for (String recipe : List.of("deep-sigmoid", "tanh-residual"))
            assertThat(get("/graph?recipe=" + recipe).body()).contains("The network of " + recipe, "id=\"network\"");
    }

    @Test
    void aFoldedLayerOpensAndFoldsAgain() throws IOException {
        String folded = get("/part/graph/network?recipe=deep-sigmoid").body();
        assertThat(folded).contains("12 × dense 64, sigmoid", "open=dense1").doesNotContain("data-node=\"dense5\"");
        String open = get("/part/graph/network?recipe=deep-sigmoid&open=dense1").body();
        for (int layer = 1; layer <= 13; layer++) assertThat(open).contains("data-node=\"dense" + layer + "\"");
        assertThat(open)
                .contains("keeps 2")
                .contains("Fold 12 layers from dense1", "href=\"/graph?recipe=deep-sigmoid\"");
        String frames = get("/part/graph/network?recipe=tanh-residual&open=" + encoded("residual1/dense1"))
                .body();
        assertThat(frames).contains("data-node=\"residual12/dense1\"").doesNotContain("class=\"times\"");
    }

    @Test
    void aGraphOfTwoHundredNodesIsDrawnWithoutALeavingLabel() throws IOException {
        String sum = IntStream.range(0, 50).mapToObj(i -> "w" + i + "*x" + i).collect(Collectors.joining("+"));
        String part = part("expr=" + encoded("tanh(" + sum + ")"));
        assertThat(nodes(part)).hasSize(200);
        assertThat(part).contains("and 88 more");
    }

    @Test
    void everyNodeSaysWhatItIsMadeOfForTheSearch() throws IOException {
        assertThat(part(PRODUCT)).contains("data-formulas=\"x\ny\n#3 = x + y\nz\nf = #3 × z\"");
        assertThat(get("/graph").body()).contains("for=\"find\"", "aria-keyshortcuts=\"/\"");
        assertThat(get("/graph?recipe=deep-sigmoid").body()).contains("for=\"find\"");
    }

    @Test
    void anInputThatIsCalledRunIsNoRun() throws IOException {
        assertThat(get("/graph?expr=run*2&in.run=3").body()).contains("name=\"in.run\" value=\"3\"", "<dd>6</dd>");
    }
}
