package org.gradus.studio.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A browser's window on one studio. It writes down what a page may never do: errors and warnings on the console, and
/// requests to anywhere but the studio.
final class Visit implements AutoCloseable {
    static final int WIDE = 1280, NARROW = 390;
    private static final int WIDE_HEIGHT = 800, NARROW_HEIGHT = 844;
    /// How long a test waits for what it expects, in milliseconds, unless it says otherwise.
    private static final double PATIENCE = 15_000;

    private static final Path SHOTS = Path.of("target", "shots");

    private final String origin;
    private final BrowserContext context;
    private final Page page;
    private final List<String> problems = new ArrayList<>();

    /// @param origin of the studio, without a slash at its end
    Visit(String origin) {
        this.origin = origin;
        context = Chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(WIDE, WIDE_HEIGHT)
                        .setColorScheme(ColorScheme.LIGHT)
                        .setReducedMotion(ReducedMotion.NO_PREFERENCE));
        context.setDefaultTimeout(PATIENCE);
        page = watched(context.newPage());
    }

    private Page watched(Page page) {
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning"))
                problems.add(message.type() + " on " + page.url() + ": " + message.text());
        });
        page.onPageError(error -> problems.add("error on " + page.url() + ": " + error));
        page.onRequest(request -> {
            String url = request.url();
            if (!url.startsWith(origin + "/") && !url.startsWith("data:") && !url.startsWith("blob:"))
                problems.add("request of " + page.url() + " to " + url);
        });
        return page;
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    /// Another window of the same browser.
    Page another() {
        return watched(context.newPage());
    }

    /// Goes to an address of the studio and waits until the page, its scripts among it, is loaded.
    Page open(String address) {
        page.navigate(origin + address);
        return page;
    }

    String address() {
        return page.url().substring(origin.length());
    }

    Locator all(String selector) {
        return page.locator(selector);
    }

    String text(String selector) {
        return page.locator(selector).first().innerText();
    }

    /// Waits until a condition of the page, written in JavaScript, holds.
    void until(String condition) {
        page.waitForFunction("() => " + condition);
    }

    /// The same, within so many milliseconds.
    void within(double milliseconds, String condition) {
        page.waitForFunction("() => " + condition, null, new Page.WaitForFunctionOptions().setTimeout(milliseconds));
    }

    /// What an expression of JavaScript is on the page.
    Object is(String expression) {
        return page.evaluate("() => " + expression);
    }

    double number(String expression) {
        return ((Number) is(expression)).doubleValue();
    }

    @SuppressWarnings("unchecked")
    List<String> list(String expression) {
        return ((List<Object>) is("[..." + expression + "].map(String)"))
                .stream().map(String.class::cast).toList();
    }

    /// Nothing was on the console since the last time, and nothing was asked of another machine.
    void quiet() {
        List<String> found = List.copyOf(problems);
        problems.clear();
        assertThat(found).as("console and requests").isEmpty();
    }

    /// Leaves the page and forgets what was written down, after something that is expected to fail: what a page has to
    /// say is said when the next is there.
    void forgive() {
        open("/help");
        problems.clear();
    }

    /// What was asked of another machine.
    List<String> foreign() {
        return problems.stream().filter(p -> p.startsWith("request")).toList();
    }

    /// What axe finds that is serious or critical, contrast among it.
    List<String> barriers() {
        return new AxeBuilder(page)
                .setLegacyMode(true).analyze().getViolations().stream()
                        .filter(v -> List.of("serious", "critical").contains(v.getImpact()))
                        .map(Visit::words)
                        .toList();
    }

    private static String words(Rule rule) {
        return rule.getId() + ": "
                + rule.getNodes().stream()
                        .limit(4)
                        .map(CheckedNode::getHtml)
                        .map(html -> html.substring(0, Math.min(160, html.length())))
                        .collect(Collectors.joining(" | "));
    }

    void wide() {
        page.setViewportSize(WIDE, WIDE_HEIGHT);
    }

    void narrow() {
        page.setViewportSize(NARROW, NARROW_HEIGHT);
    }

    void media(ColorScheme scheme, ForcedColors forced, ReducedMotion motion) {
        page.emulateMedia(new Page.EmulateMediaOptions()
                .setColorScheme(scheme)
                .setForcedColors(forced)
                .setReducedMotion(motion));
    }

    void theme(ColorScheme scheme) {
        media(scheme, ForcedColors.NONE, ReducedMotion.NO_PREFERENCE);
    }

    /// A screenshot as somebody sees it who does not tell some colours apart: `deuteranopia` or `achromatopsia`.
    byte[] seen(String deficiency, String name) {
        JsonObject type = new JsonObject();
        type.addProperty("type", deficiency);
        // it lasts as long as the session
        CDPSession session = context.newCDPSession(page);
        session.send("Emulation.setEmulatedVisionDeficiency", type);
        byte[] shot = shot(name);
        session.detach();
        return shot;
    }

    /// Lets go of what pages have kept, such as the theme that was chosen.
    void forget() {
        page.evaluate("localStorage.clear()");
    }

    byte[] shot(String name) {
        return page.screenshot(new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + ".png")));
    }

    /// Where something beside the screenshots goes.
    static Path kept(String name) {
        return SHOTS.resolve(name);
    }

    @Override
    public void close() {
        context.close();
    }
}
