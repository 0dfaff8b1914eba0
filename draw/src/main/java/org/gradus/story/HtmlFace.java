package org.gradus.story;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.gradus.draw.Chart;
import org.gradus.draw.Diff;
import org.gradus.draw.Markup;
import org.gradus.draw.Resources;

/// A story as one HTML file: it needs no network and no JavaScript, prints on A4, and can be mailed.
public final class HtmlFace {
    /// The characters of a sentence from which on it is set smaller.
    private static final int LONG = 140;

    /// Lines of a text that are shown before and after one that changes.
    private static final int NEAR = 2;

    private static final String SIGNS =
            "▼ bad  ◆ warning  ● good · ▼ ▲ at an edge: outside the limits, with the number · ⊘ exactly 0 · purple ◆ not a"
                    + " number · – no number";

    private final Markup out = new Markup();
    private final Function<Story.Place, String> address;

    private HtmlFace(Function<Story.Place, String> address) {
        this.address = address;
    }

    /// The whole file as text.
    ///
    /// @param json the same as an object for programs, which the page carries
    public static String write(Story story, String json) {
        return new HtmlFace(_ -> "").page(story, json);
    }

    /// The story without a page around it, for one that has the style sheets.
    public static String fragment(Story story) {
        return fragment(story, _ -> "");
    }

    /// The same, with links to where something is seen.
    ///
    /// @param address where that is shown; empty where it is not
    public static String fragment(Story story, Function<Story.Place, String> address) {
        HtmlFace face = new HtmlFace(address);
        face.contents(story.sections());
        face.story(story);
        return face.out.toString();
    }

    private void story(Story story) {
        out.open("section", "id", "verdict");
        headline(story.headline());
        blocks(story.opening());
        for (Story.Section section : story.sections()) {
            out.open("section", "id", section.id()).element("h2", section.title());
            blocks(section.blocks());
        }
    }

    private String page(Story story, String json) {
        String script = "\n" + Resources.read("report.js");
        out.raw("<!DOCTYPE html>\n").open("html", "lang", "en");
        head(story, script);
        out.open("body");
        top(story);
        contents(story.sections());
        out.open("main");
        story(story);
        out.close().open("footer").element("p", SIGNS).close();
        out.open("script", "type", "application/json", "id", "data").raw("\n" + json + "\n");
        out.close().open("script").raw(script).close();
        return out.close().close().toString();
    }

