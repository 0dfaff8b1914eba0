package org.gradus.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.gradus.name.InputException;
import org.gradus.name.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What JSON may say, and what is said of the rest.
final class JsonReaderLaws {
    /// How something is kept.
    public enum Way {
        WHOLE,
        IN_PARTS
    }

    public record Part(double x, OptionalDouble maybe) {
        public Part {
            if (x < 0) throw Setting.wrong("x", "a number of at least 0", x);
        }
    }

    public record Whole(int n, long big, String text, Way way, List<Part> parts, Optional<String> word) {}

    private static final String GOOD = """
            {"n": 1, "big": -9223372036854775808, "text": "t", "new": [{}, null, "later"], "way": "in_parts",
             "parts": [{"x": 1e3}, {"x": null, "maybe": 0.5}]}
            """;

    private static void refused(String json, String message) {
        assertThatThrownBy(() -> JsonReader.read(json, Whole.class, "x.json"))
                .isInstanceOf(InputException.class)
                .hasMessage(message);
    }

    @Test
    void keysOfAnyOrderAreReadAndUnknownOnesPassedOver() {
        Whole whole = JsonReader.read(GOOD, Whole.class, "x.json");
        assertThat(whole.big()).isEqualTo(Long.MIN_VALUE);
        assertThat(whole.way()).isEqualTo(Way.IN_PARTS);
        assertThat(whole.word()).isEmpty();
        assertThat(whole.parts()).extracting(Part::x).containsExactly(1000.0, Double.NaN);
        assertThat(whole.parts())
                .extracting(Part::maybe)
                .containsExactly(OptionalDouble.empty(), OptionalDouble.of(0.5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"n\": 1 | \"n\": 2147483648 | n: expected a whole number from -2147483648 to 2147483647, found 2147483648",
                "\"n\": 1 | \"n\": 1.5 | n: expected a whole number from -2147483648 to 2147483647, found 1.5",
                "\"n\": 1 | \"n\": null | n: expected a whole number, found null",
                "\"n\": 1 | \"n\": \"three\" | n: expected a whole number, found \"three\"",
                "\"n\": 1 | \"m\": 1 | expected the key \"n\", found none",
                "\"t\" | 12 | text: expected text, found 12",
                "\"t\" | [\"t\"] | text: expected text, found a list",
                "\"in_parts\" | \"halves\" | way: expected one of whole, in_parts, found \"halves\"",
            })
    void aValueThatDoesNotFitIsNamedWithItsLineAndWithoutTheNamesOfJava(String from, String to, String message) {
        refused(GOOD.replace(from, to), "x.json:1: " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-9223372036854775808 | 9223372036854775808 | 1 | big: expected a whole number from -9223372036854775808 to 9223372036854775807, found 9223372036854775808",
                "1e3 | 1e999 | 2 | parts[0].x: expected a number of at most 1.8e308, found 1e999",
                "1e3 | -1 | 2 | parts[0]: x: expected a number of at least 0, found -1.0",
                "{\"x\": 1e3} | {} | 2 | parts[0]: expected the key \"x\", found none",
                "0.5 | {\"a\": 1} | 2 | parts[1].maybe: expected a number, found an object",
            })
    void aValueWithinOthersIsNamedByThem(String from, String to, int line, String message) {
        refused(GOOD.replace(from, to), "x.json:" + line + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"n\": | expected a value, found the end of the file",
                "{n: 1} | expected a string, found \"n\"",
                "{\"z\": 1, \"z\": 1} | expected each key once, found \"z\" again",
                "{\"n\": &a [*a]} | expected a value, found \"&\"",
                "{\"new\": 01} | expected a number, found \"01\"",
                "{\"new\": NaN} | expected a value, found \"N\"",
                "{\"new\": yes} | expected a value, found \"yes\"",
                "{\"new\": 1} # more | expected nothing more in the file, found \"#\"",
            })
    void whatIsNoJsonIsRefused(String json, String message) {
        assertThatThrownBy(() -> JsonReader.read(json, Open.class, "x.json"))
                .isInstanceOf(InputException.class)
                .hasMessage("x.json: not JSON: " + message.strip());
    }

    public record Open(Optional<String> n) {}

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void whatNestsDeepIsRefused(String open) {
        String json = "{\"new\": " + open.repeat(1_000_000);
        assertThatThrownBy(() -> JsonReader.read(json, Open.class, "x.json"))
                .hasMessage("x.json: not JSON: expected objects and lists at most 100 deep, found deeper ones");
    }

    @Test
    void valuesAreShownShortAndWithoutWhatActsOnATerminal() {
        refused(
                GOOD.replace("\"t\"", "12").replace("\"in_parts\"", "\"\\u001b[2J" + "x".repeat(100_000) + "\""),
                "x.json:1: text: expected text, found 12");
        assertThatThrownBy(() -> JsonReader.read(
                        GOOD.replace("in_parts", "\\u001b[2J" + "x".repeat(100_000)), Whole.class, "x.json"))
                .hasMessageContaining("found \"\\u001b[2Jxxx")
                .hasMessageEndingWith("x…\"");
    }
}
