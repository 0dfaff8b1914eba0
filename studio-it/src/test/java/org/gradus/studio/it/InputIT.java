package org.gradus.studio.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import org.junit.jupiter.api.Test;

/// What somebody has entered counts: it is trained as it is shown, it is not lost, and what is wrong with it is said
/// for as long as it takes to read.
class InputIT extends TrainingPages {
    private void says(String words) {
        visit.until("document.getElementById('status').textContent.includes('" + words + "')");
    }

    @Test
    void whatTheFormShowsIsTrainedHoweverSoonItIsAskedFor() {
        visit.open(SMALL);
        visit.all("#paused").check();
        visit.page().route("**/part/recipe?*", route -> {
            visit.page().waitForTimeout(500);
            route.resume();
        });
        visit.all("#depth").fill("40");
        begin();
        visit.page().unroute("**/part/recipe?*");
        assertThat(visit.text("h1")).startsWith("40x16");
        stop();
    }

    @Test
    void whatTheFormRefusesIsNotTrained() {
        visit.open(SMALL);
        visit.all("#batch").fill("abc");
        says("batch: expected");
        visit.all("#start").click();
        visit.page().waitForTimeout(500);
        assertThat(visit.address()).startsWith("/train");
        says("batch: expected");
        visit.all("#batch").fill("16");
        visit.until("document.getElementById('status').textContent === ''");
        visit.forgive();
    }

    @Test
    void aRecipeThatWasChangedByHandStaysUntilItIsEmptied() {
        visit.open(SMALL);
        String mine = visit.all("#yaml").inputValue().replace("seed: 1", "seed: 5");
        visit.all("#yaml").fill(mine);
        visit.all("#batch").fill("32");
        says("changed by hand");
        assertThat(visit.all("#yaml").inputValue()).isEqualTo(mine);
        visit.all("#yaml").fill("");
        visit.until("document.getElementById('yaml').value.includes('batch: 32')");
        assertThat(visit.all("#yaml").inputValue()).contains("seed: 1");
    }

    @Test
    void aPresetIsAWholeRecipe() {
        visit.open(SMALL);
        visit.all("#preset").selectOption("deep-sigmoid");
        visit.until("document.getElementById('yaml').value.includes('name: deep-sigmoid')");
        assertThat(visit.all("#depth").isDisabled()).isTrue();
        assertThat(visit.address()).isEqualTo("/train?preset=deep-sigmoid");
        visit.all("#preset").selectOption("of the settings below");
        visit.until("document.getElementById('yaml').value.includes('name: 4x16')");
        assertThat(visit.all("#depth").isEnabled()).isTrue();
    }

    @Test
    void whatIsTypedBesideATrainingStaysAndARefusalCanBeRead() {
        visit.open(SMALL);
        visit.all("#pace").selectOption("50");
        begin();
        visit.all("#rate").fill("fast");
        visit.all("#set-rate").click();
        says("rate: expected");
        double at = step();
        visit.until(step("> " + (at + 100)));
        says("rate: expected");
        visit.all("#rate").fill("0.0123");
        visit.all("#pace").selectOption("2");
        visit.all("#order-pause").click();
        visit.until("document.getElementById('order-run')");
        assertThat(visit.all("#rate").inputValue()).isEqualTo("0.0123");
        assertThat(visit.all("#pace").inputValue()).isEqualTo("2");
        assertThat(visit.text("#status")).isEmpty();
        visit.all("#rate").selectText();
        visit.page().evaluate("async () => (await import('/assets/parts.js')).refresh()");
        visit.page().keyboard().type("0.5");
        assertThat(visit.all("#rate").inputValue()).isEqualTo("0.5");
        stop();
        visit.forgive();
    }

    @Test
    void theTimeBarGrowsWithTheTrainingWhereItStands() {
        visit.open(SMALL);
        begin();
        visit.until(step("> 50"));
        visit.all("#step").fill("10");
        visit.until("location.search === '?step=10'");
        double most = visit.number("+document.getElementById('step').max");
        visit.until("+document.getElementById('step').max > " + (most + 50));
        assertThat(visit.all("#step").inputValue()).isEqualTo("10");
        visit.page().keyboard().press("f");
        visit.until("+document.getElementById('step').value > " + (most + 50));
        stop();
    }

    @Test
    void anOrderThatNobodyAnswersIsSaid() {
        visit.open(SMALL);
        visit.page().route("**/api/trainings", Route::abort);
        visit.all("#start").click();
        says("nothing was done");
        visit.page().unroute("**/api/trainings");
        visit.forgive();
    }
}