    private void head(Story story, String script) {
        out.open("head");
        out.leaf("meta", "charset", "utf-8");
        out.leaf("meta", "http-equiv", "Content-Security-Policy", "content", policy(script));
        out.leaf("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        out.leaf("meta", "name", "color-scheme", "content", "light dark");
        out.leaf("link", "rel", "icon", "href", "data:,");
        out.element("title", story.headline().signed() + " · " + story.name() + " · Gradus");
        String style = Resources.font()
                + Resources.read("theme.css")
                + Resources.read("picture.css")
                + Resources.read("report.css");
        out.open("style").raw("\n" + style).close().close();
    }

    /// What a browser may do with the page: run this one script, by its hash, and show what stands in it. Should a
    /// name ever get through as markup, it would load and run nothing.
    private static String policy(String script) {
        return "default-src 'none'; script-src 'sha256-" + sha256(script)
                + "'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'";
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private void top(Story story) {
        out.open("header", "class", "top");
        out.element("span", "Gradus", "class", "wordmark").element("span", story.name(), "class", "run");
        out.element("span", String.join(" · ", story.context()), "class", "id");
        String use = "switch between light and dark";
        out.open("button", "id", "theme", "type", "button", "hidden", "hidden", "aria-label", use);
        out.text("◐").close().close();
    }

    /// A line of links to the sections.
    private void contents(List<Story.Section> sections) {
        if (sections.size() < 2) return;
        out.open("nav", "class", "contents", "aria-label", "contents");
        for (Story.Section section : sections) {
            out.element("a", section.title(), "href", "#" + section.id()).text(" ");
        }
        out.close();
    }

    /// All of a section that is open.
    private void blocks(List<Story.Block> blocks) {
        blocks.forEach(this::block);
        out.close();
    }

    private void headline(Story.Headline headline) {
        out.open("p", "class", "cause " + headline.mood().style());
        out.element("span", headline.mood().sign(), "class", "sign", "aria-hidden", "true")
                .text(" " + headline.title());
        if (!headline.about().isEmpty()) out.element("span", String.join(" · ", headline.about()), "class", "about");
        out.close();
        // numbers such as 1.1e-7 are not broken at the minus, and `layer 1` not in the middle
        String sentence = Markup.escape(headline.sentence())
                .replaceAll("[\\d.]+e-\\d+|\\blayer \\d+", "<span class=\"whole\">$0</span>");
        out.open("h1", "class", headline.sentence().length() > LONG ? "long" : "")
                .raw(sentence)
                .close();
    }

    private static String title(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private void block(Story.Block block) {
        switch (block) {
            case Story.Words(var label, var text) -> {
                out.open("p", "class", "words");
                words(label, text);
            }
            case Story.Figures(var facts) -> facts("numbers", facts);
            case Story.Outcome outcome -> outcome(outcome);
            case Story.Measures(var table, var places) ->
                out.open("div", "class", "scroll evidence")
                        .raw(table.toHtml(row -> address.apply(places.get(row))))
                        .close();
            case Story.Sides(var table) ->
                out.open("div", "class", "scroll sides").raw(table.toHtml()).close();
            case Story.Formula(var terms) -> formula(terms);
            case Story.Items(var label, var items) -> {
                out.open("details").element("summary", title(label) + ": " + items.size());
                out.open("ul", "class", "items");
                for (String item : items) out.element("li", item);
                out.close().close();
            }
            case Story.Charts(var charts) -> charts(charts);
            case Story.Change(var label, var diff, var folded) -> {
                if (folded) out.open("details").element("summary", title(label));
                lines(diff.around(NEAR));
                if (folded) out.close();
            }
            case Story.Facts(var facts) -> facts("made", facts);
            case Story.Listing(var label, var text) ->
                out.element("h3", title(label))
                        .open("pre")
                        .element("code", text)
                        .close();
            case Story.Folded(var label, var about, var table) -> {
                out.open("details").element("summary", label).element("p", about);
                out.open("div", "class", "scroll").raw(table.toHtml()).close().close();
            }
        }
    }

    /// The rest of a paragraph that is open.
    private void words(String label, String text) {
        if (!label.isEmpty()) out.element("span", title(label), "class", "lead").text(" ");
        out.words(text.endsWith(".") ? text : text + ".").close();
    }

    private void facts(String style, List<Story.Fact> facts) {
        out.open("dl", "class", style);
        for (Story.Fact fact : facts) {
            out.open("div")
                    .element("dt", fact.what())
                    .open("dd")
                    .words(fact.value())
                    .close()
                    .close();
        }
        out.close();
    }

    private void outcome(Story.Outcome outcome) {
        String sign = outcome.mood() == Story.Mood.GOOD ? "●" : "○";
        out.open("p", "class", "outcome " + outcome.mood().style());
        out.element("strong", sign + " " + title(outcome.label()))
                .text(" " + outcome.text() + ". ")
                .element("a", "More", "href", "#" + outcome.section())
                .close();
    }

    private void formula(List<Story.Term> terms) {
        out.open("p", "class", "formula", "role", "math", "aria-label", "the factors of one layer and their product");
        for (Story.Term term : terms) {
            if (!term.sign().isEmpty())
                out.element("span", term.sign(), "class", "operator").text(" ");
            else if (!term.equals(terms.getFirst())) out.element("span", "", "class", "gap");
            out.open("span", "class", "term").open("span", "class", "number").text(term.number());
            if (!term.power().isEmpty()) out.element("sup", term.power());
            out.close().element("span", term.name(), "class", "name").close().text(" ");
        }
        out.close();
    }

    private void charts(List<Chart> charts) {
        boolean pair = charts.size() > 1;
        if (pair) out.open("div", "class", "pair");
        for (Chart chart : charts) out.raw(chart.picture().toHtml());
        if (pair) out.close();
    }

    private void lines(Diff diff) {
        out.open("pre", "class", "diff").open("code");
        for (Diff.Line line : diff.lines()) {
            String kind = line.sign() == '+' ? "come" : line.sign() == '-' ? "go" : "stay";
            out.element("span", line.sign() + " " + line.text() + "\n", "class", kind);
        }
        out.close().close();
    }
}
