package org.gradus.studio.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.gradus.draw.Numbers;
import org.gradus.probe.Field;
import org.gradus.probe.History;
import org.gradus.record.ExaminedRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The page of a run that the doctor has examined: what is to be seen of an illness, and of none.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunIT {
    private final Visit visit = new Visit(House.shared().origin());

    @AfterEach
    void quiet() {
        visit.quiet();
    }

    @AfterAll
    void close() {
        visit.close();
    }

    private String verdict(String preset) {
        visit.open("/run/" + House.id(preset));
        visit.until("document.querySelector('.verdictbar').dataset.verdict");
        return visit.text(".verdictbar strong");
    }

    @Test
    void aDeepSigmoidNetworkVanishes() {
        assertThat(verdict("deep-sigmoid")).isEqualTo("▼ VANISHING DEPTH");
        assertThat(visit.all(".verdictbar strong").getAttribute("class")).isEqualTo("bad");
        assertThat(visit.all("#updates .mark.off").count()).isPositive();
    }

    @Test
    void aSoundNetworkIsSoundAndNothingIsHatched() {
        assertThat(verdict("relu-he")).isEqualTo("● HEALTHY");
        assertThat(visit.all(".verdictbar strong").getAttribute("class")).isEqualTo("good");
        assertThat(visit.all("#heatmap tbody").textContent()).doesNotContain("dead");
    }

    @Test
    void aPictureIsSavedAsAFileOfItsOwn() throws IOException {
        visit.open("/run/" + House.id("deep-sigmoid"));
        Path file = saved("#depth", "SVG", "depth.svg");
        Page alone = visit.context().newPage();
        alone.navigate(file.toAbsolutePath().toUri().toString());
        assertThat(alone.locator("svg text").count()).isGreaterThan(20);
        assertThat(alone.locator("svg style").textContent()).contains("--backward");
        alone.close();
        visit.page().keyboard().press("t");
        assertThat(visit.all("figure details:not([open])").count()).isZero();
    }

    /// What a button below a picture saves.
    private Path saved(String figure, String kind, String name) {
        Download saved = visit.page()
                .waitForDownload(() -> visit.all(figure + " button.save:text-is('" + kind + "')")
                        .click());
        assertThat(saved.suggestedFilename()).isEqualTo(name);
        Path file = Visit.kept(name);
        saved.saveAs(file);
        return file;
    }

    /// It has the colours of the page, also of a theme that was chosen: signals are bright, and dark where they die;
    /// names are dark on bright paper, or bright on dark.
    @Test
    void aPictureIsSavedAsPixels() throws IOException {
        visit.open("/run/" + House.id("deep-sigmoid"));
        BufferedImage image =
                ImageIO.read(saved("#heatmap", "PNG", "heatmap.png").toFile());
        assertThat(image.getWidth()).isEqualTo(820);
        assertThat(IntStream.range(0, image.getHeight())
                        .map(y -> image.getRGB(image.getWidth() / 2, y))
                        .distinct()
                        .count())
                .isGreaterThan(16);
        assertThat(image.getRGB(2, 2) & 0xFF).isGreaterThan(200);
        assertThat(names(image).min().orElseThrow()).isLessThan(120);
        visit.all("#theme").click();
        BufferedImage dark =
                ImageIO.read(saved("#heatmap", "PNG", "heatmap.png").toFile());
        assertThat(dark.getRGB(2, 2) & 0xFF).isLessThan(50);
        assertThat(names(dark).max().orElseThrow()).isGreaterThan(120);
        visit.forget();
    }

    /// How bright the places are where the names of the layers stand.
    private static IntStream names(BufferedImage image) {
        return IntStream.range(60, 400).flatMap(y -> IntStream.range(0, 140).map(x -> image.getRGB(x, y) & 0xFF));
    }

    @Test
    void theHeatmapIsAGridOfCellsForKeysAndPointer() {
        // else the page glides to what is focused, away from under the pointer
        visit.media(ColorScheme.LIGHT, ForcedColors.NONE, ReducedMotion.REDUCE);
        visit.open("/run/" + House.id("deep-sigmoid"));
        visit.all("#cells").focus();
        visit.page().keyboard().press("ArrowDown");
        visit.until("document.getElementById('cell').textContent.startsWith('dense13, step 460: signal ')");
        visit.page().keyboard().press("ArrowDown");
        visit.until("document.getElementById('cell').textContent.startsWith('dense12, step 460: signal ')");
        visit.page().keyboard().press("ArrowLeft");
        visit.until("document.getElementById('cell').textContent.startsWith('dense12, step 45')");
        BoundingBox cells = visit.all("#cells rect.cells").boundingBox();
        visit.page().mouse().move(cells.x + 1, cells.y + 1);
        visit.until("document.getElementById('cell').textContent.startsWith('dense13, step 1: signal ')");
        visit.all("#cells").focus();
        visit.page().keyboard().press("Enter");
        visit.page().waitForURL("**?step=1&layer=13");
        visit.until("document.querySelector('#depth tr.lit th')");
        assertThat(visit.is("document.activeElement.id")).isEqualTo("cells");
        assertThat(visit.all("#depth tr.lit th").allTextContents()).containsExactly("dense13");
        assertThat(visit.all("#depth svg text.lit").count()).isEqualTo(1);
        visit.page().locator("h1").click();
        visit.page().keyboard().press("ArrowRight");
        visit.page().waitForURL("**?step=2&layer=13");
        visit.until("document.querySelector('#heatmap tbody tr').cells.length === 3");
        assertThat(visit.all("#depth tr.lit th").allTextContents()).containsExactly("dense13");
        visit.theme(ColorScheme.LIGHT);
    }

    @Test
    void aCellIsPinnedBesideWhatIsPinnedAndATableStaysOpen() {
        visit.open("/run/" + House.id("deep-sigmoid") + "?layer=2,3&heat=actStd");
        visit.all("#norms-2 summary").first().click();
        visit.all("#cells").focus();
        visit.page().keyboard().press("ArrowDown");
        visit.page().keyboard().press("Enter");
        visit.page().waitForURL("**?step=460&heat=actStd&layer=2,3,13");
        visit.until("document.querySelectorAll('#layers .pin.on').length === 3");
        assertThat(visit.list(
                        "[...document.querySelectorAll('#layers details[open]')].map(d => d.closest('figure').id)"))
                .containsExactly("norms-2");
        visit.page().keyboard().press("f");
        visit.page().waitForURL("**?heat=actStd&layer=2,3,13");
        assertThat(visit.all("#step").inputValue()).isEqualTo("460");
    }

    @Test
    void keysGoThroughTimeAndChangeTheScaleOfTheLoss() {
        visit.open("/run/" + House.id("deep-sigmoid") + "?step=100");
        visit.page().keyboard().press("ArrowRight");
        visit.page().waitForURL("**?step=101*");
        visit.until("document.querySelector('#loss tbody').rows.length > 1");
        assertThat(visit.text("#loss figcaption")).contains("stands at");
        assertThat(visit.all("#loss svg tspan").count()).as("powers of ten").isPositive();
        visit.page().keyboard().press("l");
        visit.page().waitForURL("**linear=on*");
        visit.until("!document.querySelector('#loss svg tspan')");
        visit.page().keyboard().press("l");
        visit.page().waitForURL("**?step=101");
    }

    @Test
    void aPartIsNotReplacedUnderAPressedLink() {
        Page page = visit.open("/run/" + House.id("deep-sigmoid"));
        visit.all(".pin").first().hover();
        page.mouse().down();
        // longer than a round takes
        page.evaluate(
                "async () => { (await import('/assets/parts.js')).refresh(); await new Promise(r => setTimeout(r, 1500)); }");
        page.mouse().up();
        visit.until("location.search.includes('layer=')");
    }

    @Test
    void weightsThatAreTooLargeExplode() {
        assertThat(verdict("exploding")).startsWith("▼ EXPLODING");
    }

    @Test
    void deadUnitsAreCalledDeadAndNotVanishing() {
        assertThat(verdict("dead-relu")).isEqualTo("▼ DEAD UNITS");
        List<Double> dead = share(5), working = share(7);
        assertThat(dead).hasSize(4);
        assertThat(dead.stream().filter(share -> share >= 95)).hasSizeGreaterThanOrEqualTo(3);
        assertThat(working).allMatch(share -> share < 1);
    }

    /// A column of the table of units, without the output layer: percents.
    private List<Double> share(int column) {
        return visit
                .list("[...document.querySelectorAll('#saturation tbody tr')].slice(1).map(r => r.cells[" + column
                        + "].textContent)")
                .stream()
                .map(share -> Double.parseDouble(share.replaceAll("[^0-9.]", "")))
                .toList();
    }

    private static List<String> signal(History history) {
        List<String> numbers = new java.util.ArrayList<>();
        for (int i = history.layers().size() - 1; i >= 0; i--)
            numbers.add(history.layers().get(i) + " " + Numbers.of(history.get(Field.SIGNAL, history.size() - 1, i)));
        return numbers;
    }

    @Test
    void itsNumbersAreThoseOfTheFrames() {
        History history = ExaminedRun.read(House.run("deep-sigmoid"))
                .consultation()
                .evidence()
                .history();
        visit.open("/run/" + House.id("deep-sigmoid"));
        assertThat(visit.all("#layers .pin").allInnerTexts()).containsExactlyElementsOf(signal(history));
        visit.open("/run/" + House.id("deep-sigmoid") + "?step=200");
        assertThat(visit.all("#layers .pin").allInnerTexts()).containsExactlyElementsOf(signal(history.until(200)));
        List<String> layers = visit.all("#depth tbody th").allTextContents(),
                expected = new java.util.ArrayList<>(history.layers());
        Collections.reverse(expected);
        assertThat(layers).isEqualTo(expected);
    }
}
