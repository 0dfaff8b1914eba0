package org.gradus.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gradus.clinic.Consultation;
import org.gradus.draw.Chart;
import org.gradus.draw.Picture;
import org.gradus.draw.Table;
import org.gradus.draw.TextStyle;
import org.gradus.law.Golden;
import org.gradus.runs.Json;
import org.gradus.runs.JsonReader;
import org.gradus.story.HtmlFace;
import org.gradus.story.Story;
import org.gradus.story.TextFace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a comparison of two trainings keeps: one set of axes, numbers that mirror, and words on what is not alike.
class ComparisonLaws {
    private static final Compared SICK = side("2026-11-23-a", Cases.sick(), "1f"),
            DEAD = side("2026-11-23-b", Cases.ill(Cases.DEAD, "dead-units", 0), "1f");

    private static Compared side(String run, Consultation c, String data) {
        ReportFacts facts = Cases.facts();
        return Compared.of(c, new ReportFacts(run, facts.command(), "", facts.made(), facts.places()), data);
    }

    private static Compared cured() {
        return Compared.of(Cases.sick().cure().orElseThrow(), Cases.facts(), "1f");
    }

    private static Compared with(Compared side, long seed, String data) {
        Plan plan = Cases.SIGMOID;
        return new Compared(
                side.run(),
                plan.evidence(plan.text().recipe().withSeed(seed)),
                side.verdict(),
                data,
                side.command(),
                side.made());
    }

    /// Every case beside another of another shape, and beside itself.
    static Stream<List<Compared>> pairs() {
        List<Compared> sides = new ArrayList<>();
        Cases.all().forEach((name, c) -> sides.add(side(name, c, "1f")));
        return sides.stream().flatMap(side -> Stream.of(List.of(SICK, side), List.of(side, DEAD), List.of(side, side)));
    }

    private static String text(Compared a, Compared b, TextStyle style) {
        return TextFace.write(Comparison.of(a, b), style);
    }

    private static List<Chart> charts(Compared a, Compared b) {
        return blocks(a, b, Story.Charts.class)
                .flatMap(c -> c.charts().stream())
                .toList();
    }

    private static <T> Stream<T> blocks(Compared a, Compared b, Class<T> kind) {
        return Comparison.of(a, b).sections().stream()
                .flatMap(s -> s.blocks().stream())
                .filter(kind::isInstance)
                .map(kind::cast);
    }

    private static Table numbers(Compared a, Compared b) {
        return blocks(a, b, Story.Sides.class).findFirst().orElseThrow().table();
    }

