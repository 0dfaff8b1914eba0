package org.gradus.studio.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.SelectOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The page of optimizers on a surface.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArenaIT {
    private static final String BOWL = "/optim?f=quadratic&condition=4&at=1,1&n=50&opt=";

    private final Visit visit = new Visit(House.begun().origin());

    @AfterEach
    void quiet() {
        visit.quiet();
    }

    @AfterAll
    void close() {
        visit.close();
    }

    /// Opens an address and waits until its script has the walks.
    private void open(String address) {
        visit.page().waitForResponse(r -> r.url().contains("/api/walks"), () -> visit.open(address));
        visit.until("document.querySelector('.field')");
    }

    /// The stationary points of a kind as `x, y`.
    private List<double[]> points(String kind) {
        List<double[]> places = new ArrayList<>();
        for (String at :
                visit.all("tr[data-kind*='" + kind + "'] td:nth-child(3)").allTextContents()) {
            String[] parts = at.replaceAll("[()]", "").replace('−', '-').split(",\\s*", -1);
            places.add(new double[] {Double.parseDouble(parts[0]), Double.parseDouble(parts[1])});
        }
        return places;
    }

    private JsonObject walk(String optimizer) {
        String json = String.valueOf(visit.is("fetch('/api/walks' + location.search).then(a => a.text())"));
        for (JsonElement walk : JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("walks"))
            if (walk.getAsJsonObject().get("optimizer").getAsString().equals(optimizer)) return walk.getAsJsonObject();
        throw new AssertionError("no walk of " + optimizer);
    }

    private static List<Double> at(JsonObject walk, String list, int step) {
        JsonArray numbers = walk.getAsJsonArray(list).get(step).getAsJsonArray();
        return numbers.asList().stream().map(JsonElement::getAsDouble).toList();
    }

    @Test
    void himmelblauHasFourMinimaFourSaddlesAndAMaximum() {
        open("/optim?f=himmelblau");
        List<double[]> minima = points("minimum");
        assertThat(minima).hasSize(4);
        for (double[] known : new double[][] {{3, 2}, {-2.8051, 3.1313}, {-3.7793, -3.2832}, {3.5844, -1.8481}})
            assertThat(minima).anyMatch(p -> Math.abs(p[0] - known[0]) < 1e-3 && Math.abs(p[1] - known[1]) < 1e-3);
        assertThat(points("saddle")).hasSize(4);
        assertThat(points("maximum")).hasSize(1);
    }

    @Test
    void aSaddleHasNoMinimumAndOnItsRidgeDescentStaysThere() {
        open("/optim?f=saddle&at=0.5,0&opt=sgd:0.1");
        assertThat(points("minimum")).isEmpty();
        assertThat(points("saddle")).hasSize(1);
        assertThat(visit.all(".ends tr[data-optimizer=sgd]").getAttribute("data-ending"))
                .isEqualTo("stuck");
        assertThat(visit.text(".ends tr[data-optimizer=sgd]")).contains("saddle S1");
    }

    @Test
    void theFirstStepOfEachOptimizerIsThatOfItsFormula() {
        open("/optim?f=himmelblau&at=-1,1&n=5&opt=sgd:0.01,momentum:0.01,adam:0.1,rmsprop:0.01");
        for (String name : List.of("sgd", "momentum", "adam", "rmsprop")) {
            JsonObject walk = walk(name);
            for (int i = 0; i < 2; i++) {
                double before = at(walk, "path", 0).get(i),
                        after = at(walk, "path", 1).get(i);
                double g = at(walk, "gradients", 0).get(i),
                        rate = walk.get("rate").getAsDouble();
                // the moving average of g squared begins at 0 with a weight of 0.01
                double moved = switch (name) {
                    case "adam" -> rate * Math.signum(g);
                    case "rmsprop" -> rate * Math.signum(g) / Math.sqrt(1 - decay(walk));
                    default -> rate * g;
                };
                assertThat(after).as(name).isEqualTo(before - moved, within(1e-6));
            }
        }
    }

    private static double decay(JsonObject walk) {
        return walk.getAsJsonObject("settings").get("decay").getAsDouble();
    }

    @Test
    void aClickSetsTheStartWithinAPixel() {
        open("/optim?f=himmelblau&opt=sgd:0.01");
        BoundingBox hit = visit.all("#map .hit").boundingBox();
        double x = Math.rint(hit.x + hit.width * 0.3), y = Math.rint(hit.y + hit.height * 0.7);
        visit.page()
                .waitForResponse(
                        r -> r.url().contains("/api/walks"),
                        () -> visit.page().mouse().click(x, y));
        visit.until("location.search.includes('at=')");
        BoundingBox start = visit.all("#map .start .grip").boundingBox();
        assertThat(start.x + start.width / 2).isEqualTo(x, within(1.0));
        assertThat(start.y + start.height / 2).isEqualTo(y, within(1.0));
        double low = visit.number("+document.querySelector('.field').dataset.x0"),
                high = visit.number("+document.querySelector('.field').dataset.x1");
        double at = Double.parseDouble(visit.all("[name=at]").inputValue().split(",", -1)[0]);
        assertThat(at).isEqualTo(low + (x - hit.x) / hit.width * (high - low), within((high - low) / hit.width));
    }

    @Test
    void aPathHasOneVertexMoreThanSteps() {
        open("/optim?f=himmelblau&n=20&opt=sgd:0.001,adam:0.01");
        for (int step : new int[] {0, 1, 17, 20}) {
            visit.until("""
                    (() => {
                      const time = document.getElementById("time");
                      time.value = STEP;
                      time.dispatchEvent(new Event("input", {bubbles: true}));
                      return [...document.querySelectorAll("#map .run")].every(r => r.dataset.steps === "STEP");
                    })()""".replace("STEP", String.valueOf(step)));
            for (String path : visit.list("[...document.querySelectorAll('#map .walk')].map(p => p.getAttribute('d'))"))
                assertThat(path.substring(1).split("L", -1)).hasSize(step + 1);
        }
    }

    @Test
    void anOptimizerThatIsUntickedLosesItsPathAndItsLines() {
        open("/optim?f=himmelblau&opt=sgd:0.01,adam:0.1");
        assertThat(visit.all("#map .run[data-optimizer=adam]").count()).isEqualTo(1);
        assertThat(visit.all("#loss .line[data-optimizer=adam]").count()).isEqualTo(1);
        visit.all("#on-adam").uncheck();
        visit.until(
                "!document.querySelector('#map .run[data-optimizer=adam], #loss .line[data-optimizer=adam], #gradient .line[data-optimizer=adam]')");
        assertThat(visit.all("#map .run[data-optimizer=sgd]").count()).isEqualTo(1);
        assertThat(visit.address()).doesNotContain("adam");
        visit.all("#on-adam").check();
        visit.until(
                "document.querySelector('#map .run[data-optimizer=adam]') && document.querySelector('#loss .line[data-optimizer=adam]')");
    }

    @Test
    void aRateThatIsTooLargeDivergesAndTheViewStays() {
        open(BOWL + "sgd:0.01");
        Object before = visit.is("JSON.stringify({...document.querySelector('.field').dataset})");
        open(BOWL + "sgd:10");
        assertThat(visit.text(".ends tr[data-optimizer=sgd]")).contains("diverged at step");
        assertThat(visit.is("JSON.stringify({...document.querySelector('.field').dataset})"))
                .isEqualTo(before);
        assertThat((Boolean) visit.is("/NaN|Infinity/.test(document.getElementById('map').innerHTML)"))
                .isFalse();
    }

    @Test
    void spacePlaysAndPauses() {
        open("/optim?f=himmelblau&n=200&t=0&opt=sgd:0.001");
        Page page = visit.page();
        page.locator("main h1").click();
        page.keyboard().press(" ");
        visit.until("+document.getElementById('time').value > 3");
        assertThat(visit.all("#play").getAttribute("aria-pressed")).isEqualTo("true");
        page.keyboard().press(" ");
        assertThat(visit.all("#play").getAttribute("aria-pressed")).isEqualTo("false");
        double step = visit.number("+document.getElementById('time').value");
        page.keyboard().press(".");
        assertThat(visit.number("+document.getElementById('time').value")).isEqualTo(step + 1);
        visit.until("location.search.includes('t=" + (int) (step + 1) + "')");
        page.keyboard().press(",");
        page.keyboard().press("r");
        visit.until("location.search.includes('t=0')");
    }

    @Test
    void reducedMotionJumpsToTheEnd() {
        visit.media(ColorScheme.LIGHT, ForcedColors.NONE, ReducedMotion.REDUCE);
        open("/optim?f=himmelblau&n=200&t=0&opt=sgd:0.001");
        visit.all("#play").click();
        assertThat(visit.number("+document.getElementById('time').value")).isEqualTo(200);
        assertThat(visit.all("#play").getAttribute("aria-pressed")).isNotEqualTo("true");
        visit.theme(ColorScheme.LIGHT);
    }

    @Test
    void theLinkRestoresAll() {
        open("/optim?f=himmelblau");
        visit.all("#surface").selectOption("rosenbrock");
        visit.until("location.search.includes('f=rosenbrock')");
        visit.all("#rate-adam").fill("0.05");
        visit.until("location.search.includes('adam:0.05')");
        visit.all("[name=n]").fill("60");
        visit.until("document.getElementById('time').max === '60'");
        visit.all("#back").click();
        visit.until("location.search.includes('t=59')");
        visit.until("document.querySelector('#map desc').textContent.includes('60 steps')");
        String ends = visit.text(".ends"),
                map = visit.all("#map svg desc").first().textContent(),
                address = visit.address();
        Page other = visit.another();
        other.navigate(House.begun().origin() + address);
        assertThat(other.locator(".ends").innerText()).isEqualTo(ends);
        assertThat(other.locator("#map svg desc").first().textContent()).isEqualTo(map);
        assertThat(other.locator("#time").inputValue()).isEqualTo("59");
        assertThat(other.locator("#rate-adam").inputValue()).isEqualTo("0.05");
        other.close();
    }

    @Test
    void aFunctionOfOnesOwnIsChosenAndMoreStepsAreWalked() {
        open("/optim?n=50&opt=sgd:0.01");
        visit.all("#surface").selectOption(new SelectOption().setLabel("a function of your own …"));
        visit.until("document.querySelector('#map h3').textContent.includes('sin')");
        visit.all("[name=f]").fill("x^2 + 3*y^2");
        visit.until("document.querySelector('#map h3').textContent.includes('3')");
        assertThat(visit.all(".stage .refused").count()).isZero();
        visit.all("[name=n]").fill("80");
        visit.until("document.querySelector('[data-optimizer=sgd]').dataset.steps === '80'");
        assertThat(visit.all("#time").inputValue()).isEqualTo("80");
    }

    @Test
    void whatCannotBeDrawnIsSaidWhereTheMapWouldBe() {
        open("/optim?f=himmelblau");
        visit.all("[name=at]").fill("1,two");
        visit.until("document.querySelector('.stage .refused')");
        assertThat(visit.text(".stage .refused")).contains("at", "two");
        visit.all("[name=at]").fill("1,2");
        visit.until("document.querySelector('#map .start')");
    }
}
