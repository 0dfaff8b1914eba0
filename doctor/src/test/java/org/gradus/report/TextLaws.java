package org.gradus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.gradus.clinic.Consultation;
import org.gradus.law.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The page for a terminal, on every case.
class TextLaws {
    static Stream<Consultation> cases() {
        return Cases.all().values().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void noLineIsWiderThanTheTerminal(Consultation c) {
        for (int width : List.of(80, 100, 132)) {
            for (boolean ascii : List.of(true, false)) {
                String page = TextReport.write(c, Cases.facts(), new TextStyle(width, ascii, false));
                assertThat(page.lines()).allMatch(line -> TextStyle.columns(line) <= width);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anAsciiPageIsAscii(Consultation c) {
        String page = TextReport.write(c, Cases.facts(), new TextStyle(80, true, false));
        assertThat(page.chars()).allMatch(ch -> ch == '\n' || ch >= 0x20 && ch < 0x7F);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void coloursOnlyAddToThePage(Consultation c) {
        String plain = TextReport.write(c, Cases.facts(), TextStyle.PLAIN);
        String coloured = TextReport.write(c, Cases.facts(), new TextStyle(80, false, true));
        assertThat(plain).doesNotContain("\u001b");
        assertThat(coloured).contains("\u001b[");
        assertThat(lines(coloured.replaceAll("\u001b\\[[0-9;]*m", ""))).isEqualTo(lines(plain));
    }

    private static List<String> lines(String page) {
        return page.lines().map(String::stripTrailing).toList();
    }

    @Test
    void aNameCannotSteerTheTerminal() {
        ReportFacts facts = new ReportFacts("a\u001b[31mb\u0007\u202E\nc", "accuracy", "", "", "", List.of());
        String page = TextReport.write(Cases.well(), facts, TextStyle.PLAIN);
        assertThat(page).contains("run a?[31mb?? c").doesNotContain("\u001b", "\u0007", "\u202E");
    }

    @Test
    void wordsAreWrappedAndLongOnesCut() {
        assertThat(TextStyle.wrap("one two three", 7)).containsExactly("one two", "three");
        assertThat(TextStyle.wrap("incomprehensible", 6)).containsExactly("incomp", "rehens", "ible");
        assertThat(TextStyle.wrap("", 6)).containsExactly("");
        assertThat(TextStyle.wrap("深深深深", 4)).containsExactly("深深", "深深");
    }

    @Test
    void thePagesReadAsTheyWereReviewed() {
        Golden.hold("report.txt", TextReport.write(Cases.sick(), Cases.facts(), TextStyle.PLAIN));
        Golden.hold("report-ascii.txt", TextReport.write(Cases.sick(), Cases.facts(), new TextStyle(80, true, false)));
        Golden.hold("report-healthy.txt", TextReport.write(Cases.well(), Cases.facts(), TextStyle.PLAIN));
        Golden.hold(
                "report-dead.txt",
                TextReport.write(Cases.ill(Cases.DEAD, "dead-units", 0), Cases.facts(), TextStyle.PLAIN));
        Golden.hold(
                "report-exploding.txt",
                TextReport.write(Cases.ill(Cases.EXPLODING, "exploding", 12), Cases.facts(), TextStyle.PLAIN));
    }
}
