package org.gradus.studio.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Tracing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From the first page to a report: a network of thirty sigmoid layers seen dying, told why, cured. What happens is
/// recorded; `npx playwright show-trace` plays it.
class JourneyIT {
    /// How long a training or an examination may take, in milliseconds.
    private static final double PATIENCE = 180_000;

    private static final int MOST_CLICKS = 12;

    private int clicks;

    private void click(Locator what) {
        clicks++;
        what.click();
    }

    @Test
    void aDyingNetworkIsExplainedAndCuredInAtMostTwelveClicks(@TempDir Path folder) throws IOException {
        try (House house = House.over(folder);
                Visit visit = new Visit(house.origin())) {
            visit.context()
                    .tracing()
                    .start(new Tracing.StartOptions().setScreenshots(true).setSnapshots(true));
            try {
                visit.open("/");
                click(visit.all("a.tile:has-text('Break a 30-layer net')"));
                visit.page().waitForURL("**/train?*");
                click(visit.all("#start"));
                visit.page().waitForURL("**/run/*");
                dying(visit);
                told(visit);
                cured(visit);
                exported(visit);
                visit.quiet();
                assertThat(clicks).isLessThanOrEqualTo(MOST_CLICKS);
            } finally {
                visit.context().tracing().stop(new Tracing.StopOptions().setPath(Visit.kept("journey.zip")));
            }
        }
    }

    /// While it trains, and 200 steps later.
    private static void dying(Visit visit) {
        visit.within(PATIENCE, "+document.querySelector('[data-live=step]').textContent >= 200");
        visit.until("document.querySelector('#heatmap tbody')?.rows.length === 31");
        List<Double> kept = visit
                .list("(document.querySelector('#depth desc').textContent.match(/keeps (\\S+)\\s%/) || []).slice(1)")
                .stream()
                .map(Double::parseDouble)
                .toList();
        assertThat(kept).hasSize(1);
        assertThat(kept.getFirst()).isLessThan(50);
        String first = visit.all("#layers .pin").last().innerText().replace("dense1 ", "");
        assertThat(Double.parseDouble(first)).isLessThan(1e-8);
        double hatched = visit.number("""
                (() => {
                  const cells = [...document.querySelectorAll("#heatmap tbody td")];
                  return cells.filter(c => c.textContent.includes("dead")).length / cells.length;
                })()""");
        assertThat(hatched).isGreaterThan(0.3);
        assertThat(visit.all("#updates .mark.off").count()).isPositive();
        visit.shot("journey-1-dying");
    }

    private void told(Visit visit) {
        visit.within(PATIENCE, "document.getElementById('order-examine')");
        click(visit.all("#order-examine"));
        visit.within(PATIENCE, "document.querySelector('.verdictbar').dataset.verdict");
        assertThat(visit.text(".verdictbar strong")).startsWith("▼ VANISHING");
        visit.shot("journey-2-told");
        click(visit.all(".verdictbar a:has-text('Why?')"));
        visit.page().waitForURL("**/why");
        assertThat(visit.text("#verdict .cause")).contains("VANISHING");
        click(visit.all("a:has-text('The run')"));
    }

    private void cured(Visit visit) {
        click(visit.all("#order-cure"));
        visit.within(PATIENCE, "document.querySelector('.steering a[href^=\"/compare\"]')");
        click(visit.all(".steering a[href^='/compare']"));
        visit.page().waitForURL("**/compare?a=*");
        assertThat(visit.text("#verdict .cause")).contains("A VANISHING").containsAnyOf("B HEALTHY", "B NOTHING");
        String up = visit.text("#numbers tr:has(th:text-is('signal at dense1')) td:last-child");
        assertThat(Double.parseDouble(up.replace("×", ""))).isGreaterThanOrEqualTo(1e6);
        visit.shot("journey-3-cured");
        click(visit.all("a:has-text('The run')"));
    }

    private void exported(Visit visit) throws IOException {
        click(visit.all(".steering a:has-text('The report')"));
        visit.page().waitForURL("**/why");
        Download saved = visit.page().waitForDownload(() -> click(visit.all("#save")));
        saved.saveAs(Visit.kept("journey-report.html"));
        assertThat(Files.readString(Visit.kept("journey-report.html"))).contains("VANISHING");
    }
}