    @Test
    void theTextReadsAsItWasReviewed() {
        Golden.hold("compare.txt", text(SICK, cured(), TextStyle.PLAIN));
        Golden.hold("compare-ascii.txt", text(SICK, DEAD, new TextStyle(80, true, false)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void noLineIsWiderThanTheTerminalAndAsciiIsAscii(List<Compared> pair) {
        for (boolean ascii : List.of(true, false)) {
            String text = text(pair.getFirst(), pair.getLast(), new TextStyle(80, ascii, false));
            assertThat(text.lines()).allMatch(line -> TextStyle.columns(line) <= 80);
            if (ascii) assertThat(text.chars()).allMatch(ch -> ch == '\n' || ch >= 0x20 && ch < 0x7F);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void everyPictureIsAsNarrowAsAPairNeedsAndIsReadInASentence(List<Compared> pair) {
        for (Chart chart : charts(pair.getFirst(), pair.getLast())) {
            Picture picture = chart.picture();
            assertThat(picture.svg()).contains("viewBox=\"0 0 410 ");
            assertThat(picture.reading()).endsWith(".").hasSizeBetween(60, 700).doesNotContain("null", "Exception");
            assertThat(picture.table().rows()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void theTwoColumnsHaveTheSameLimits(List<Compared> pair) {
        List<Chart> charts = charts(pair.getFirst(), pair.getLast());
        for (String id : List.of("heatmap", "updates")) {
            List<List<String>> ticks = Stream.of("-a", "-b")
                    .map(side -> charts.stream()
                            .filter(c -> c.id().equals(id + side))
                            .findFirst()
                            .orElseThrow())
                    .map(chart -> ticks(chart.picture().svg()))
                    .toList();
            assertThat(ticks.getFirst()).as(id).isNotEmpty().isEqualTo(ticks.getLast());
        }
    }

    /// The labels of a picture's axis of steps, each with its place from left to right.
    private static List<String> ticks(String svg) {
        return Pattern.compile("<text class=\"tick middle\" x=\"([0-9.]+)\"[^>]*>(\\d+)</text>")
                .matcher(svg)
                .results()
                .map(r -> r.group(2) + " at " + r.group(1))
                .toList();
    }

    /// A training of 60 steps beside one of 90 ends at two thirds of the axis.
    @Test
    void aShorterTrainingEndsWhereItsStepsEnd() {
        Film shorter = film(60), longer = film(90);
        Span span = Span.of(shorter, longer);
        assertThat(span.last()).isEqualTo(90);
        assertThat(span.frames(shorter)).hasSize(60).endsWith(59);
        assertThat(span.frames(longer)).hasSize(90).endsWith(89);
        Picture alone = new Heatmap(longer, List.of(), span).picture("a", "A"),
                beside = new Heatmap(shorter, List.of(), span).picture("a", "A");
        assertThat(width(beside) / width(alone)).isCloseTo(2.0 / 3, within(0.01));
    }

    private static double width(Picture picture) {
        var image = Pattern.compile("<image [^>]*width=\"([0-9.]+)\"").matcher(picture.svg());
        assertThat(image.find()).isTrue();
        return Double.parseDouble(image.group(1));
    }

    private static Film film(int steps) {
        List<Long> numbers = Stream.iterate(1L, step -> step + 1).limit(steps).toList();
        return new Film(List.of("dense1"), numbers, (_, _) -> 0.1);
    }

    /// Of two histories that kept different steps, every column shows the latest frame up to its step.
    @Test
    void aColumnShowsTheLatestFrameUpToItsStep() {
        Film sparse = new Film(List.of("d"), List.of(1L, 4L, 9L), (frame, _) -> frame + 1);
        Span span = Span.of(sparse, film(9));
        assertThat(span.frames(sparse)).containsExactly(0, 0, 0, 1, 1, 1, 1, 1, 2);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void swappingTheTwoMirrorsEveryNumber(List<Compared> pair) {
        List<Contrast> there = new Contrasts(pair.getFirst(), pair.getLast()).all(),
                back = new Contrasts(pair.getLast(), pair.getFirst()).all();
        for (Contrast one : there) {
            Contrast other = back.stream()
                    .filter(c -> c.key().equals(one.key()))
                    .findFirst()
                    .orElseThrow();
            assertThat(other.words(other.a())).isEqualTo(one.words(one.b()));
            assertThat(other.words(other.b())).isEqualTo(one.words(one.a()));
            double mirrored = one.kind().equals("factor") ? 1 / one.change() : -one.change();
            if (Double.isFinite(mirrored))
                assertThat(other.change()).isCloseTo(mirrored, within(1e-9 * Math.abs(mirrored)));
            else assertThat(other.changeWords()).isEqualTo(one.changeWords());
        }
        assertThat(back).hasSameSizeAs(there);
    }

    @Test
    void theTableAndTheHeadlineMirrorToo() {
        List<List<String>> there = numbers(SICK, cured()).rows(),
                back = numbers(cured(), SICK).rows();
        for (int i = 0; i < there.size(); i++) {
            assertThat(back.get(i).get(1)).isEqualTo(there.get(i).get(2));
            assertThat(back.get(i).get(2)).isEqualTo(there.get(i).get(1));
        }
        assertThat(Comparison.of(SICK, cured()).headline().sentence())
                .isEqualTo("B keeps 98 % of the signal per layer, A 24 %.");
        assertThat(Comparison.of(cured(), SICK).headline().sentence())
                .isEqualTo("B keeps 24 % of the signal per layer, A 98 %.");
    }

    @Test
    void onlyTheChangedSettingsAreTold() {
        Story.Change change =
                blocks(SICK, cured(), Story.Change.class).findFirst().orElseThrow();
        assertThat(change.diff().changes()).hasSize(2).allMatch(line -> line.contains("repeat"));
        assertThat(blocks(SICK, SICK, Story.Change.class)).isEmpty();
        assertThat(text(SICK, SICK, TextStyle.PLAIN)).contains("settings  The two recipes are the same");
    }

    @Test
    void likeWithLikeIsSaidAndSoIsWhatIsNot() {
        assertThat(text(SICK, cured(), TextStyle.PLAIN))
                .contains("alike     Both have the same data, the seed 1 and 90");
        String unlike = text(SICK, with(SICK, 7, "2e"), new TextStyle(400, false, false));
        assertThat(unlike)
                .contains("beware    This is not like with like: the data differ (1f in A, 2e in B); "
                        + "the seeds differ (1 in A, 7 in B).")
                .contains("+ seed: 7");
        assertThat(text(SICK, DEAD, TextStyle.PLAIN)).contains("the steps differ (90 in A, 60 in B)");
    }

    @Test
    void ofTasksOfTwoKindsIsComparedWhatCanBe() {
        Compared amounts = amounts();
        String text = text(SICK, amounts, new TextStyle(400, false, false));
        assertThat(text)
                .contains("the task differs (10 classes in A, 1 quantity in B)")
                .contains("held-out R²");
        List<String> missing = charts(SICK, amounts).stream()
                .map(Chart::picture)
                .filter(p -> p.svg().contains(">not drawn</text>"))
                .map(Picture::id)
                .toList();
        assertThat(missing).containsExactly("loss-pair", "metric-pair");
    }

    /// The sick network as if it had to tell a quantity.
    private static Compared amounts() {
        Plan plan = Cases.SIGMOID;
        return new Compared("other", plan.ofAmounts(), SICK.verdict(), "1f", "", List.of());
    }

    /// What `--json` promises.
    public record Answer(
            Side a,
            Side b,
            String headline,
            boolean alike,
            List<Difference> differences,
            List<String> settings,
            List<Measure> measures,
            String page) {}

    /// A difference of the answer.
    public record Difference(String what, String a, String b) {}

    /// A training of the answer.
    public record Side(String run, String name, String verdict, String cause, String data, long seed, long steps) {}

    /// A measure of the answer.
    public record Measure(
            String measure,
            String what,
            Optional<Double> a,
            Optional<Double> b,
            Optional<Double> change,
            String kind,
            List<String> words) {}

    @Test
    void theJsonObjectAgreesWithTheText() {
        Compared other = with(SICK, 7, "1f");
        for (Compared b : List.of(cured(), DEAD, other)) {
            String json = Json.write(Comparison.json(SICK, b, "compare.html"));
            Answer answer = JsonReader.read(json, Answer.class, "answer");
            Table table = numbers(SICK, b);
            assertThat(answer.measures()).hasSize(table.rows().size() - 1);
            for (int i = 0; i < answer.measures().size(); i++) {
                Measure measure = answer.measures().get(i);
                List<String> row = new ArrayList<>(List.of(measure.what()));
                row.addAll(measure.words());
                assertThat(table.rows().get(i + 1)).isEqualTo(row);
            }
            assertThat(table.rows().getFirst())
                    .contains(answer.a().cause(), answer.b().cause());
            assertThat(answer.alike()).isEqualTo(answer.differences().isEmpty());
            String text = text(SICK, b, new TextStyle(400, false, false));
            assertThat(text).contains(answer.headline()).contains(answer.settings());
            answer.differences().forEach(d -> assertThat(text).contains("(" + d.a() + " in A, " + d.b() + " in B)"));
            assertThat(answer.page()).isEqualTo("compare.html");
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void thePageHasEverySection(List<Compared> pair) {
        Story story = Comparison.of(pair.getFirst(), pair.getLast());
        String html = HtmlFace.write(story, "{}");
        assertThat(html)
                .contains("id=\"settings\"", "id=\"numbers\"", "id=\"signal\"", "id=\"training\"", "id=\"made\"");
        assertThat(html).doesNotContain(">null<").doesNotContain("Exception");
    }
}
