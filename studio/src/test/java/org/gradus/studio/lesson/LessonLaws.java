package org.gradus.studio.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.gradus.studio.Served;
import org.gradus.studio.web.Request;
import org.gradus.studio.web.Wire.Reply;
import org.junit.jupiter.api.Test;

/// The lessons as a browser gets them.
class LessonLaws extends Served {
    private static final Pattern CONTROL = Pattern.compile("<(?:input|select)[^>]* id=\"(\\w+)\"[^>]*>");
    private static final Pattern LIVE = Pattern.compile(
            "data-part=\"/part/learn/\\d\" data-query=\"on\">(.*?)</div>\\s*</div>\\s*<div class=\"tasks\"",
            Pattern.DOTALL);

    /// Something right and something wrong to answer each question with.
    private static final Map<Integer, List<String>> ANSWERS = Map.of(
            1, List.of("28", "3", "33", "99", "x"),
            2, List.of("saddle", "local", "plateau", "x"),
            3, List.of("0.1", "2", "x"),
            4, List.of("6", "3", "x"),
            5, List.of("5", "4", "99", "x"),
            6, List.of("12", "1", "x"));

    private String page(String path) throws IOException {
        Reply reply = get(path);
        assertThat(reply.status()).as(path + "\n" + reply.body()).isEqualTo(200);
        return reply.body();
    }

    private boolean right(int lesson, String answer) throws IOException {
        return page("/part/learn/" + lesson + "/answer?answer=" + answer).contains("data-right=\"true\"");
    }

    private static String withoutCode(String page) {
        return page.replaceAll("(?s)<pre.*?</pre>", "");
    }

    private static String after(String text, String words, String until) {
        int from = text.indexOf(words);
        assertThat(from).as("`" + words + "` in " + text).isNotNegative();
        return text.substring(from + words.length(), text.indexOf(until, from + words.length()));
    }

    @Test
    void everyLessonIsWholeInEveryLanguage() throws IOException {
        for (String language : Texts.LANGUAGES) {
            String list = page("/learn?lang=" + language);
            for (int n = 1; n <= Lessons.COUNT; n++) {
                assertThat(list).contains("href=\"/learn/" + n + "?lang=" + language + "\"");
                String page = page("/learn/" + n + "?lang=" + language);
                assertThat(page)
                        .contains("<html lang=\"" + language + "\">", "<figure id=", "id=\"question\"", "learn.js")
                        .contains("<h1>" + Texts.in(language).of(n + ".title") + "</h1>")
                        .doesNotContain("class=\"refused\"");
                assertThat(Texts.PLACE.matcher(withoutCode(page)).results())
                        .as("unfilled in " + n)
                        .isEmpty();
                assertThat(page.split("<h1>", -1)).hasSize(2);
            }
        }
    }

    @Test
    void everyControlHasALabelAndAnAddress() throws IOException {
        for (int n = 1; n <= Lessons.COUNT; n++) {
            String page = page("/learn/" + n);
            Matcher control = CONTROL.matcher(page);
            int seen = 0;
            while (control.find()) {
                if (control.group().contains("type=\"hidden\"")) continue;
                seen++;
                boolean inside = page.contains("<label>" + control.group());
                assertThat(inside || page.contains("for=\"" + control.group(1) + "\""))
                        .as(control.group())
                        .isTrue();
                assertThat(control.group()).contains("name=\"" + control.group(1) + "\"");
            }
            assertThat(seen).isGreaterThan(1);
        }
    }

    @Test
    void everyAnswerIsJudgedInWordsInEveryLanguage() throws IOException {
        for (String language : Texts.LANGUAGES) {
            for (Map.Entry<Integer, List<String>> lesson : ANSWERS.entrySet()) {
                List<String> answers = lesson.getValue();
                for (String answer : answers) {
                    String said =
                            page("/part/learn/" + lesson.getKey() + "/answer?lang=" + language + "&answer=" + answer);
                    boolean right = answer.equals(answers.getFirst());
                    assertThat(said.contains("data-right=\"true\"")).as(said).isEqualTo(right);
                    assertThat(said.contains("class=\"refused\"")).as(said).isEqualTo(answer.equals("x"));
                }
            }
        }
        assertThat(page("/part/learn/1/answer")).isEmpty();
        assertThat(page("/part/learn/1/answer?answer=%3Cb%3E"))
                .contains("&lt;b&gt;")
                .doesNotContain("<b>");
    }

