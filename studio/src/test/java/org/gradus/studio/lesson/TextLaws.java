package org.gradus.studio.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;
import org.gradus.expression.Circuit;
import org.gradus.expression.Node;
import org.gradus.expression.Readings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The texts of the lessons, and the program in them.
class TextLaws {
    /// The most words of a lesson, and the most lines of its program.
    private static final int WORDS = 250, LINES = 40;

    private static Set<String> places(String text) {
        return Texts.PLACE.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    @Test
    void allLanguagesHaveTheSameTextsWithTheSameNumbers() {
        Texts english = Texts.in("en");
        for (String language : Texts.LANGUAGES) {
            Texts texts = Texts.in(language);
            assertThat(texts.keys()).as(language).isEqualTo(english.keys());
            for (String key : texts.keys()) {
                assertThat(places(texts.raw(key))).as(language + " " + key).isEqualTo(places(english.raw(key)));
                assertThat(texts.raw(key)).as(key).isNotBlank();
            }
        }
    }

    @Test
    void noNumberIsTypedIn() {
        for (String language : Texts.LANGUAGES)
            for (String key : Texts.in(language).keys())
                assertThat(Texts.in(language).raw(key)).as(key).doesNotContainPattern("[0-9]");
    }

    @Test
    void aLessonIsShort() {
        for (String language : Texts.LANGUAGES) {
            Texts texts = Texts.in(language);
            for (int n = 1; n <= Lessons.COUNT; n++) {
                String lesson = "" + n;
                int words = texts.keys().stream()
                        .filter(key -> key.matches(lesson + "\\.(title|p\\d+|try|question)"))
                        .mapToInt(key -> texts.raw(key).strip().split("\\s+").length)
                        .sum();
                assertThat(words).as(language + " " + n).isBetween(60, WORDS);
            }
        }
    }

    @Test
    void koreanIsKorean() {
        Texts korean = Texts.in("ko");
        for (String key : korean.keys())
            if (!List.of("4.square").contains(key))
                assertThat(korean.raw(key)).as(key).containsPattern("[가-힣]");
    }

    @Test
    void theProgramRunsAndAgreesWithTheEngine(@TempDir Path folder) throws IOException, InterruptedException {
        String program = Circuits.program();
        assertThat(program.lines().count()).isLessThanOrEqualTo(LINES);
        Path file = folder.resolve(Circuits.PROGRAM);
        Files.writeString(file, program);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process run = new ProcessBuilder(java.toString(), file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(run.waitFor()).as(said).isZero();
        Circuits.Scene scene = Circuits.SCENES.getFirst();
        Circuit circuit = scene.circuit();
        Readings readings = Readings.of(circuit, scene.usual());
        Map<String, Node> nodes = circuit.inputs().stream().collect(Collectors.toMap(Node::name, node -> node));
        for (String part : said.split(", ")) {
            String name = part.substring(0, part.indexOf(' '));
            double value = Double.parseDouble(part.substring(part.indexOf(' ') + 1));
            Node node = nodes.getOrDefault(name, circuit.output());
            double expected = name.equals("loss")
                    ? readings.at(node).value()
                    : readings.at(node).gradient();
            assertThat(value).as(said).isCloseTo(expected, within(1e-12));
        }
        assertThat(said).contains("loss ", "w ", "x ", "b ");
    }
}
