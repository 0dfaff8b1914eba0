package org.gradus.studio;

import org.gradus.draw.Markup;
import org.gradus.studio.web.Answer;

/// What stands around every page: the bar, style sheets, script and footer.
final class Page {
    private Page() {}

    /// A page.
    ///
    /// @param topic of which events the page's parts are drawn anew; empty for none
    /// @param content its markup
    static Answer of(String title, String topic, String content) {
        Markup out = new Markup();
        out.raw("<!DOCTYPE html>\n").open("html", "lang", "en");
        out.open("head");
        out.leaf("meta", "charset", "utf-8");
        out.leaf("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        out.leaf("meta", "name", "color-scheme", "content", "light dark");
        out.leaf("link", "rel", "icon", "href", "data:,");
        for (String sheet : Assets.SHEETS) out.leaf("link", "rel", "stylesheet", "href", Assets.PATH + sheet);
        out.element("title", title + " · Gradus");
        out.open("script", "type", "module", "src", Assets.PATH + "studio.js")
                .close()
                .close();
        out.open("body", "data-topic", topic).element("a", "Skip to the content", "class", "skip", "href", "#main");
        bar(out);
        out.open("main", "id", "main").raw(content).close();
        out.open("p", "id", "status", "role", "status").close();
        return Answer.html(out.close().close().toString());
    }

    private static void bar(Markup out) {
        out.open("header", "class", "bar").element("a", "Gradus", "class", "wordmark", "href", "/");
        out.open("nav", "aria-label", "pages").element("a", "Runs", "href", "/").close();
        out.open("button", "id", "theme", "type", "button", "aria-label", "switch between light and dark");
        out.text("◐").close().close();
    }
}
