package org.gradus.studio.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Trainings that are started, steered and watched in pages.
class TrainIT extends TrainingPages {
    /// How long a training may take, in milliseconds.
    private static final double TRAINING = 60_000;

    /// Starts a training from the form.
    private void train(String address, String pace, boolean paused) {
        visit.open(address);
        visit.all("#pace").selectOption(pace);
        if (paused) visit.all("#paused").check();
        begin();
    }

    @Test
    void theFormSaysARecipeAndWhatTheoryExpectsOfIt() {
        visit.open("/train");
        visit.until("document.querySelector('.forecast h2')");
        visit.all("#depth").fill("30");
        visit.until("document.getElementById('yaml').value.includes('times: 30')");
        visit.until("location.search.includes('depth=30')");
        visit.until("document.querySelector('.forecast').textContent.includes('30')");
        visit.all("#activation").selectOption("relu");
        visit.all("#init").selectOption("he_normal");
        visit.until("document.getElementById('yaml').value.includes('activation: relu, init: he_normal')");
        Page other = visit.another();
        other.navigate(house.origin() + visit.address());
        assertThat(other.locator("#yaml").inputValue())
                .isEqualTo(visit.all("#yaml").inputValue());
        assertThat(other.locator("#depth").inputValue()).isEqualTo("30");
        other.close();
    }

    @Test
    void aRecipeThatCannotBeReadIsSaidAndNothingStarts() {
        visit.open("/train");
        visit.all("#yaml").fill("name: x\ndata: <b>");
        visit.all("#start").click();
        visit.until("document.getElementById('status').textContent.includes('recipe:2')");
        assertThat(visit.address()).startsWith("/train");
        // the refusal of an order is an answer with status 400, which the console shows
        visit.forgive();
    }

    @Test
    void aRunWithoutAStepSaysWhyThereIsNoPicture() {
        train(SMALL, "50", true);
        assertThat(visit.text("main")).contains("No step was recorded yet");
        visit.page().locator("h1").click();
        visit.page().keyboard().press(".");
        visit.until(step("=== 1"));
        visit.until("document.querySelector('#depth svg')");
        stop();
    }

    @Test
    void whileItTrainsTheStepsAreCountedAndAClickPausesAtOnce() {
        train(SMALL, "50", false);
        visit.until(step("> 20"));
        double changes = ((Number) visit.page().evaluate("""
                () => new Promise(done => {
                  let changes = 0, last = "";
                  const begun = performance.now();
                  const look = () => {
                    const now = document.querySelector("[data-live=step]").textContent;
                    if (now !== last) { changes++; last = now; }
                    if (performance.now() - begun < 2000) requestAnimationFrame(look); else done(changes / 2);
                  };
                  look();
                })""")).doubleValue();
        assertThat(changes).as("changes of the counter a second").isGreaterThanOrEqualTo(5);
        visit.until("document.querySelector('#metric tbody tr')");
        double waited = ((Number) visit.page().evaluate("""
                () => new Promise(done => {
                  const begun = performance.now();
                  document.getElementById("order-pause").click();
                  const look = () => {
                    if (document.getElementById("order-run")) done(performance.now() - begun); else requestAnimationFrame(look);
                  };
                  look();
                })""")).doubleValue();
        assertThat(waited).as("milliseconds from the click to the pause").isLessThanOrEqualTo(300);
        // what runs and what pauses are one place for the keyboard
        visit.all("#order-run").focus();
        for (String next : List.of("order-pause", "order-run")) {
            visit.page().keyboard().press("Enter");
            visit.until("document.activeElement.id === '" + next + "'");
        }
        double at = step();
        visit.all("#order-step").first().click();
        visit.until(step("=== " + (int) (at + 1)));
        stop();
    }

    @Test
    void aRateThatIsChangedResetsNothingAndIsMarked() {
        train(SMALL, "all it can", true);
        visit.all("#order-step").nth(1).click();
        visit.until(step("=== 10"));
        visit.all("#rate").fill("0.02");
        // all parts are drawn anew, and what is being typed stays
        visit.page()
                .waitForResponse(
                        r -> r.url().endsWith("/steering"),
                        () -> visit.is("document.dispatchEvent(new Event('visibilitychange'))"));
        visit.page().waitForTimeout(200);
        assertThat(visit.all("#rate").inputValue()).isEqualTo("0.02");
        visit.all("#set-rate").click();
        visit.until("document.querySelector('[data-live=rate]').textContent.startsWith('0.02')");
        visit.all("#order-step").first().click();
        visit.until(step("=== 11"));
        visit.until("document.querySelector('[data-live=rate]').textContent.startsWith('0.02')");
        stop();
        visit.page().reload();
        visit.all(".marks summary").click();
        assertThat(visit.text(".marks")).contains("step 11", "learning rate 0.020");
        visit.all(".marks a")
                .filter(new Locator.FilterOptions().setHasText("step 11"))
                .first()
                .click();
        visit.page().waitForURL("**?step=11");
        assertThat(visit.all("#step").inputValue()).isEqualTo("11");
    }

