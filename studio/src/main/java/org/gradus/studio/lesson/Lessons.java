package org.gradus.studio.lesson;

import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.gradus.draw.Markup;
import org.gradus.name.InputException;
import org.gradus.studio.arena.Courses;
import org.gradus.studio.page.Page;
import org.gradus.studio.web.Answer;
import org.gradus.studio.web.Refused;
import org.gradus.studio.web.Request;
import org.gradus.studio.web.Routes;

/// The lessons: `/learn` lists them, and `/learn/1` to `/learn/6` are one each. The address holds all of the state:
/// the values of the controls, `answer` what was answered, and `lang` the language.
public final class Lessons {
    /// How many there are.
    static final int COUNT = 6;

    private static final String PATH = "/learn";

    private final Courses courses = new Courses();
    private final Curing.Forecasts forecasts = new Curing.Forecasts();
    private final Supplier<String> cured;

    private Lessons(Supplier<String> cured) {
        this.cured = cured;
    }

    /// Adds the pages and their parts.
    ///
    /// @param cured the address of a page that shows a cure that was proved; empty while there is none
    public static void routes(Routes routes, Supplier<String> cured) {
        Lessons lessons = new Lessons(cured);
        routes.get(PATH, LessonFrame::list)
                .get(PATH + "/{n}", lessons::page)
                .get("/part/learn/{n}", request -> Answer.html(lessons.live(request)))
                .get("/part/learn/{n}/answer", request -> Answer.html(lessons.verdict(request)));
    }

    private static int number(Request request) {
        String text = request.part("n");
        if (text.matches("[1-" + COUNT + "]")) return Integer.parseInt(text);
        throw Refused.missing("there is no lesson " + text + ", expected 1 to " + COUNT);
    }

    /// A lesson at the state of the address.
    ///
    /// @throws InputException or [Refused] when a value makes no sense
    Chapter chapter(Request request) {
        Texts texts = Texts.of(request);
        return switch (number(request)) {
            case 1 -> Descending.of(request, texts, courses);
            case 2 -> Traps.of(request, texts, courses);
            case 3 -> Walkers.of(request, texts, courses);
            case 4 -> Circuits.of(request, texts);
            case 5 -> Vanishing.of(request, texts);
            default -> Curing.of(request, texts, forecasts, cured);
        };
    }

    /// The live part, or what is wrong with the address.
    private String live(Request request) {
        try {
            Chapter chapter = chapter(request);
            Texts texts = Texts.of(request);
            Markup out = new Markup().raw(chapter.live()).open("p", "class", "full");
            out.element("a", texts.of(chapter.number() == COUNT ? "6.train" : "ui.full"), "href", chapter.href());
            chapter.links().forEach((href, words) -> out.element("a", words, "href", href));
            return out.close().toString();
        } catch (InputException | Refused e) {
            return refused(e);
        }
    }

    private static String refused(RuntimeException e) {
        return new Markup()
                .element("p", String.valueOf(e.getMessage()), "class", "refused", "role", "alert")
                .toString();
    }

    /// What is said of the answer in the address; nothing where there is none.
    private String verdict(Request request) {
        String given = request.value("answer").strip();
        if (given.isEmpty()) return "";
        try {
            Chapter.Verdict verdict = chapter(Address.first(request)).check(given);
            String sign = verdict.right() ? "● " : "◆ ";
            return new Markup()
                    .element(
                            "p",
                            sign + verdict.words(),
                            "class",
                            verdict.right() ? "verdict good" : "verdict warn",
                            "data-right",
                            String.valueOf(verdict.right()))
                    .toString();
        } catch (InputException e) {
            return refused(e);
        }
    }

    private Answer page(Request request) {
        Texts texts = Texts.of(request);
        int n = number(request);
        String live = live(request);
        Chapter chapter = live.startsWith("<p class=\"refused\"") ? chapter(Address.first(request)) : chapter(request);
        LessonFrame frame = new LessonFrame(texts, n);
        Markup out = new Markup().open("article", "class", "lesson", "data-lesson", String.valueOf(n));
        frame.top(out, request);
        out.open("div", "class", chapter.wide() ? "columns wide" : "columns");
        frame.words(out, chapter.numbers());
        out.open("div", "class", "stage");
        scenes(out, chapter, texts);
        form(out, chapter, texts, request);
        out.open("div", "class", "live", "data-part", "/part/learn/" + n, "data-query", "on");
        out.raw(live).close().close();
        out.open("div", "class", "tasks");
        frame.attempt(out, chapter);
        frame.question(out, chapter, request.value("answer"));
        out.open("div", "role", "status", "data-part", "/part/learn/" + n + "/answer", "data-query", "on");
        out.raw(verdict(request)).close().close().close();
        out.raw(chapter.below());
        frame.onward(out);
        return Page.of(texts.of(n + ".title"), PATH)
                .in(texts.language())
                .with("learn.js")
                .around(out.close().toString());
    }

    private static void scenes(Markup out, Chapter chapter, Texts texts) {
        SequencedMap<String, String> scenes = chapter.scenes();
        if (scenes.isEmpty()) return;
        out.open("nav", "class", "examples", "aria-label", texts.of("2.picture"));
        for (Map.Entry<String, String> scene : scenes.entrySet()) {
            String here = scene.getKey().equals(chapter.scene()) ? "true" : "";
            String href = "?lang=" + texts.language() + "&" + scene.getValue();
            out.element("a", texts.of(chapter.number() + "." + scene.getKey()), "href", href, "aria-current", here);
        }
        out.close();
    }

    private static void form(Markup out, Chapter chapter, Texts texts, Request request) {
        out.open(
                "form",
                "class",
                "dials",
                "id",
                "controls",
                "data-controls",
                "on",
                "autocomplete",
                "off",
                "aria-label",
                texts.of("ui.controls"));
        Dial.hidden(out, "lang", texts.language());
        out.leaf("input", "type", "hidden", "name", "answer", "id", "kept", "value", request.value("answer"));
        chapter.controls(out);
        out.open("div", "class", "playing");
        out.element(
                "button",
                "▶ " + texts.of("ui.play"),
                "type",
                "button",
                "class",
                "button",
                "id",
                "play",
                "data-play",
                chapter.played().name(),
                "data-key",
                " ",
                "data-words",
                "▶ " + texts.of("ui.play"),
                "data-pause",
                "❚❚ " + texts.of("ui.pause"),
                "aria-pressed",
                "false");
        chapter.played().write(out, texts.of("control." + chapter.played().name()), chapter.at());
        out.close().close();
    }
}
