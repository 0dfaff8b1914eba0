package org.gradus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gradus.clinic.Consultation;
import org.gradus.data.Regression;
import org.gradus.data.Scale;
import org.gradus.detect.Evidence;
import org.gradus.detect.Finding;
import org.gradus.draw.Markup;
import org.gradus.draw.Resources;
import org.gradus.draw.TextStyle;
import org.gradus.law.Golden;
import org.gradus.probe.DataFacts;
import org.gradus.recipe.Places;
import org.gradus.runs.JsonReader;
import org.gradus.story.Story;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The HTML report and the object it carries, on every case.
class ReportLaws {
    static Stream<Consultation> cases() {
        return Cases.all().values().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nothingIsFetched(Consultation c) {
        String html = Cases.html(c, Cases.facts());
        assertThat(html.replace("xmlns=\"http://www.w3.org/2000/svg\"", ""))
                .doesNotContain("http:", "https:", "@import");
        assertThat(found(html, "\\s(?:src|srcset|action)=")).isEmpty();
        assertThat(found(html, "\\shref=\"([^\"]*)\"")).allMatch(h -> h.startsWith("#") || h.startsWith("data:"));
        assertThat(found(html, "url\\(([^)]*)\\)"))
                .allMatch(u -> u.startsWith("#") || u.startsWith("data:font/woff2;"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyNameIsUniqueAndEveryLinkLeadsSomewhere(Consultation c) {
        String html = Cases.html(c, Cases.facts());
        List<String> ids = found(html, "\\sid=\"([^\"]*)\"");
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids).containsAll(found(html, "href=\"#([^\"]+)\""));
        assertThat(ids).containsAll(found(html, "url\\(#([^)]+)\\)"));
        for (String labels : found(html, "aria-labelledby=\"([^\"]*)\""))
            assertThat(ids).contains(labels.split(" "));
        assertThat(found(html, "<h1[ >]")).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theFileIsSmallerThanAMegabyte(Consultation c) {
        assertThat(Cases.html(c, Cases.facts()).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(1_000_000);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theSameConsultationGivesTheSameFile(Consultation c) {
        String once = Cases.html(c, Cases.facts());
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("hi-IN-u-nu-deva"));
            assertThat(Cases.html(c, Cases.facts())).isEqualTo(once);
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theObjectInThePageIsTheOneThatIsPrinted(Consultation c) {
        String html = Cases.html(c, Cases.facts());
        String json = found(html, "(?s)<script type=\"application/json\" id=\"data\">(.*?)</script>")
                .getFirst();
        assertThat(json.strip()).isEqualTo(JsonReport.write(c, Cases.facts())).doesNotContain("<");
        assertThat(read(json).verdict()).isEqualTo(JsonReport.name(c.verdict()));
    }

    /// The fields that others read by.
    public record Page(
            int version,
            String verdict,
            Optional<String> answer,
            String reason,
            String restsOn,
            Before before,
            int together,
            List<Found> seen,
            List<Found> diagnoses,
            Outlook forecast,
            List<Arm> trials,
            Optional<Cured> cured,
            String report) {}

    public record Before(
            String verdict, List<String> causes, Optional<String> likeliest, Optional<Double> confidence) {}

    public record Found(
            String cause,
            Finding.Severity severity,
            List<String> layers,
            double confidence,
            List<Finding.Measure> evidence,
            List<Finding.Measure> against,
            List<String> ruledOut,
            String text) {}

    public record Outlook(String text, double keptPerLayer, List<Double> band) {}

    public record Arm(
            String arm,
            String remedy,
            double loss,
            double accuracy,
            double effect,
            List<Double> interval,
            boolean accepted) {}

    public record Cured(String recipe, String remedy, double accuracy, String verdict) {}

    private static Page read(String json) {
        return JsonReader.read(json, Page.class, "report.json");
    }

    @Test
    void theObjectHasTheFieldsThatOthersReadBy() {
        Consultation sick = Cases.sick();
        Page page = read(JsonReport.write(sick, Cases.facts()));
        assertThat(page.version()).isEqualTo(JsonReport.VERSION);
        assertThat(page.verdict()).isEqualTo("unwell");
        assertThat(page.diagnoses()).hasSize(1);
        assertThat(page.seen()).extracting(Found::cause).containsExactly("information-collapse");
        assertThat(page.together()).isEqualTo(1);
        assertThat(page.before())
                .isEqualTo(new Before(
                        "unwell", List.of("vanishing-depth"), Optional.of("vanishing-depth"), Optional.of(0.82)));
        assertThat(page.restsOn()).startsWith("the trial of relu+he_normal: 93 % less error on unseen samples");
        assertThat(page.diagnoses().getFirst().cause()).isEqualTo("vanishing-depth");
        assertThat(page.diagnoses().getFirst().severity()).isEqualTo(Finding.Severity.ILL);
        assertThat(page.diagnoses().getFirst().evidence()).hasSize(4);
        assertThat(page.forecast().keptPerLayer())
                .isBetween(page.forecast().band().get(0), page.forecast().band().get(1));
        assertThat(page.trials()).hasSameSizeAs(sick.trials());
        assertThat(page.trials().get(4).interval().getLast()).isEqualTo(-0.9);
        assertThat(page.cured().orElseThrow().remedy()).isEqualTo("relu+he_normal");
    }

    @Test
    void aHealthyNetworkHasNoDiagnosisAndNoCure() {
        Page page = read(JsonReport.write(Cases.well(), Cases.facts()));
        assertThat(page.verdict()).isEqualTo("healthy");
        assertThat(page.answer()).hasValue("fitted");
        assertThat(page.diagnoses()).isEmpty();
        assertThat(page.cured()).isEmpty();
    }

    @Test
    void theObjectSaysWhichAnswerItIs() {
        assertThat(answer(Cases.limit())).isEqualTo("healthy, data-limit");
        assertThat(answer(Cases.few())).isEqualTo("unexplained, too-few-samples");
        assertThat(answer(Cases.unexplained())).isEqualTo("unexplained, unexplained");
        assertThat(answer(Cases.open())).isEqualTo("unproven, ");
        assertThat(answer(Cases.soon())).isEqualTo("too-soon, ");
    }

    private static String answer(Consultation c) {
        Page page = read(JsonReport.write(c, Cases.facts()));
        assertThat(page.reason()).isEqualTo(c.verdict().sentence()).isNotEmpty();
        return page.verdict() + ", " + page.answer().orElse("");
    }

    @Test
    void quantitiesHaveAnR2AndNoAccuracy() {
        Consultation sick = Cases.sick();
        assertThat(found(JsonReport.write(sick, Cases.facts()), "\"(accuracy|r2)\""))
                .containsOnly("accuracy");
        Evidence e = sick.evidence();
        DataFacts facts = DataFacts.of(new Regression(60, 3, 1, 0.1, 1, 0.8, 1, false, Scale.FALSE).load(Path.of("")));
        Evidence told = new Evidence(
                e.recipe(),
                e.forecast(),
                e.history(),
                e.ledgers(),
                e.scores(),
                e.end(),
                e.start(),
                e.given(),
                e.constantLoss(),
                e.stop(),
                e.steps(),
                facts,
                e.experiments());
        Consultation quantities =
                new Consultation(told, sick.verdict(), sick.trials(), sick.cure(), sick.steps(), sick.seeds());
        String json = JsonReport.write(quantities, Cases.facts());
        // of the training, of each arm, and of the cure
        assertThat(found(json, "\"(accuracy|r2)\""))
                .containsOnly("r2")
                .hasSize(2 + sick.trials().size());
        assertThat(Cases.html(quantities, Cases.facts()))
                .contains("held-out R²")
                .doesNotContain("held-out accuracy");
    }

    @Test
    void whatIsNotNamedIsSeenAndCausesThatAreNeededTogetherAreTogether() {
        Page joint = read(JsonReport.write(Cases.joint(), Cases.facts()));
        assertThat(joint.diagnoses()).extracting(Found::cause).containsExactly("input-scale", "lr-too-high");
        assertThat(joint.together()).isEqualTo(2);
        assertThat(joint.seen()).extracting(Found::cause).containsExactly("batch-noise");
        Page open = read(JsonReport.write(Cases.open(), Cases.facts()));
        assertThat(open.diagnoses()).isEmpty();
        assertThat(open.together()).isZero();
        assertThat(open.seen()).hasSize(2);
        assertThat(open.before().likeliest()).hasValue("capacity");
        Page symptom = read(JsonReport.write(Cases.symptom(), Cases.facts()));
        assertThat(symptom.diagnoses()).extracting(Found::cause).containsExactly("not-learning");
    }

    /// What people would read as a number that is none.
    @ParameterizedTest
    @MethodSource("cases")
    void noPageShowsANumberThatIsNone(Consultation c) {
        String html = Cases.html(c, Cases.facts());
        int scripts = html.lastIndexOf("<script>");
        for (String page : List.of(
                html.substring(0, scripts),
                JsonReport.write(c, Cases.facts()),
                Cases.text(c, Cases.facts(), TextStyle.PLAIN),
                Cases.diagnosis(c, Cases.facts(), TextStyle.PLAIN))) {
            assertThat(page).doesNotContain("NaN", "Infinity", String.valueOf(Integer.MAX_VALUE), "Optional");
        }
    }

    @Test
    void aBrowserRunsTheOneScriptAndLoadsNothing() throws NoSuchAlgorithmException {
        String html = Cases.html(Cases.sick(), Cases.facts());
        String policy = found(html, "http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"")
                .getFirst()
                .replace("&#39;", "'");
        String script = found(html, "(?s)<script>(.*?)</script>").getFirst();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
        assertThat(policy)
                .isEqualTo(
                        "default-src 'none'; script-src 'sha256-"
                                + Base64.getEncoder().encodeToString(hash)
                                + "'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'");
        assertThat(html.indexOf("Content-Security-Policy")).isLessThan(html.indexOf("<style>"));
        assertThat(found(html, "<script[ >]")).hasSize(2);
    }

    @Test
    void aNameThatIsMarkupStandsAsText() {
        ReportFacts facts = new ReportFacts("<script>alert(1)</script>", "<b>", "", List.of(), Places.NONE);
        String html = Cases.html(Cases.sick(), facts);
        assertThat(html).doesNotContain("<script>alert").contains("&lt;script&gt;alert(1)&lt;/script&gt;");
        assertThat(found(html, "<script")).hasSize(2);
    }

    @Test
    void everyNumberIsThereWithoutTheScript() {
        String html = Cases.html(Cases.sick(), Cases.facts()).replaceAll("(?s)<script.*?</script>", "");
        assertThat(html).contains("24\u00A0%", "1.3e-7", "relu+he_normal", "VANISHING DEPTH");
        assertThat(found(html, "<figure")).hasSize(11);
        assertThat(found(html, "<details>")).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void thePageBeginsWithLinksToItsPartsAndWithWhatToChange() {
        String html = Cases.html(Cases.sick(), Cases.facts());
        String contents = html.substring(html.indexOf("<nav"), html.indexOf("</nav>"));
        List<String> sections = found(html, "<section id=\"([^\"]*)\"");
        assertThat(found(contents, "href=\"#([^\"]+)\"")).isEqualTo(sections.subList(1, sections.size()));
        assertThat(sections).startsWith("verdict", "change", "signal");
        String change = html.substring(html.indexOf("id=\"change\""), html.indexOf("id=\"signal\""));
        assertThat(change).contains("<span class=\"go\">", "<span class=\"come\">", "<summary>In Java</summary>");
        assertThat(html).contains("<summary>Ruled out: ");
        assertThat(Cases.html(Cases.well(), Cases.facts())).doesNotContain("id=\"change\"");
    }

    @Test
    void textIsLegibleInBothThemes() {
        String css = Resources.read("theme.css");
        String[] themes = css.split("@media", 2);
        for (String theme : themes) {
            double paper = luminance(colour(theme, "paper"));
            for (String ink :
                    List.of("ink", "soft", "faint", "forward", "backward", "good", "warn", "bad", "undefined")) {
                double a = luminance(colour(theme, ink));
                double contrast = (Math.max(a, paper) + 0.05) / (Math.min(a, paper) + 0.05);
                assertThat(contrast).as(ink).isGreaterThanOrEqualTo(4.5);
            }
        }
    }

    private static int colour(String theme, String name) {
        return Integer.parseInt(found(theme, "--" + name + ": #([0-9a-f]{6});").getFirst(), 16);
    }

    /// Relative luminance (W3C, Web Content Accessibility Guidelines 2.2).
    private static double luminance(int colour) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double c = (colour >> (16 - 8 * i) & 0xFF) / 255.0;
            sum += weights[i] * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void thePageSaysWhatTheTerminalSays(Consultation c) {
        String html = Cases.html(c, Cases.facts());
        String page = html.substring(0, html.indexOf("application/json"));
        String terminal = Cases.text(c, Cases.facts(), TextStyle.PLAIN).replaceAll("\\s+", " ");
        Story story = Report.of(c, Cases.facts());
        assertThat(terminal).contains(story.headline().sentence());
        Stream<Story.Block> blocks = Stream.concat(
                story.opening().stream(), story.sections().stream().flatMap(s -> s.blocks().stream()));
        blocks.filter(Story.Words.class::isInstance)
                .map(Story.Words.class::cast)
                .forEach(words -> {
                    assertThat(page.replaceAll("</?code>", "`")).contains(Markup.escape(words.text()));
                    assertThat(terminal).contains(words.text().replaceAll("\\s+", " "));
                });
    }

    @Test
    void theReportLooksAsItWasReviewed() {
        String font = Resources.font(), html = Cases.html(Cases.sick(), Cases.facts());
        assertThat(html).contains(font);
        Golden.hold("page.html", html.replace(font, ""));
        Golden.hold("report.json", JsonReport.write(Cases.sick(), Cases.facts()) + "\n");
    }

    /// What a pattern finds: its first group, or all of it.
    static List<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(r -> r.groupCount() > 0 ? r.group(1) : r.group())
                .toList();
    }
}