    @Test
    void theLanguageIsTheAddressesElseTheBrowsers() throws IOException {
        String korean = "Accept-Language: ko-KR,ko;q=0.9,en;q=0.8";
        assertThat(get("/learn/1", korean).body()).contains("<html lang=\"ko\">", "경사하강법", "학습률");
        assertThat(get("/learn/1?lang=en", korean).body())
                .contains("<html lang=\"en\">")
                .contains("learning rate");
        assertThat(get("/learn/1", "Accept-Language: fr, ko;q=0.2, en;q=0.5").body())
                .contains("<html lang=\"en\">");
        assertThat(get("/part/learn/1", korean).body()).contains("걸음 뒤에");
        assertThat(page("/learn/1?rate=0.5&lang=en")).contains("href=\"?lang=ko&amp;rate=0.5\"");
        Reply other = get("/learn/1?lang=de");
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.body()).contains("lang: expected en or ko, found de");
    }

    @Test
    void aLinkRestoresTheControlsAndThePicture() throws IOException {
        Map<Integer, String> states = Map.of(
                1, "rate=0.3&start=-2&t=7",
                2, "trap=saddle&x=0.7&y=0.01&t=30",
                3, "picked=on&adam=on&condition=40&t=5",
                4, "scene=square&x=2&k=1",
                5, "activation=tanh&weight=1.5&depth=11",
                6, "cure=norm&depth=9");
        for (Map.Entry<Integer, String> state : states.entrySet()) {
            String page = page("/learn/" + state.getKey() + "?" + state.getValue());
            Matcher live = LIVE.matcher(page);
            assertThat(live.find()).isTrue();
            assertThat(live.group(1)).isEqualTo(page("/part/learn/" + state.getKey() + "?" + state.getValue()));
            assertThat(live.group(1)).isNotEqualTo(page("/part/learn/" + state.getKey()));
            for (String pair : state.getValue().split("&")) {
                String name = pair.substring(0, pair.indexOf('=')), value = pair.substring(pair.indexOf('=') + 1);
                String control = value.equals("on") && !name.equals("picked")
                        ? " checked=\"checked\""
                        : "value=\"" + value + "\"";
                assertThat(after(
                                page,
                                "name=\"" + name + "\"",
                                name.equals("cure") || name.equals("activation") ? "</select>" : ">"))
                        .contains(control);
            }
        }
    }

    @Test
    void whatMakesNoSenseIsSaidWhereThePictureWouldBe() throws IOException {
        assertThat(page("/learn/1?rate=9"))
                .contains("rate: expected a number from 0.05 to 1.2, found 9", "id=\"question\"");
        assertThat(page("/learn/1?rate=%3Cb%3E")).contains("&lt;b&gt;").doesNotContain("<b>");
        assertThat(page("/part/learn/5?depth=2.5")).contains("depth: expected a whole number, found 2.5");
        assertThat(page("/learn/2?trap=pit")).contains("trap: expected local, saddle or plateau, found pit");
        assertThat(get("/learn/7").status()).isEqualTo(404);
        assertThat(get("/learn/7").body()).contains("there is no lesson 7, expected 1 to 6");
    }

    @Test
    void descentIsWhatArithmeticSays() throws IOException {
        double w = 2.5;
        for (int i = 0; i < 4; i++) w -= 0.1 * 2 * w;
        assertThat(Double.parseDouble(after(page("/part/learn/1?t=4"), "step 4 w is ", " ")))
                .isCloseTo(w, within(5e-4));
        int first = 0;
        for (w = 2.5; Math.abs(2 * w) >= 0.01; first++) w -= 0.1 * 2 * w;
        for (int n = 0; n <= 40; n++) assertThat(right(1, String.valueOf(n))).isEqualTo(n == first);
        // beyond a rate of 1 the size of w grows: 1 - 2 · rate is below -1
        assertThat(page("/learn/1")).contains("Raise the rate slowly to 1.05.");
        assertThat(page("/part/learn/1?rate=1.05")).contains("diverged");
        assertThat(page("/part/learn/1?rate=1.05&start=0.5")).contains("it diverges");
        assertThat(page("/part/learn/1?rate=0.5")).contains("no step moves it any more");
    }

    @Test
    void trapsHoldAndANudgeLeavesTheSaddleOnly() throws IOException {
        assertThat(page("/part/learn/2")).contains("rests at the local minimum M2");
        assertThat(page("/part/learn/2?trap=saddle")).contains("stuck at the saddle S1");
        assertThat(page("/part/learn/2?trap=saddle&y=0.01")).contains("left the picture downhill");
        assertThat(page("/part/learn/2?trap=plateau")).contains("hardly moved: a plateau");
        assertThat(page("/learn/2")).contains("it is 2 in one direction and −2 in the other");
    }

    @Test
    void firstStepsAreThoseOfTheFormulas() throws IOException {
        String start = page("/part/learn/3?picked=on&sgd=on&momentum=on&adagrad=on&rmsprop=on&adam=on&t=0");
        // the gradient at (-1.8, 1) is (-1.8, 25)
        Map<String, Double> steps = Map.of(
                "sgd",
                0.03 * 1.8,
                "momentum",
                0.01 * 1.8,
                "adagrad",
                0.4,
                "rmsprop",
                0.05 / Math.sqrt(0.1),
                "adam",
                0.1);
        steps.forEach((name, step) -> {
            String own = start.substring(start.indexOf("<div data-optimizer=\"" + name));
            assertThat(Double.parseDouble(after(own, "next step: x +", ",")))
                    .as(name)
                    .isCloseTo(step, within(1e-3 * step));
        });
        // plain descent diverges beyond a condition of 2 / rate
        int steep = Integer.parseInt(after(page("/learn/3"), "Raise the condition to ", "."));
        assertThat(steep).isEqualTo(70);
        assertThat(page("/part/learn/3?t=60&condition=" + steep)).contains("it diverged");
        assertThat(page("/part/learn/3?t=60&condition=" + (steep - 5))).doesNotContain("it diverged");
    }

    @Test
    void theGradientVanishesAsTheProductOfSlopesDoes() throws IOException {
        double h = 1, product = 1;
        int first = 0;
        for (int layer = 1; layer <= 8; layer++) {
            h = 1 / (1 + Math.exp(-h));
            product *= h * (1 - h);
            if (product < 0.001 && first == 0) first = layer;
        }
        double left = Double.parseDouble(after(page("/part/learn/5?depth=8"), "8 layers leave ", " "));
        assertThat(left).isCloseTo(product, within(0.01 * product));
        for (int n = 1; n <= 8; n++) assertThat(right(5, String.valueOf(n))).isEqualTo(n == first);
        assertThat(page("/part/learn/5?activation=relu&depth=30")).contains("30 layers leave 1 of the gradient");
        double larger = Double.parseDouble(after(page("/part/learn/5?weight=4&depth=8"), "8 layers leave ", " "));
        assertThat(larger).isLessThan(left);
    }

    @Test
    void aCureRaisesTheSignalAndAShamDoesNot() throws IOException {
        String sham = page("/part/learn/6?cure=sham&depth=20"), cure = page("/part/learn/6?cure=relu&depth=20");
        double before = Double.parseDouble(after(sham, "is to get ", " "));
        assertThat(Double.parseDouble(after(sham, "after the change, ", ".<"))).isEqualTo(before);
        assertThat(Double.parseDouble(after(cure, "is to get ", " ")))
                .isEqualTo(before)
                .isLessThan(1e-8);
        double after = Double.parseDouble(after(cure, "after the change, ", ".<"));
        assertThat(after).isGreaterThan(1e6 * before).isBetween(0.1, 10.0);
        long powers = Math.round(Math.log10(after / before));
        for (long n : List.of(powers - 2, powers, powers + 2))
            assertThat(right(6, String.valueOf(n))).isEqualTo(n == powers);
    }

    @Test
    void theFullPagesShowTheSameState() throws IOException {
        for (int n = 1; n <= Lessons.COUNT; n++) {
            String href = after(page("/part/learn/" + n), "<p class=\"full\"><a href=\"", "\"")
                    .replace("&amp;", "&");
            String full = page(href);
            assertThat(full).as(href).doesNotContain("class=\"refused\"");
        }
        String circuit = after(page("/part/learn/4?x=2&k=7"), "<p class=\"full\"><a href=\"", "\"")
                .replace("&amp;", "&");
        assertThat(circuit)
                .contains("expr=" + Request.encoded(Circuits.SCENES.getFirst().expression()))
                .contains("x=2&");
        assertThat(page(circuit)).contains("Backward pass: 2 of ");
    }

    @Test
    void nothingIsLoadedFromElsewhere() throws IOException {
        IntStream.rangeClosed(1, Lessons.COUNT).mapToObj(n -> "/learn/" + n).forEach(path -> {
            try {
                assertThat(withoutCode(page(path)).replace("http://www.w3.org/2000/svg", ""))
                        .doesNotContain("http:", "https:", "src=\"//", "<script>", "style=\"position");
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        assertThat(get("/assets/learn.js").status()).isEqualTo(200);
        assertThat(get("/assets/learn.css").status()).isEqualTo(200);
    }

    /// What is left of English are names: of optimizers, functions and variables, and of the language.
    @Test
    void aKoreanPageIsKoreanInItsPicturesAndTablesToo() throws IOException {
        Pattern names = Pattern.compile(
                "sgd|momentum|adam|adagrad|rmsprop|sigmoid|tanh|ReLU|loss|English|.*←.*", Pattern.DOTALL);
        for (int n = 1; n <= Lessons.COUNT; n++) {
            String main = get("/learn/" + n + "?lang=ko").body().replaceAll("(?s)^.*<main[^>]*>|</main>.*$", "");
            List<String> english = Arrays.stream(main.replaceAll("(?s)<(pre|code|style)\\b.*?</\\1>", "")
                            .split("<[^>]*>"))
                    .map(String::strip)
                    .filter(text -> text.matches("(?s).*[A-Za-z]{3}.*") && !text.matches("(?s).*[가-힣].*"))
                    .filter(text -> !names.matcher(text).matches())
                    .toList();
            assertThat(english).as("lesson " + n).isEmpty();
        }
    }
}
