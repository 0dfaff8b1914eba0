package org.gradus.studio.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every page must be, in every theme and at every width.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryPageIT {
    /// The most stops of the Tab key that are looked at on a page.
    private static final int STOPS = 40;

    /// Letters in pictures whose contrast with the page is too small. What stands on a filled cell or a bar is left
    /// out.
    private static final String PALE = """
            (() => {
              const probe = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
              const rgb = colour => {
                probe.fillStyle = colour;
                probe.fillRect(0, 0, 1, 1);
                return [...probe.getImageData(0, 0, 1, 1).data].slice(0, 3);
              };
              const light = c => rgb(c).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
                .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
              const paper = light(getComputedStyle(document.body).backgroundColor);
              const pale = new Set();
              for (const text of document.querySelectorAll("main svg text")) {
                if (!text.getClientRects().length || !text.textContent.trim() || text.closest("[aria-hidden]")) continue;
                const ink = light(getComputedStyle(text).fill);
                const node = text.matches(".pale, .deep") && text.closest("[data-node]")?.querySelector(".part");
                const ground = node ? light(getComputedStyle(node).fill) : paper;
                const ratio = (Math.max(ink, ground) + .05) / (Math.min(ink, ground) + .05);
                if (ratio < 4.5) pale.add(text.getAttribute("class") + " " + ratio.toFixed(2) + " " + text.textContent);
              }
              return [...pale];
            })()""";

    private final House house = House.shared();
    private final Visit visit = new Visit(house.origin());

    static List<String> pages() {
        return Pages.all();
    }

    @AfterEach
    void quiet() {
        visit.forget();
        visit.wide();
        visit.theme(ColorScheme.LIGHT);
        visit.quiet();
    }

    @AfterAll
    void close() {
        visit.close();
    }

    /// The file name of an address.
    private static String named(String address) {
        String name = address.replaceAll("[^A-Za-z0-9.]+", "-").replaceAll("^-|-$", "");
        return name.isEmpty() ? "home" : name.substring(0, Math.min(60, name.length()));
    }

    private void noSidewaysScroll(String address) {
        assertThat(visit.number("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as("pixels that " + address + " is too wide")
                .isLessThanOrEqualTo(0);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void itHasATitleOneHeadingAndNoBarrier(String address) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            String theme = scheme == ColorScheme.DARK ? "-dark" : "-light";
            visit.theme(scheme);
            visit.open(address);
            assertThat(visit.is("getComputedStyle(document.body).backgroundColor"))
                    .isEqualTo(scheme == ColorScheme.DARK ? "rgb(17, 20, 24)" : "rgb(255, 255, 255)");
            assertThat(visit.page().title()).endsWith(" · Gradus");
            assertThat(visit.all("h1").count()).isEqualTo(1);
            assertThat(visit.barriers()).as("barriers of " + address + theme).isEmpty();
            assertThat(visit.list(PALE))
                    .as("pale letters of " + address + theme)
                    .isEmpty();
            noSidewaysScroll(address);
            visit.shot(named(address) + "-1280" + theme);
            visit.narrow();
            noSidewaysScroll(address);
            visit.shot(named(address) + "-390" + theme);
            visit.wide();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void itsPicturesAreDrawnInBothThemes(String address) throws IOException {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            visit.theme(scheme);
            visit.open(address);
            List<String> boxes = visit.list("""
                    [...document.querySelectorAll("main figure .frame")].filter(f => f.getClientRects().length).slice(0, 3)
                      .map(f => { const b = f.getBoundingClientRect(); return [b.x, b.y + scrollY, b.width, b.height].map(Math.floor).join(" "); })""");
            BufferedImage all = ImageIO.read(
                    new ByteArrayInputStream(visit.page().screenshot(new Page.ScreenshotOptions().setFullPage(true))));
            for (String box : boxes)
                assertThat(colours(all, box))
                        .as("colours of a picture of " + address)
                        .isGreaterThan(16);
        }
    }

    /// How many colours are in a part of a picture.
    ///
    /// @param box left, top, width and height
    private static int colours(BufferedImage image, String box) {
        int[] at = Stream.of(box.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
        int right = Math.min(image.getWidth(), at[0] + at[2]), bottom = Math.min(image.getHeight(), at[1] + at[3]);
        Set<Integer> colours = new HashSet<>();
        for (int y = at[1]; y < bottom; y++)
            for (int x = Math.max(0, at[0]); x < right; x++) colours.add(image.getRGB(x, y));
        return colours.size();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void itCanBeReadInForcedColoursAndByEveryEye(String address) {
        visit.media(ColorScheme.LIGHT, ForcedColors.ACTIVE, ReducedMotion.NO_PREFERENCE);
        visit.open(address);
        assertThat(visit.list(PALE))
                .as("pale letters of " + address + " in forced colours")
                .isEmpty();
        visit.shot(named(address) + "-forced");
        visit.theme(ColorScheme.LIGHT);
        for (String deficiency : List.of("deuteranopia", "achromatopsia"))
            visit.seen(deficiency, named(address) + "-" + deficiency);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void theTabKeyGoesDownThePageAndIsSeen(String address) {
        Page page = visit.open(address);
        assertThat(visit.all("[tabindex]:not([tabindex='0']):not([tabindex='-1'])")
                        .count())
                .isZero();
        page.keyboard().press("Tab");
        assertThat(visit.is("document.activeElement.className")).isEqualTo("skip");
        for (int i = 0; i < STOPS; i++) {
            if (Boolean.TRUE.equals(visit.is("document.activeElement === document.body"))) break;
            assertThat(visit.is("""
                    (() => {
                      const e = document.activeElement, s = getComputedStyle(e), part = e.querySelector?.(".part");
                      const drawn = part ? parseFloat(getComputedStyle(part).strokeWidth) > 3 : false;
                      const outlined = s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 1;
                      return e.matches(":focus-visible") && (outlined || drawn || s.boxShadow !== "none") ? "" : e.outerHTML.slice(0, 120);
                    })()""")).as("focus that is not seen on " + address).isEqualTo("");
            page.keyboard().press("Tab");
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void whatIsFocusedStaysSoWhenPartsAreFetchedAnew(String address) {
        Page page = visit.open(address);
        assertThat(page.evaluate("""
                async () => {
                  const {refresh} = await import("/assets/parts.js"), lost = [];
                  await refresh();
                  const stops = () => [...document.querySelectorAll("[data-part] :is(a, button, input, select, summary, [tabindex='0'])")]
                    .filter(e => e.checkVisibility());
                  // the last of each kind
                  const kinds = new Map(stops().map((e, i) => [e.localName + " " + e.getAttribute("class"), i]));
                  for (const i of kinds.values()) {
                    const was = stops()[i].cloneNode().outerHTML;
                    stops()[i].focus();
                    await refresh();
                    if (document.activeElement !== stops()[i]) lost.push(was + " became " + document.activeElement.outerHTML.slice(0, 120));
                  }
                  return lost.join("\\n");
                }""")).as("focus that is lost on " + address).isEqualTo("");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void itIsPaintedWithinASecondAndMovesNothingWhereMotionIsReduced(String address) {
        visit.media(ColorScheme.LIGHT, ForcedColors.NONE, ReducedMotion.REDUCE);
        visit.open(address);
        visit.until("performance.getEntriesByName('first-contentful-paint').length");
        assertThat(visit.number("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
                .as("milliseconds to the first paint of " + address)
                .isLessThanOrEqualTo(1000);
        assertThat(visit.number("document.getAnimations().filter(a => a.playState === 'running').length"))
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void withoutANetworkItStaysAndAsksNobodyElse(String address) {
        visit.open(address);
        String seen = visit.text("h1");
        visit.context().setOffline(true);
        try {
            visit.page().keyboard().press("Tab");
            visit.all("#theme").click();
            visit.all("#theme").click();
            assertThat(visit.text("h1")).isEqualTo(seen);
            assertThat(visit.foreign()).isEmpty();
        } finally {
            visit.context().setOffline(false);
        }
        // the stream of a page that listens ends with the network, which the console shows
        visit.forgive();
    }

    @Test
    void backAndForwardRestoreWhatWasSet() {
        visit.open("/optim?f=himmelblau");
        visit.all("#surface").selectOption("beale");
        visit.until("location.search.includes('f=beale')");
        visit.until("document.querySelector('#map h3').textContent.includes('beale')");
        visit.all("header a[href='/graph']").click();
        visit.page().waitForURL("**/graph");
        visit.all("#in-x").fill("9");
        visit.until("location.search.includes('x=9')");
        visit.all("header a[href='/help']").click();
        visit.page().waitForURL("**/help");
        visit.page().goBack();
        assertThat(visit.all("#in-x").inputValue()).isEqualTo("9");
        assertThat(visit.all(".results dd").first().innerText()).isEqualTo("−56");
        visit.page().goBack();
        assertThat(visit.all("#surface").inputValue()).isEqualTo("beale");
        assertThat(visit.text("#map h3")).contains("beale");
        visit.page().goForward();
        assertThat(visit.all("#in-x").inputValue()).isEqualTo("9");
    }

    @Test
    void theThemeIsKeptFromPageToPage() {
        visit.open("/");
        String light = String.valueOf(visit.is("getComputedStyle(document.body).backgroundColor"));
        visit.all("#theme").click();
        String dark = String.valueOf(visit.is("getComputedStyle(document.body).backgroundColor"));
        assertThat(dark).isNotEqualTo(light);
        visit.open("/help");
        assertThat(visit.is("getComputedStyle(document.body).backgroundColor")).isEqualTo(dark);
        visit.all("#theme").click();
        assertThat(visit.is("getComputedStyle(document.body).backgroundColor")).isEqualTo(light);
        visit.is("localStorage.clear()");
    }

    @Test
    void theLinkIsCopied() {
        visit.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        visit.open("/graph?expr=x*x&x=3");
        visit.all("#copy").click();
        visit.until("document.getElementById('status').textContent === 'The link is copied.'");
        assertThat(visit.is("navigator.clipboard.readText()"))
                .isEqualTo(visit.page().url());
    }

    @Test
    void anAddressWithoutAPageSaysSo() {
        visit.open("/nowhere");
        assertThat(visit.text("main")).contains("there is no page /nowhere");
        // the console shows the status of the answer
        visit.forgive();
    }
}
