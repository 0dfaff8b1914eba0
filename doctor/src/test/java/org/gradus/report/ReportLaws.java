package org.gradus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gradus.clinic.Consultation;
import org.gradus.law.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The HTML report and the object it carries, on every case.
class ReportLaws {
    static Stream<Consultation> cases() {
        return Cases.all().values().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nothingIsFetched(Consultation c) {
        String html = HtmlReport.write(c, Cases.facts());
        assertThat(html.replace("xmlns=\"http://www.w3.org/2000/svg\"", ""))
                .doesNotContain("http:", "https:", "@import");
        assertThat(found(html, "\\s(?:src|srcset|action)=")).isEmpty();
        assertThat(found(html, "\\shref=\"([^\"]*)\"")).allMatch(h -> h.startsWith("#") || h.startsWith("data:"));
        assertThat(found(html, "url\\(([^)]*)\\)")).allMatch(u -> u.startsWith("#"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyNameIsUniqueAndEveryLinkLeadsSomewhere(Consultation c) {
        String html = HtmlReport.write(c, Cases.facts());
        List<String> ids = found(html, "\\sid=\"([^\"]*)\"");
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids).containsAll(found(html, "href=\"#([^\"]+)\""));
        assertThat(ids).containsAll(found(html, "url\\(#([^)]+)\\)"));
        for (String labels : found(html, "aria-labelledby=\"([^\"]*)\""))
            assertThat(ids).contains(labels.split(" "));
        assertThat(found(html, "<h1>")).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theFileIsSmallerThanAMegabyte(Consultation c) {
        assertThat(HtmlReport.write(c, Cases.facts()).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(1_000_000);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theSameConsultationGivesTheSameFile(Consultation c) {
        String once = HtmlReport.write(c, Cases.facts());
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("hi-IN-u-nu-deva"));
            assertThat(HtmlReport.write(c, Cases.facts())).isEqualTo(once);
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theObjectInThePageIsTheOneThatIsPrinted(Consultation c) {
        String html = HtmlReport.write(c, Cases.facts());
        String json = found(html, "(?s)<script type=\"application/json\" id=\"data\">(.*?)</script>")
                .getFirst();
        assertThat(parse(json)).isEqualTo(parse(JsonReport.write(c, Cases.facts())));
        assertThat(json).doesNotContain("<");
    }

    @Test
    void theObjectHasTheFieldsThatOthersReadBy() {
        Map<?, ?> sick = (Map<?, ?>) parse(JsonReport.write(Cases.sick(), Cases.facts()));
        assertThat(sick.get("version")).isEqualTo(1);
        assertThat(sick.get("verdict")).isEqualTo("unwell");
        Map<?, ?> first = (Map<?, ?>) ((List<?>) sick.get("diagnoses")).getFirst();
        assertThat(first.get("cause")).isEqualTo("vanishing-depth");
        assertThat(first.get("severity")).isEqualTo("ill");
        assertThat(first.get("layers")).isEqualTo(List.of("dense1", "dense2"));
        assertThat(keys(first)).contains("confidence", "evidence", "against", "ruledOut", "text");
        Map<?, ?> last = (Map<?, ?>) ((List<?>) sick.get("trials")).getLast();
        assertThat(keys(last)).contains("arm", "remedy", "loss", "accuracy", "effect", "interval", "accepted");
        assertThat(last.get("loss")).isNull();
        assertThat(keys((Map<?, ?>) sick.get("cured"))).contains("recipe", "remedy", "accuracy", "verdict");
        Map<?, ?> well = (Map<?, ?>) parse(JsonReport.write(Cases.well(), Cases.facts()));
        assertThat(well.get("verdict")).isEqualTo("healthy");
        assertThat(well.get("cured")).isNull();
    }

    private static List<String> keys(Map<?, ?> map) {
        return map.keySet().stream().map(String::valueOf).toList();
    }

    @Test
    void aNameThatIsMarkupStandsAsText() {
        ReportFacts facts = new ReportFacts("<script>alert(1)</script>", "accuracy", "<b>", "\"'&", "", List.of());
        String html = HtmlReport.write(Cases.sick(), facts);
        assertThat(html).doesNotContain("<script>alert").contains("&lt;script&gt;alert(1)&lt;/script&gt;");
        assertThat(found(html, "<script")).hasSize(2);
    }

    @Test
    void everyNumberIsThereWithoutTheScript() {
        String html = HtmlReport.write(Cases.sick(), Cases.facts()).replaceAll("(?s)<script.*?</script>", "");
        assertThat(html).contains("24\u00A0%", "1.3e-7", "relu+he_normal", "VANISHING DEPTH");
        assertThat(found(html, "<svg")).hasSize(10);
        assertThat(found(html, "<details>")).hasSizeGreaterThanOrEqualTo(10);
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

    @Test
    void theReportLooksAsItWasReviewed() {
        Golden.hold("report.html", HtmlReport.write(Cases.sick(), Cases.facts()));
        Golden.hold("report.json", JsonReport.write(Cases.sick(), Cases.facts()) + "\n");
    }

    private static Object parse(String json) {
        return new Load(LoadSettings.builder().build()).loadFromString(json);
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
