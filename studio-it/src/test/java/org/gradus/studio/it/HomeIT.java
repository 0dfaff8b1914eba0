package org.gradus.studio.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Page;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gradus.cli.Gradus;
import org.gradus.runs.RunFolder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The page of all runs.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HomeIT {
    private final House house = House.shared();
    private final Visit visit = new Visit(house.origin());

    @AfterEach
    void quiet() {
        visit.quiet();
    }

    @AfterAll
    void close() {
        visit.close();
    }

    private List<String> rows() {
        return visit.all("table.runs tbody th").allInnerTexts();
    }

    @Test
    void itsRowsAreTheRunsOnDisk() {
        visit.open("/");
        assertThat(rows())
                .containsExactlyInAnyOrderElementsOf(
                        RunFolder.list(house.runs()).stream().map(RunFolder::id).toList());
    }

    @Test
    void aRunThatIsAddedOnDiskAppearsWithinThreeSecondsAndOneThatIsNotThereIsExplained(@TempDir Path folder) {
        try (House own = House.over(folder);
                Visit here = new Visit(own.origin())) {
            here.open("/");
            assertThat(here.text("main")).contains("There are no runs yet", "gradus doctor deep-sigmoid");
            here.is("window.still = true");
            House.copy(House.run("relu-he"), folder, "2026-11-29-a");
            here.within(3000, "document.querySelector('table.runs')?.textContent.includes('2026-11-29-a')");
            House.copy(House.run("exploding"), folder, "2026-11-29-b");
            here.within(3000, "document.querySelector('table.runs')?.textContent.includes('2026-11-29-b')");
            assertThat(here.is("window.still")).isEqualTo(true);
            here.quiet();
        }
    }

    private JsonObject diagnosed(String preset) {
        StringWriter out = new StringWriter(), err = new StringWriter();
        Gradus.run(
                house.runs(),
                Map.of("GRADUS_RUNS", house.runs().toString()),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                "diagnose",
                House.id(preset),
                "--json");
        return JsonParser.parseString(out.toString()).getAsJsonObject();
    }

    @Test
    void theVerdictsAreThoseOfGradusDiagnose() {
        visit.open("/");
        visit.until("![...document.querySelectorAll('table.runs td:first-child')].some(t => t.textContent === '…')");
        for (String preset : House.PRESETS) {
            JsonObject json = diagnosed(preset);
            String shown = visit.text("table.runs tr:has(a[href='/run/" + House.id(preset) + "']) td");
            List<String> causes = new ArrayList<>();
            for (JsonElement found : json.getAsJsonArray("diagnoses"))
                causes.add(found.getAsJsonObject().get("cause").getAsString());
            String expected = causes.isEmpty() ? json.get("verdict").getAsString() : causes.getFirst();
            assertThat(shown.toLowerCase(Locale.ROOT)).as(preset).contains(expected.replace('-', ' '));
        }
    }

    @Test
    void sortedBySignalTheSickestIsFirst() {
        visit.open("/");
        visit.all("table.runs thead a").click();
        visit.page().waitForURL("**/?sort=signal");
        List<Double> first = visit
                .list(
                        "[...document.querySelectorAll('table.runs td:nth-child(7) title')].map(t => /: ([^,]+),/.exec(t.textContent)[1])")
                .stream()
                .filter(number -> !number.equals("–"))
                .map(Double::parseDouble)
                .toList();
        assertThat(first).hasSizeGreaterThan(4).isSorted();
    }

    @Test
    void allTilesLeadToPages() {
        visit.open("/");
        List<String> tiles = visit.list("[...document.querySelectorAll('a.tile')].map(a => a.getAttribute('href'))");
        assertThat(tiles).hasSize(6);
        for (String tile : tiles) {
            visit.open("/");
            visit.all("a.tile[href=\"" + tile + "\"]").click();
            visit.page().waitForURL(house.origin() + tile);
            visit.page().waitForLoadState();
            assertThat(visit.all("h1").count()).as(tile).isEqualTo(1);
            assertThat(visit.page().title()).as(tile).doesNotContain("Not here");
        }
    }

    @Test
    void theKeyboardReachesEveryRow() {
        Page page = visit.open("/");
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < 80 && reached.size() < rows().size(); i++) {
            page.keyboard().press("Tab");
            String href = String.valueOf(
                    visit.is(
                            "document.activeElement.closest('table.runs th[scope=row]') ? document.activeElement.getAttribute('href') : ''"));
            if (!href.isEmpty()) reached.add(href.replace("/run/", ""));
        }
        assertThat(reached).containsExactlyElementsOf(rows());
        page.keyboard().press("Enter");
        page.waitForURL("**/run/" + reached.getLast());
    }
}
