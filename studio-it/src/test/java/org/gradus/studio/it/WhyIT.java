package org.gradus.studio.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Margin;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gradus.record.ExaminedRun;
import org.gradus.report.JsonReport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The page that says why.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhyIT {
    /// The height of a page of A4 between margins of 1 cm, in pixels of style sheets.
    private static final double A4 = (29.7 - 2) / 2.54 * 96;

    @TempDir
    static Path folder;

    private final Visit visit = new Visit(House.shared().origin());

    @AfterEach
    void quiet() {
        visit.quiet();
    }

    @AfterAll
    void close() {
        visit.close();
    }

    private void open(String preset) {
        visit.open("/run/" + House.id(preset) + "/why");
    }

    private static JsonObject json(String preset) {
        ExaminedRun run = ExaminedRun.read(House.run(preset));
        return JsonParser.parseString(JsonReport.write(run.consultation(), run.facts("")))
                .getAsJsonObject();
    }

    private static List<String> strings(JsonObject object, String list) {
        return object.getAsJsonArray(list).asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }

    @Test
    void everyIllnessHasThreeRowsOfEvidenceAndItsLinksLeadThere() {
        for (String preset : List.of("deep-sigmoid", "exploding", "dead-relu", "lr-too-low")) {
            open(preset);
            assertThat(visit.all("#verdict .cause").getAttribute("class"))
                    .as(preset)
                    .contains("bad");
            assertThat(visit.all("#evidence tbody tr").count()).as(preset).isGreaterThanOrEqualTo(3);
            for (String row : visit.all("#evidence tbody tr").allInnerTexts())
                assertThat(row.split("\t", -1)).as(preset + ": " + row).hasSizeGreaterThanOrEqualTo(3);
            for (String target : visit.list("[...document.querySelectorAll('.contents a')].map(a => a.hash)")) {
                visit.is("document.querySelector('.contents a[href=\"" + target + "\"]').click()");
                assertThat(visit.address()).endsWith(target);
                assertThat(visit.is("document.querySelector(':target')?.getClientRects().length > 0"))
                        .as(preset + target)
                        .isEqualTo(true);
            }
        }
    }

    @Test
    void aRowOfTheEvidenceLeadsToItsLayerAndStep() {
        open("deep-sigmoid");
        String run = "/run/" + House.id("deep-sigmoid");
        List<String> since = visit.all("#evidence td a").allTextContents(),
                links = visit.list("[...document.querySelectorAll('#evidence td a')].map(a => a.getAttribute('href'))");
        assertThat(since).hasSizeGreaterThanOrEqualTo(3);
        for (int i = 0; i < links.size(); i++) {
            String step = since.get(i).replace("step 0", "step 1").replace("step ", "step=");
            // what stands in many steps is shown after the last
            assertThat(links.get(i)).isEqualTo(run + "?" + (step.startsWith("step=") ? step + "&" : "") + "layer=1");
        }
        int last = since.lastIndexOf("step 460");
        visit.all("#evidence td a").nth(last).click();
        visit.page().waitForURL("**" + links.get(last));
        assertThat(visit.all("#step").inputValue()).isEqualTo("460");
        assertThat(visit.all("#layers .pin.on").allInnerTexts())
                .singleElement()
                .asString()
                .startsWith("dense1 ");
        assertThat(visit.all("#heatmap tr.lit th").allTextContents()).containsExactly("dense1");
    }

    @Test
    void aNetworkIsTrainedWithOneChange() {
        try (House house = House.over(folder);
                Visit other = new Visit(house.origin())) {
            House.copy(House.run("deep-sigmoid"), folder, "2026-11-29-a");
            other.open("/run/2026-11-29-a/why");
            other.all("#prescribed button:has-text('relu+he_normal')").click();
            other.page().waitForURL("**/run/*");
            assertThat(other.address()).isNotEqualTo("/run/2026-11-29-a").doesNotContain("why");
            other.within(60_000, "document.getElementById('order-examine')");
            other.until("document.querySelector('#heatmap tbody')");
            assertThat(other.all("#heatmap tbody").textContent()).doesNotContain("dead");
            other.quiet();
        }
    }

    private static double read(String number) {
        return number.endsWith("%")
                ? Double.parseDouble(number.replace("%", "").strip()) / 100
                : Double.parseDouble(number.replace("×", "").strip());
    }

    @Test
    void theProductIsThatOfTheFactorsShown() {
        open("deep-sigmoid");
        List<Double> numbers = visit.all("#why .formula").first().locator(".number").allTextContents().stream()
                .map(WhyIT::read)
                .toList();
        assertThat(numbers).hasSizeGreaterThanOrEqualTo(4);
        // weight × slope × structure = kept; then kept, to the power of the layers, = what reaches the first
        assertThat(numbers.get(0) * numbers.get(1) * numbers.get(2) / numbers.get(3))
                .isEqualTo(1, within(0.02));
    }

    /// Both are shown with two or three digits, which is a hundredth of a decade.
    @Test
    void theWaterfallEndsWhereTheProfileStands() {
        visit.open("/run/" + House.id("deep-sigmoid"));
        visit.until("document.querySelector('#waterfall tbody')");
        List<String> kept = visit.list(
                "[...document.querySelectorAll('#waterfall tbody tr')].map(r => [...r.cells].slice(1).map(c => c.textContent).join(';'))");
        double running = 1;
        for (String row : kept) {
            String[] cells = row.split(";", -1);
            running *= read(cells[cells.length - 2]);
            assertThat(Math.log10(running)).as(row).isEqualTo(Math.log10(read(cells[cells.length - 1])), within(0.01));
        }
        assertThat(Math.log10(running)).isEqualTo(Math.log10(reach()), within(0.02));
    }

    /// What the first layer gets of the last hidden one's signal, as the verdict says.
    private double reach() {
        Matcher number = Pattern.compile("layer 1 gets ([\\d.e-]+\\d)").matcher(visit.text(".verdictbar"));
        assertThat(number.find()).isTrue();
        return Double.parseDouble(number.group(1));
    }

    @Test
    void aSoundNetworkHasNoBadCardButTheEvidenceForIt() {
        for (String preset : List.of("relu-he", "relu-batch-norm")) {
            open(preset);
            assertThat(visit.text("#verdict .cause")).contains("HEALTHY");
            assertThat(visit.all("main .cause.bad").count()).isZero();
            assertThat(visit.all("#evidence tbody tr").count()).isPositive();
        }
    }

    @Test
    void thePageSaysWhatTheJsonSays() {
        for (String preset : House.PRESETS) {
            open(preset);
            JsonObject json = json(preset);
            String page = String.valueOf(visit.is("document.querySelector('main').textContent.replace(/\\s+/g, ' ')"));
            assertThat(page).as(preset).contains(json.get("reason").getAsString());
            for (JsonElement each : json.getAsJsonArray("diagnoses")) {
                JsonObject found = each.getAsJsonObject();
                assertThat(page.toLowerCase(Locale.ROOT))
                        .as(preset)
                        .contains(found.get("cause").getAsString().replace('-', ' '));
                assertThat(page).as(preset).contains(found.get("headline").getAsString());
            }
            for (String reason : strings(json, "ruledOut"))
                assertThat(page).as(preset).contains(reason);
            for (JsonElement trial : json.getAsJsonArray("trials")) {
                JsonElement remedy = trial.getAsJsonObject().get("remedy");
                if (remedy != null && remedy.isJsonPrimitive())
                    assertThat(page).as(preset).contains(remedy.getAsString());
            }
        }
    }

    @Test
    void theReportCanBeSavedAndOpensByItself() throws IOException {
        open("deep-sigmoid");
        Download saved = visit.page().waitForDownload(() -> visit.all("#save").click());
        Path file = Visit.kept("report.html");
        saved.saveAs(file);
        assertThat(Files.size(file)).isBetween(100_000L, 1_000_000L);
        Page alone = visit.context().newPage();
        List<String> problems = new ArrayList<>();
        alone.onConsoleMessage(m -> problems.add(m.text()));
        alone.onPageError(problems::add);
        alone.navigate(file.toAbsolutePath().toUri().toString());
        assertThat(alone.locator("h1").innerText()).startsWith("Each layer keeps");
        assertThat(alone.locator("#depth svg").count()).isPositive();
        assertThat(problems).isEmpty();
        alone.close();
    }

    @Test
    void onPaperNoPictureIsCut() {
        open("deep-sigmoid");
        visit.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(
                        visit.list(
                                "[...document.querySelectorAll('main .frame')].filter(f => getComputedStyle(f).breakInside !== 'avoid').map(f => f.parentElement.id)"))
                .as("pictures that may be cut")
                .isEmpty();
        assertThat(
                        visit.number(
                                "Math.max(...[...document.querySelectorAll('main .frame')].map(f => f.getBoundingClientRect().height))"))
                .isLessThan(A4);
        byte[] pdf = visit.page()
                .pdf(new Page.PdfOptions()
                        .setFormat("A4")
                        .setPath(Visit.kept("why.pdf"))
                        .setMargin(new Margin()
                                .setTop("1cm")
                                .setBottom("1cm")
                                .setLeft("1cm")
                                .setRight("1cm")));
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        visit.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
    }
}
