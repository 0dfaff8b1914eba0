package org.gradus.studio.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The page of one expression.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GraphIT {
    private static final String SUM = "/graph?expr=(x%2By)*z&x=-2&y=5&z=-4",
            NEURON = "/graph?expr=f%3Dsigmoid(w0*x0%2Bw1*x1%2Bw2)&w0=2&x0=-1&w1=-3&x1=-2&w2=-3";

    private final Visit visit = new Visit(House.begun().origin());

    @AfterEach
    void quiet() {
        visit.wide();
        visit.quiet();
    }

    @AfterAll
    void close() {
        visit.close();
    }

    /// The nodes that the backward pass has reached.
    private static final String FILLED = "g.node:not([data-gradient='–'])";

    private static String filled(int nodes) {
        return "document.querySelectorAll(\"" + FILLED + "\").length === " + nodes;
    }

    /// What a node's attribute says.
    private String node(String name, String what) {
        return String.valueOf(
                visit.is("document.querySelector('g.node[data-node=\"" + name + "\"]')?.dataset." + what + " ?? '–'"));
    }

    private double value(String name) {
        return Double.parseDouble(node(name, "value"));
    }

    private double gradient(String name) {
        return Double.parseDouble(node(name, "gradient"));
    }

    private static double read(String number) {
        return Double.parseDouble(number.replace('−', '-').replace(",", "").replace(" ", ""));
    }

    /// What stands in large figures over the graph.
    private Map<String, String> results() {
        List<String> names = visit.all(".results dt").allInnerTexts(),
                numbers = visit.all(".results dd").allInnerTexts();
        return IntStream.range(0, names.size()).boxed().collect(Collectors.toMap(names::get, numbers::get));
    }

    @Test
    void aSumTimesANumberHandsBackItsFactors() {
        visit.open(SUM);
        assertThat(value("f")).isEqualTo(-12);
        assertThat(List.of(gradient("x"), gradient("y"), gradient("z"))).containsExactly(-4.0, -4.0, 3.0);
        assertThat(results()).containsEntry("f", "−12").containsEntry("∂f/∂z", "3");
    }

    @Test
    void theSigmoidNeuronHasTheNumbersOfTheTextbook() {
        visit.open(NEURON);
        assertThat(value("f")).isEqualTo(0.73, within(0.005));
        Map<String, Double> expected = Map.of("w0", -0.20, "x0", 0.39, "w1", -0.39, "x1", -0.59, "w2", 0.20);
        expected.forEach((name, number) -> assertThat(gradient(name)).as(name).isEqualTo(number, within(0.005)));
    }

    @Test
    void microgradsExampleHasTheNumbersOfItsReadme() {
        visit.open("/graph");
        visit.all(".examples a")
                .filter(new Locator.FilterOptions().setHasText("micrograd"))
                .click();
        assertThat(read(results().get("g.2"))).isEqualTo(24.7041, within(5e-5));
        assertThat(read(results().get("∂g.2/∂a"))).isEqualTo(138.8338, within(5e-5));
        assertThat(read(results().get("∂g.2/∂b"))).isEqualTo(645.5773, within(5e-5));
    }

    @Test
    void beforeTheBackwardPassAGradientIsADashAndNeverZero() {
        visit.open(SUM + "&pass=back&k=0");
        assertThat(results())
                .containsEntry("f", "−12")
                .containsEntry("∂f/∂x", "–")
                .containsEntry("∂f/∂z", "–");
        assertThat(visit.all(FILLED).count()).isZero();
        assertThat(visit.all("#graph td:last-child").allTextContents()).containsOnly("–");
    }

    @Test
    void afterEachStepOfTheBackwardPassExactlySoManyNodesAreFilled() {
        visit.open(NEURON + "&pass=back&k=0");
        int all = (int) visit.number("+document.getElementById('state').dataset.backward");
        for (int k = 1; k <= all; k++) {
            visit.all("#backward").click();
            visit.until(filled(k));
            if (k < all) assertThat(visit.address()).contains("pass=back", "k=" + k);
        }
        assertThat(visit.all("g.node").count()).isEqualTo(all);
    }

    @Test
    void editingAnInputChangesEveryNodeWithinATenthOfASecond() {
        visit.open(SUM);
        List<Double> times = new ArrayList<>();
        for (int x = 10; x < 20; x++) {
            times.add(((Number) visit.page().evaluate("""
                    x => new Promise(done => {
                      const field = document.getElementById("in-x"), begun = performance.now();
                      document.getElementById("lab").addEventListener("part", () =>
                        requestAnimationFrame(() => done(performance.now() - begun)), {once: true});
                      field.value = x;
                      field.dispatchEvent(new Event("input", {bubbles: true}));
                    })""", x)).doubleValue());
            assertThat(value("f")).isEqualTo((x + 5) * -4.0);
            assertThat(gradient("z")).isEqualTo(x + 5.0);
        }
        assertThat(times.stream().sorted().skip(5).findFirst().orElseThrow())
                .as("median of " + times)
                .isLessThan(100);
    }

    /// Browsers refuse more than two hundred addresses in ten seconds.
    @Test
    void aLongDragWritesFewAddressesAndTheLastOfThem() {
        visit.open(SUM);
        visit.is("window.written = 0");
        visit.is("history.replaceState = (old => (...given) => { window.written++; old.apply(history, given); })"
                + "(history.replaceState)");
        visit.page().evaluate("""
                async () => {
                  const field = document.getElementById("in-x");
                  for (let x = 1; x <= 300; x++) {
                    field.value = x;
                    field.dispatchEvent(new Event("input", {bubbles: true}));
                    if (x % 10 === 0) await new Promise(requestAnimationFrame);
                  }
                }""");
        visit.page().waitForURL("**x=300*");
        visit.until("document.querySelector('g.node[data-node=f]').textContent.includes('-1220')"
                + " || document.querySelector('g.node[data-node=f]').textContent.includes('−1220')");
        assertThat(visit.number("window.written")).isLessThan(100);
    }

    @Test
    void aValueThatIsUsedTwiceAddsUpItsGradients() {
        visit.open("/graph?expr=x*x&x=3");
        assertThat(gradient("x")).isEqualTo(6);
        visit.all("g.node[data-node=x] .part").first().click();
        visit.until("document.querySelector('#explained .sum')");
        assertThat(visit.text("#explained .sum")).isEqualTo("sum 3.00 + 3.00 = 6.00");
    }

    @Test
    void aNudgeIsPredictedByTheGradient() {
        visit.open(NEURON + "&h=0.001");
        List<String> errors = visit.all("#explained td:last-child").allTextContents();
        assertThat(errors).hasSize(5);
        for (String error : errors) assertThat(Math.abs(read(error))).isLessThan(1e-4);
    }

    @Test
    void aReluThatIsOffShowsAnExactZero() {
        visit.open("/graph?expr=relu(x)&x=-1");
        assertThat(results()).containsEntry("∂f/∂x", "⊘ 0");
        assertThat(visit.all("#graph svg").textContent()).contains("exactly 0");
    }

    /// A sum of so many products that the graph has about as many nodes.
    private static String nodes(int many) {
        String expression = IntStream.range(0, (many + 3) / 4)
                .mapToObj(i -> "tanh(a" + i + "*b)")
                .collect(Collectors.joining("+"));
        return "/graph?expr=" + URLEncoder.encode(expression, StandardCharsets.UTF_8) + "&b=0.5";
    }

    @Test
    void noBoxesOverlapAndNoLabelLeavesThePictureAtTwentyAndTwoHundredNodes() {
        for (int many : new int[] {20, 200}) {
            visit.open(nodes(many));
            assertThat(visit.all("g.node").count()).isBetween(many - 4, many + 4);
            assertThat(visit.number("""
                    (() => {
                      const boxes = [...document.querySelectorAll("#graph g.node .part")].map(e => e.getBoundingClientRect());
                      let over = 0;
                      boxes.forEach((a, i) => boxes.forEach((b, j) => {
                        if (j > i && a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1) over++;
                      }));
                      return boxes.length ? over : -1;
                    })()""")).as("overlaps of " + many + " nodes").isZero();
            assertThat(visit.list("""
                    (() => {
                      const svg = document.querySelector("#graph svg"), view = svg.getBoundingClientRect();
                      return [...svg.querySelectorAll("text")].filter(t => {
                        const b = t.getBoundingClientRect();
                        return b.left < view.left - 1 || b.right > view.right + 1 || b.top < view.top - 1 || b.bottom > view.bottom + 1;
                      }).map(t => t.textContent);
                    })()"""))
                    .as("labels outside of " + many + " nodes")
                    .isEmpty();
        }
    }

    @Test
    void whatIsNotAnsweredIsAskedAgain() {
        Page page = visit.open(NEURON);
        page.route("**/part/graph?*", Route::abort);
        visit.all("#in-x0").fill("7");
        visit.until("document.getElementById('status').textContent.includes('tries again')");
        assertThat(value("x0")).isEqualTo(-1);
        page.unroute("**/part/graph?*");
        visit.until("document.getElementById('status').textContent === ''");
        assertThat(value("x0")).isEqualTo(7);
        // the console shows what was not answered
        visit.forgive();
    }

    @Test
    void theLinkRestoresAll() {
        visit.open(SUM);
        visit.all("#in-x").fill("7");
        visit.until("location.search.includes('x=7')");
        visit.all("#expr").fill("(x+y)*z+w");
        visit.until("document.getElementById('in-w')");
        visit.all("#in-w").fill("0.5");
        visit.all("g.node[data-node=x] .part").first().click();
        visit.until("document.querySelector('#explained h2')?.textContent.startsWith('x')");
        visit.all("#backward").click();
        visit.all("#backward").click();
        visit.until(filled(2));
        String seen = visit.all("#lab").innerHTML(), address = visit.address();
        Page other = visit.another();
        other.navigate(House.begun().origin() + address);
        assertThat(other.locator("#lab").innerHTML()).isEqualTo(seen);
        assertThat(other.locator("#expr").inputValue()).isEqualTo("(x+y)*z+w");
        assertThat(other.locator("#in-x").inputValue()).isEqualTo("7");
        other.close();
    }

    @Test
    void allOfItWorksByKeyboard() {
        Page page = visit.open(SUM + "&pass=forward&k=0");
        page.locator("main h1").click();
        page.keyboard().press(".");
        visit.until("document.getElementById('state').dataset.step === '1'");
        page.keyboard().press(".");
        page.keyboard().press(",");
        visit.until("location.search.includes('k=1')");
        page.locator("g.node[tabindex='0']").focus();
        page.keyboard().press("Home");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("Enter");
        visit.until("document.querySelector('#explained h2')?.textContent.startsWith('y')");
        assertThat(visit.is("document.activeElement.dataset.node")).isEqualTo("y");
        assertThat(visit.all("g.node[tabindex='0']").count()).isEqualTo(1);
    }

    @Test
    void reducedMotionJumps() {
        visit.media(ColorScheme.LIGHT, ForcedColors.NONE, ReducedMotion.REDUCE);
        visit.open(SUM + "&pass=forward&k=0");
        visit.all("#play").click();
        visit.until("document.getElementById('state').dataset.step === '2'");
        assertThat(visit.text("#play")).isEqualTo("Play");
        visit.theme(ColorScheme.LIGHT);
    }

    @Test
    void whatCannotBeReadIsSaidWhereThePictureWouldBe() {
        visit.open(SUM);
        visit.all("#expr").fill("(x+y*z");
        visit.until("document.querySelector('#lab [role=alert]')");
        assertThat(visit.text("#lab [role=alert]")).contains("(x+y*z");
        visit.all("#expr").fill("(x+y)*z");
        visit.until("document.querySelector('#graph svg')");
        assertThat(visit.all("#in-x").inputValue()).isEqualTo("-2");
    }

    @Test
    void aFoldedLayerOfANetworkOpensByKeyboard() {
        Page page = visit.open("/graph?recipe=deep-sigmoid");
        int folded = visit.all("g.node").count();
        page.locator("#network g.node[aria-label^=Open]").focus();
        page.keyboard().press("Enter");
        page.waitForURL("**/graph?recipe=deep-sigmoid&open=*");
        assertThat(visit.all("g.node").count()).isGreaterThan(folded);
    }

    private static final String HITS = "[...document.querySelectorAll('g.node.hit')].map(n => n.dataset.node)";

    @Test
    void aKeyLeadsToTheSearchAndEnterFromMatchToMatch() {
        Page page = visit.open(NEURON);
        page.locator("main h1").click();
        page.keyboard().press("/");
        page.keyboard().type("W1");
        assertThat(visit.list(HITS)).containsExactly("w1", "#6");
        assertThat(visit.text("#found")).isEqualTo("2 nodes");
        for (String name : List.of("w1", "Node #6", "w1")) {
            page.keyboard().press("Enter");
            visit.until("document.querySelector('#explained h2').textContent === '" + name + "'");
            assertThat(visit.list(HITS)).containsExactly("w1", "#6");
            assertThat(visit.all("g.node.at").count()).isEqualTo(1);
        }
        assertThat(visit.address()).contains("node=4").doesNotContain("find");
        page.keyboard().press("Control+a");
        page.keyboard().type("w1*x");
        assertThat(visit.list(HITS)).containsExactly("#6");
        page.keyboard().type("/");
        assertThat(visit.all("#find").inputValue()).isEqualTo("w1*x/");
        assertThat(visit.text("#found")).isEqualTo("0 nodes");
        visit.all("#expr").press("/");
        assertThat(visit.is("document.activeElement.id")).isEqualTo("expr");
        assertThat(visit.all("#expr").inputValue()).contains("/");
    }

    @Test
    void theNetworkOfARunIsChosenOpensAndItsLayersAreFound() {
        String run = House.id("deep-sigmoid");
        Page page = visit.open("/graph?recipe=relu-he");
        visit.all("#recipe").selectOption(run);
        page.waitForURL("**/graph?run=" + run);
        visit.until("document.querySelector('#network h3').textContent === 'The network of " + run + "'");
        assertThat(visit.all("#weights .mark").count()).isGreaterThan(20);
        // a layer within a fold is found where it is folded
        page.keyboard().press("/");
        page.keyboard().type("dense12");
        assertThat(visit.list(HITS)).containsExactly("dense1");
        visit.all("#network g.node[aria-label^=Open]").press("Enter");
        page.waitForURL("**/graph?run=" + run + "&open=*");
        assertThat(visit.all("#recipe").inputValue()).isEqualTo(run);
        page.keyboard().press("/");
        page.keyboard().type("dense13");
        page.keyboard().press("Enter");
        assertThat(visit.all("g.node.at").getAttribute("data-node")).isEqualTo("dense13");
        assertThat(visit.text("#found")).isEqualTo("1 of 1: dense13");
    }

    @Test
    void theParametersOfALayerAreShownByPointerAndByKeyboard() {
        String run = "/graph?run=" + House.id("deep-sigmoid");
        Page page = visit.open(run);
        visit.all("g.node[data-node=dense13]").click();
        page.waitForURL("**" + run + "&layer=dense13");
        visit.until("document.querySelectorAll('#tensors figure').length === 3");
        assertThat(visit.text("#tensors h2")).isEqualTo("Parameters of dense13");
        assertThat(visit.all("g.node.told").getAttribute("data-node")).isEqualTo("dense13");
        visit.all("g.node[aria-label^=Open]").press("Enter");
        page.waitForURL("**&open=dense1&layer=dense13");
        assertThat(visit.all("#tensors figure").count()).isEqualTo(3);
        visit.all("g.node[data-node=dense2]").press("Enter");
        visit.until("document.querySelector('#tensors h2').textContent === 'Parameters of dense2'");
        assertThat(visit.address()).endsWith("&open=dense1&layer=dense2");
        visit.all("g.node[data-node=dense2]").press("Enter");
        visit.until("!document.querySelector('#tensors')");
        assertThat(visit.address()).endsWith("&open=dense1");
    }

    @Test
    void aLongNameInTheChoiceStaysWithinANarrowPage() {
        visit.narrow();
        visit.open("/graph?recipe=deep-sigmoid");
        visit.is("document.querySelector('#recipe option:checked').textContent = 'long '.repeat(60)");
        assertThat(visit.number("document.documentElement.scrollWidth")).isEqualTo(Visit.NARROW);
    }
}
