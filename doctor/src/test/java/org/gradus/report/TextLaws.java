package org.gradus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.gradus.clinic.Consultation;
import org.gradus.detect.Evidence;
import org.gradus.draw.Markup;
import org.gradus.draw.Numbers;
import org.gradus.draw.TextStyle;
import org.gradus.law.Golden;
import org.gradus.recipe.Places;
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
                String page = Cases.text(c, Cases.facts(), new TextStyle(width, ascii, false));
                assertThat(page.lines()).allMatch(line -> TextStyle.columns(line) <= width);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anAsciiPageIsAscii(Consultation c) {
        String page = Cases.text(c, Cases.facts(), new TextStyle(80, true, false));
        assertThat(page.chars()).allMatch(ch -> ch == '\n' || ch >= 0x20 && ch < 0x7F);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void coloursOnlyAddToThePage(Consultation c) {
        String plain = Cases.text(c, Cases.facts(), TextStyle.PLAIN);
        String coloured = Cases.text(c, Cases.facts(), new TextStyle(80, false, true));
        assertThat(plain).doesNotContain("\u001b");
        assertThat(coloured).contains("\u001b[");
        assertThat(lines(coloured.replaceAll("\u001b\\[[0-9;]*m", ""))).isEqualTo(lines(plain));
    }

    private static List<String> lines(String page) {
        return page.lines().map(String::stripTrailing).toList();
    }

    @Test
    void aNameCannotSteerTheTerminal() {
        ReportFacts facts = new ReportFacts("a\u001b[31mb\u0007\u202E\nc", "", "", List.of(), Places.NONE);
        String page = Cases.text(Cases.well(), facts, TextStyle.PLAIN);
        assertThat(page).contains("run a\\u001b[31mb\\u0007\\u202e c").doesNotContain("\u001b", "\u0007", "\u202E");
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
        String better = Cases.text(Cases.better(), Cases.facts(), TextStyle.PLAIN);
        assertThat(better)
                .containsPattern("better +with relu\\+he_normal\\+epochs×4")
                .contains("lr-too-low");
        assertThat(better.lines()).noneMatch(line -> line.strip().startsWith("cured"));
        assertThat(Cases.html(Cases.better(), Cases.facts()))
                .contains("Better</strong> with relu+he_normal+epochs×4")
                .doesNotContain("Cured</strong>");
        assertThat(Cases.html(Cases.sick(), Cases.facts())).contains("Cured</strong> by relu+he_normal");
        assertThat(Cases.text(Cases.dull(), Cases.facts(), TextStyle.PLAIN))
                .containsPattern("better +with relu")
                .contains("no further cause was found, but 98 %")
                .doesNotContainPattern("(?m)^ *cured ");
    }

    @Test
    void aCureThatTakesAnotherSeedSaysSo() {
        assertThat(text(Cases.reseeded()))
                .contains("by relu+he_normal and seed 3, since with seed 1 it did worse, trained in full: ");
        assertThat(text(Cases.sick())).doesNotContain("and seed");
    }

    @Test
    void whatDoesBadlyIsNotCalledHealthy() {
        assertThat(Cases.text(Cases.unexplained(), Cases.facts(), TextStyle.PLAIN))
                .startsWith("◆ NO CAUSE FOUND")
                .contains("76 % of the error of guessing is left, and no cause for it was found.");
        assertThat(Cases.text(Cases.well(), Cases.facts(), TextStyle.PLAIN)).startsWith("● HEALTHY");
    }

    @Test
    void theVerdictAfterTheTrialsCountsAndTheOneBeforeIsToldInALine() {
        String line = "Before the trials: capacity, 68 % sure; its remedies failed.";
        assertThat(text(Cases.second())).startsWith("▼ LR TOO HIGH  96 % sure").contains(line);
        assertThat(Cases.html(Cases.second(), Cases.facts())).contains("<title>▼ LR TOO HIGH", Markup.escape(line));
        assertThat(text(Cases.sick())).doesNotContain("Before the trials");
    }

    @Test
    void whatIsNotProvenIsAlsoSeenAndNeverInTheHeadline() {
        assertThat(text(Cases.open()))
                .startsWith("◆ UNPROVEN  plain")
                .contains("rests on  nothing yet: no cause is likelier than not", "also      ▼ capacity (43 % sure): ")
                .doesNotContain("CAPACITY");
        assertThat(text(Cases.hopeless()))
                .startsWith("◆ UNPROVEN  deep-sigmoid")
                .contains(
                        "Before the trials: vanishing-depth, 93 % sure; its remedies failed.",
                        "rests on  nothing yet: none of the 2 cures on trial passed",
                        "also      ▼ vanishing-depth (21 % sure; its remedies failed): ");
        assertThat(Cases.html(Cases.hopeless(), Cases.facts()))
                .contains("Also</span> ▼ vanishing-depth")
                .doesNotContain("VANISHING DEPTH");
    }

    @Test
    void aSymptomWhoseCauseIsNotProvenGivesTheName() {
        assertThat(text(Cases.symptom()))
                .startsWith(
                        "▼ NOT LEARNING  its cause is not proven · since before the first step, first in dense1\n  plain · ")
                .contains("rests on  what the training shows: error left on training data: 99 %", "also      ▼ saddle");
    }

    @Test
    void aTrainingThatBreaksOffIsSaidToBeNotFinite() {
        Consultation broken = Extremes.all().get("overflow, treated in vain");
        assertThat(text(broken)).startsWith("▼ NOT FINITE  99 % sure").doesNotContain("NAN");
        assertThat(Cases.html(broken, Cases.facts()))
                .contains("<title>▼ NOT FINITE")
                .doesNotContain("NAN");
        Consultation symptom = Extremes.all().get("overflow, as judged");
        assertThat(text(symptom)).startsWith("▼ NOT FINITE");
    }

    @Test
    void causesThatAreNeededTogetherAreBothNamedAndExplained() {
        assertThat(text(Cases.joint()))
                .startsWith("▼ INPUT SCALE + LR TOO HIGH  97 % sure")
                .contains("  input-scale    value", "  lr-too-high            value")
                .contains("why       input-scale: ", "why       lr-too-high: ", "cured     by standardize+lr/10")
                .contains("rests on  the trial of standardize+lr/10: 90 % less error on unseen samples");
        assertThat(Grounds.of(Cases.untried()))
                .contains("where input-scale stayed, 61 % more error was left on unseen samples, at least 48 %")
                .contains("where lr-too-high stayed, 33 % more error");
    }

    @Test
    void whatUndoingACauseGainedIsToldWhereNothingWasTried() {
        Consultation sick = Cases.sick();
        Consultation untried = Consultation.untreated(sick.evidence(), sick.before());
        assertThat(Grounds.of(untried))
                .isEqualTo("a short training: undoing it (relu+he_normal) leaves 93 % less error on unseen samples,"
                        + " at least 90 % (100 % is guessing's)");
        assertThat(Grounds.of(Cases.ill(Cases.DEAD, "dead-units", 0)))
                .isEqualTo("what was measured: It is ill; no short training can undo it");
    }

    @Test
    void everyAnswerHasItsNameAndSaysWhatItRestsOn() {
        assertThat(text(Cases.limit()))
                .startsWith("● HEALTHY, AT THE LIMIT OF ITS DATA  plain")
                .contains("more samples would (it was 78 % with a quarter of the samples")
                .contains("rests on  1 change in short trainings: batch_norm leaves 12 % less error");
        assertThat(text(Cases.few())).startsWith("◆ TOO FEW SAMPLES TO SAY").contains("but not surely");
        assertThat(text(Cases.unexplained())).startsWith("◆ NO CAUSE FOUND");
        assertThat(text(Cases.unlucky())).startsWith("◆ AN UNLUCKY TRAINING").contains("rests on  1 change in short");
        assertThat(text(Cases.well()))
                .startsWith("● HEALTHY  deep-sigmoid-cured")
                .contains(
                        "rests on  the error left: 4.2 % of guessing's on the samples trained on, 5 % on those held out");
        assertThat(text(Cases.soon())).startsWith("◆ TOO SOON TO SAY").doesNotContain("rests on");
    }

    /// A page so wide that no sentence is broken.
    private static String text(Consultation c) {
        return Cases.text(c, Cases.facts(), new TextStyle(400, false, false));
    }

    /// A cure that needs a longer training says what it had come to by the patient's last epoch.
    @Test
    void aLongerTrainingSaysWhatItHadComeToInTheTimeOfTheOther() {
        Consultation sick = Cases.sick();
        Evidence cured = sick.cure().orElseThrow().evidence();
        int epochs = cured.recipe().epochs();
        Evidence brief = Cases.SIGMOID.evidence(cured.recipe().withEpochs(1));
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
        Golden.hold("report.txt", Cases.text(Cases.sick(), Cases.facts(), TextStyle.PLAIN));
        Golden.hold("report-ascii.txt", Cases.text(Cases.sick(), Cases.facts(), new TextStyle(80, true, false)));
        Golden.hold("report-healthy.txt", Cases.text(Cases.well(), Cases.facts(), TextStyle.PLAIN));
        Golden.hold(
                "report-dead.txt", Cases.text(Cases.ill(Cases.DEAD, "dead-units", 0), Cases.facts(), TextStyle.PLAIN));
        Golden.hold(
                "report-exploding.txt",
                Cases.text(Cases.ill(Cases.EXPLODING, "exploding", 12), Cases.facts(), TextStyle.PLAIN));
        Golden.hold("report-joint.txt", Cases.text(Cases.joint(), Cases.facts(), TextStyle.PLAIN));
        Golden.hold("report-second.txt", Cases.text(Cases.second(), Cases.facts(), TextStyle.PLAIN));
        Golden.hold("report-unproven.txt", Cases.text(Cases.hopeless(), Cases.facts(), TextStyle.PLAIN));
        Golden.hold("report-limit.txt", Cases.text(Cases.limit(), Cases.facts(), TextStyle.PLAIN));
    }
}
