package org.gradus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.gradus.clinic.Consultation;
import org.gradus.detect.Evidence;
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

    /// A network that is not well after its cure is not said to be cured.
    @Test
    void whatIsStillIllIsBetterAndNotCured() {
        String better = TextReport.write(Cases.better(), Cases.facts(), TextStyle.PLAIN);
        assertThat(better)
                .containsPattern("better +with relu\\+he_normal\\+epochs×4")
                .contains("too low");
        assertThat(better.lines()).noneMatch(line -> line.strip().startsWith("cured"));
        assertThat(HtmlReport.write(Cases.better(), Cases.facts()))
                .contains("Better with relu+he_normal+epochs×4")
                .doesNotContain("Cured by");
        assertThat(HtmlReport.write(Cases.sick(), Cases.facts())).contains("Cured by relu+he_normal");
        assertThat(TextReport.write(Cases.dull(), Cases.facts(), TextStyle.PLAIN))
                .containsPattern("better +with relu")
                .contains("no further cause was found, but 100 %")
                .doesNotContainPattern("(?m)^ *cured ");
    }

    @Test
    void whatDoesBadlyIsNotCalledHealthy() {
        assertThat(TextReport.write(Cases.unexplained(), Cases.facts(), TextStyle.PLAIN))
                .startsWith("◆ NO CAUSE FOUND")
                .contains("76 % of the error of guessing is left, and no cause for it was found.");
        assertThat(TextReport.write(Cases.well(), Cases.facts(), TextStyle.PLAIN))
                .startsWith("● HEALTHY");
    }

    /// A cure that needs a longer training says what it had come to by the patient's last epoch.
    @Test
    void aLongerTrainingSaysWhatItHadComeToInTheTimeOfTheOther() {
        Consultation sick = Cases.sick();
        Evidence cured = sick.cure().orElseThrow().evidence();
        int epochs = cured.recipe().epochs();
        Evidence brief = Cases.of(cured.recipe().withEpochs(1), Cases.SIGMOID);
        String words = Costs.longer(brief, cured, "accuracy");
        String first = Numbers.metric(cured.scores().stream()
                .filter(s -> s.epoch() == 1)
                .findFirst()
                .orElseThrow()
                .testMetric());
        assertThat(words)
                .isEqualTo(" (accuracy " + first + " at epoch 1 of " + epochs + ", while the loss still fell)");
        assertThat(Costs.longer(cured, cured, "accuracy")).isEmpty();
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