    @Test
    void theTimeBarShowsThePicturesAfterAnyStepAndTheGhostOfTheFirst() {
        train(SMALL, "all it can", true);
        visit.all("#order-step").nth(1).click();
        visit.until(step("=== 10"));
        stop();
        visit.all("#step").fill("1");
        visit.until("location.search === '?step=1'");
        visit.until("document.querySelector('#loss tbody')?.rows.length === 1");
        assertThat(visit.all("#depth .ghost").count()).isPositive();
        assertThat(visit.text("#depth figcaption")).isNotEmpty();
        visit.page().keyboard().press("f");
        visit.page().waitForURL("**/run/*");
        visit.until("location.search === ''");
        visit.until("document.querySelector('#loss tbody')?.rows.length === 10");
    }

    @Test
    void aTabThatWasHiddenGoesOnWhereItWas() {
        train(SMALL, "50", false);
        visit.until(step("> 5"));
        List<String> streams = new ArrayList<>();
        visit.page().onRequest(r -> {
            if (r.url().contains("/api/events")) streams.add(r.url());
        });
        hidden(true);
        double at = step();
        Page other = visit.another();
        other.navigate(visit.page().url());
        other.waitForFunction("() => +document.querySelector('[data-live=step]').textContent > " + (at + 30));
        other.close();
        assertThat(step()).isLessThanOrEqualTo(at + 5);
        hidden(false);
        visit.until(step("> " + (at + 30)));
        assertThat(streams).hasSize(1).last().asString().doesNotEndWith("after=0");
        stop();
        visit.until("document.querySelector('#loss tbody')?.rows.length > 30");
        List<String> steps = visit.list(
                "[...document.querySelectorAll('#loss tbody tr')].slice(0, 60).map(r => r.cells[0].textContent)");
        for (int i = 0; i < steps.size(); i++) assertThat(steps.get(i)).isEqualTo(String.valueOf(i + 1));
    }

    private void hidden(boolean hidden) {
        visit.page().evaluate("""
                hidden => {
                  Object.defineProperty(document, "hidden", {value: hidden, configurable: true});
                  document.dispatchEvent(new Event("visibilitychange"));
                }""", hidden);
    }

    @Test
    void aPinnedLayerShowsItsMeasuresAndTheLinkRestoresIt() {
        train(SMALL, "all it can", true);
        visit.all("#order-step").nth(1).click();
        visit.until(step("=== 10"));
        stop();
        visit.all("#layers .pin").last().click();
        visit.page().waitForURL("**layer=1*");
        visit.all("#layers .pin").first().click();
        visit.page().waitForURL("**layer=1,5*");
        assertThat(visit.all("#layers h3").allInnerTexts().stream().filter(h -> h.startsWith("dense")))
                .hasSize(2);
        assertThat(visit.all("#layers figure").count()).isEqualTo(10);
        assertThat(visit.all("#layers figure .picture .outer").count()).isGreaterThanOrEqualTo(8);
        visit.page().goBack();
        assertThat(visit.all("#layers .pin.on").count()).isEqualTo(1);
        visit.page().goForward();
        assertThat(visit.all("#layers .pin.on").count()).isEqualTo(2);
        visit.all("#layers a:text('as colours')").first().click();
        visit.page().waitForURL("**/graph?run=*&layer=dense1");
        assertThat(visit.text("#tensors h2")).isEqualTo("Parameters of dense1");
    }

    @Test
    void aNetworkOfThirtySoundLayersHasNoDeadCell() {
        train("/train?depth=30&width=64&activation=relu&init=he_normal&rate=0.01&epochs=9", "all it can", false);
        visit.within(TRAINING, "document.getElementById('order-examine')");
        visit.until("document.querySelector('#heatmap tbody')");
        assertThat(visit.all("#heatmap tbody tr").count()).isEqualTo(31);
        assertThat(visit.all("#heatmap tbody").textContent()).doesNotContain("dead");
    }

    /// Exactly balanced batches: gradients of the samples cancel in their mean, and its norm is as small in the last
    /// layer as
    /// in the first; the signal of each sample still vanishes.
    @Test
    void balancedBatchesDoNotHideTheVanishing() {
        train(
                "/train?data=circles&depth=12&width=12&activation=sigmoid&init=lecun_normal&batch=4096&epochs=60",
                "all it can",
                false);
        visit.within(TRAINING, "document.getElementById('order-examine')");
        visit.all("#order-examine").click();
        visit.within(TRAINING, "document.querySelector('.verdictbar').dataset.verdict");
        assertThat(visit.all(".verdictbar").getAttribute("data-verdict")).startsWith("VANISHING");
    }

    @Test
    void aHundredLayersOverFiveThousandStepsAreDrawnAtOnce() {
        train(
                "/train?data=xor&depth=99&width=4&activation=relu&init=he_normal&batch=8&rate=0.001&epochs=10000",
                "all it can",
                false);
        visit.within(TRAINING * 2, step(">= 5000"));
        stop();
        visit.page().reload();
        assertThat(visit.all("#heatmap tbody tr").count()).isEqualTo(100);
        double drawn = ((Number) visit.page().evaluate("""
                () => new Promise(done => {
                  const figure = document.getElementById("heatmap"), text = figure.outerHTML, begun = performance.now();
                  figure.outerHTML = text;
                  requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
                })""")).doubleValue();
        assertThat(drawn).as("milliseconds to draw the heat map").isLessThanOrEqualTo(500);
        double heap = visit.number("performance.memory.usedJSHeapSize");
        assertThat(heap).as("bytes of the tab's heap").isLessThan(300e6);
    }
}
