package org.gradus.studio.page;

import java.util.List;
import org.gradus.draw.Markup;
import org.gradus.studio.web.Answer;

/// A page of the studio: what stands around its content, and what keeps it alive.
///
/// The shared scripts do three things for any page, by attributes of its elements. A part, `data-part="/part/…"`, is
/// fetched anew when the page's topic has news: with `data-still` only when the state changes or an order was given,
/// with `data-later` also when the page is there. A form with `data-controls` keeps its values in the page's address;
/// when one of them changes, every part with `data-query` is fetched anew with that address, unless it has `data-asked`
/// and waits for a script of the page. A button or form with `data-post="/api/…"` sends its form's values as JSON, and
/// goes where the answer's `href` leads.
///
/// @param title what it is; its only `h1` should say the same
/// @param tab the address of the tab that it belongs to
/// @param topic of which events its parts are fetched anew, several with spaces between; empty for none. Each has one
///     publisher, since of a topic only the latest message counts
/// @param script the name of a script of its own among the [Assets]; empty for none
/// @param language of its text, as HTML names it
public record Page(String title, String tab, String topic, String script, String language) {
    /// A tab of the bar.
    private record Tab(String href, String name) {}

    private static final List<Tab> TABS = List.of(
            new Tab("/", "Runs"),
            new Tab("/train", "Train"),
            new Tab("/graph", "Graph"),
            new Tab("/optim", "Optimizers"),
            new Tab("/learn", "Learn"),
            new Tab("/help", "Help"));

    /// A page in English that waits for nothing and needs no script of its own.
    public static Page of(String title, String tab) {
        return new Page(title, tab, "", "", "en");
    }

    /// The same, whose parts are fetched anew when there is news.
    public Page hearing(String topic) {
        return new Page(title, tab, topic, script, language);
    }

    /// The same, with a script of its own.
    public Page with(String script) {
        return new Page(title, tab, topic, script, language);
    }

    /// The same, in another language.
    public Page in(String language) {
        return new Page(title, tab, topic, script, language);
    }

    /// The page around its content.
    ///
    /// @param content markup
    public Answer around(String content) {
        Markup out = new Markup();
        out.raw("<!DOCTYPE html>\n").open("html", "lang", language);
        out.open("head");
        out.leaf("meta", "charset", "utf-8");
        out.leaf("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        out.leaf("meta", "name", "color-scheme", "content", "light dark");
        out.leaf("link", "rel", "icon", "href", "data:,");
        for (String sheet : Assets.SHEETS) out.leaf("link", "rel", "stylesheet", "href", Assets.PATH + sheet);
        out.element("title", title + " · Gradus");
        script(out, "studio.js");
        if (!script.isEmpty()) script(out, script);
        out.close().open("body", "data-topic", topic);
        // the bar is in English on every page
        String bar = language.equals("en") ? "" : "en";
        out.element("a", "Skip to the content", "class", "skip", "href", "#main", "lang", bar);
        bar(out, bar);
        out.open("main", "id", "main").raw(content).close();
        out.open("p", "id", "status", "role", "status").close();
        return Answer.html(out.close().close().toString());
    }

    private static void script(Markup out, String name) {
        out.open("script", "type", "module", "src", Assets.PATH + name).close();
    }

    private void bar(Markup out, String language) {
        out.open("header", "class", "bar", "lang", language).element("a", "Gradus", "class", "wordmark", "href", "/");
        out.open("nav", "aria-label", "pages");
        for (Tab tab : TABS)
            out.element(
                    "a",
                    tab.name(),
                    "href",
                    tab.href(),
                    "aria-current",
                    tab.href().equals(this.tab) ? "page" : "",
                    "data-key",
                    tab.href().equals("/help") ? "?" : "",
                    "aria-keyshortcuts",
                    tab.href().equals("/help") ? "?" : "");
        out.close();
        out.element("button", "Copy link", "id", "copy", "type", "button");
        out.element("button", "◐", "id", "theme", "type", "button", "aria-label", "switch between light and dark");
        out.close();
    }
}
