package org.gradus.studio.lesson;

import java.util.Map;
import java.util.SequencedMap;
import org.gradus.draw.Markup;
import org.gradus.studio.page.Page;
import org.gradus.studio.web.Answer;
import org.gradus.studio.web.Request;

/// What stands around the picture of a lesson: its place among all, its words, its tasks.
record LessonFrame(Texts texts, int number) {
    private static final String PATH = "/learn", LANGUAGE = "?lang=";
    private static final Map<String, String> NAMES = Map.of("en", "English", "ko", "한국어");

    /// The list of lessons.
    static Answer list(Request request) {
        Texts texts = Texts.of(request);
        LessonFrame frame = new LessonFrame(texts, 0);
        Markup out = new Markup().open("article", "class", "lesson list");
        out.open("div", "class", "place");
        frame.languages(out, request);
        out.close().element("h1", texts.of("index.title"));
        out.element("p", texts.of("index.words"), "class", "lead-in");
        out.open("ol", "class", "tiles");
        for (int n = 1; n <= Lessons.COUNT; n++) {
            out.open("li").open("a", "class", "tile", "href", frame.href(n), "data-lesson", String.valueOf(n));
            out.open("strong").text(n + "  " + texts.of(n + ".title"));
            frame.mark(out);
            out.close().element("span", texts.of(n + ".summary"));
            out.close().close();
        }
        return Page.of(texts.of("index.title"), PATH)
                .in(texts.language())
                .with("learn.js")
                .around(out.close().close().toString());
    }

    private String href(int n) {
        return PATH + (n == 0 ? "" : "/" + n) + LANGUAGE + texts.language();
    }

    /// The sign of a lesson whose question was answered; the script shows it.
    private void mark(Markup out) {
        out.open("span", "class", "solved", "hidden", "hidden").text(" ● ");
        out.element("span", texts.of("ui.solved")).close();
    }

    /// Links to the same in each language; whatever else the address says stays.
    private void languages(Markup out, Request request) {
        out.open("nav", "class", "languages", "aria-label", texts.of("ui.language"));
        for (String language : Texts.LANGUAGES) {
            SequencedMap<String, String> query = Address.of("lang", language);
            request.query().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(e -> query.putIfAbsent(e.getKey(), e.getValue()));
            String here = language.equals(texts.language()) ? "true" : "";
            out.element(
                    "a",
                    NAMES.getOrDefault(language, language),
                    "href",
                    "?" + Address.query(query),
                    "lang",
                    language,
                    "hreflang",
                    language,
                    "data-language",
                    language,
                    "aria-current",
                    here);
        }
        out.close();
    }

    void top(Markup out, Request request) {
        out.open("div", "class", "place").open("nav", "class", "chapters", "aria-label", texts.of("ui.chapters"));
        for (int n = 1; n <= Lessons.COUNT; n++) {
            String current = n == number ? "page" : "";
            out.open("a", "href", href(n), "aria-current", current, "data-lesson", String.valueOf(n));
            out.element("span", String.valueOf(n), "class", "n").text(" ");
            out.element("span", texts.of(n + ".name"), "class", "name");
            mark(out);
            out.close();
        }
        out.close();
        languages(out, request);
        out.close();
        out.element("h1", texts.of(number + ".title"));
    }

    void words(Markup out, Map<String, String> numbers) {
        out.open("div", "class", "text");
        for (int p = 1; texts.keys().contains(number + ".p" + p); p++)
            out.open("p").words(texts.of(number + ".p" + p, numbers)).close();
        out.close();
    }

    /// The thing to try.
    void attempt(Markup out, Chapter chapter) {
        out.open("section", "class", "task", "aria-labelledby", "try").element("h2", texts.of("ui.try"), "id", "try");
        out.open("p").words(texts.of(number + ".try", chapter.numbers())).close();
        set(out, chapter.tried());
        out.close();
    }

    private void set(Markup out, String state) {
        String href = "?lang=" + texts.language() + "&" + state;
        out.open("p")
                .element("a", texts.of("ui.set"), "class", "button", "href", href, "data-set", "on")
                .close();
    }

    /// The question, with the answer that was given.
    void question(Markup out, Chapter chapter, String given) {
        out.open("section", "class", "task", "aria-labelledby", "asked");
        out.element("h2", texts.of("ui.question"), "id", "asked");
        out.open("form", "id", "question", "action", PATH + "/" + number, "autocomplete", "off");
        Dial.hidden(out, "lang", texts.language());
        String words = texts.of(number + ".question", chapter.numbers());
        if (chapter.choices().isEmpty()) {
            out.open("p").words(words).close().open("p", "class", "answering");
            out.element("label", texts.of("ui.answer"), "for", "answer");
            out.leaf("input", "type", "text", "inputmode", "decimal", "id", "answer", "name", "answer", "value", given);
        } else {
            out.open("fieldset").open("legend").words(words).close();
            chapter.choices().forEach((value, label) -> {
                out.open("label", "class", "option");
                String on = value.equals(given) ? "checked" : "";
                out.leaf("input", "type", "radio", "name", "answer", "value", value, "checked", on);
                out.text(" " + label).close();
            });
            out.close().open("p", "class", "answering");
        }
        out.element("button", texts.of("ui.check"), "type", "submit", "class", "button main");
        out.element(
                "a", texts.of("ui.set"), "href", "?lang=" + texts.language() + "&" + chapter.asked(), "data-set", "on");
        out.close().close().close();
    }

    /// The lessons before and after.
    void onward(Markup out) {
        out.open(
                "nav",
                "class",
                "onward",
                "aria-label",
                texts.of("ui.lesson", Map.of("n", "" + number, "all", "" + Lessons.COUNT)));
        step(out, number - 1, "ui.previous", "◀ ", "");
        out.element("a", texts.of("ui.all"), "href", href(0));
        step(out, number + 1, "ui.next", "", " ▶");
        out.close();
    }

    private void step(Markup out, int n, String key, String before, String after) {
        if (n < 1 || n > Lessons.COUNT) {
            out.element("span", "");
            return;
        }
        String rel = n < number ? "prev" : "next";
        out.open("a", "href", href(n), "rel", rel);
        out.text(before + texts.of(key) + ": " + texts.of(n + ".name") + after).close();
    }
}
