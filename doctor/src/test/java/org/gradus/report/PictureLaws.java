package org.gradus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gradus.clinic.Consultation;
import org.gradus.detect.Evidence;
import org.gradus.draw.Chart;
import org.gradus.draw.Drawing;
import org.gradus.draw.Markup;
import org.gradus.draw.Picture;
import org.gradus.geometry.StationaryPoints;
import org.gradus.geometry.Surface;
import org.gradus.geometry.SurfaceLine;
import org.gradus.geometry.SurfaceMap;
import org.gradus.geometry.Walk;
import org.gradus.law.Golden;
import org.gradus.optim.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every picture keeps, on every case.
class PictureLaws {
    private static final Pattern TAG = Pattern.compile("<(/?)([a-zA-Z]+)((?:\\s[^<>]*?)?)(/?)>");

    /// About the mean width of a letter, in pixels.
    private static final double LETTER = 5.7;

    static Stream<Picture> pictures() {
        List<Chart> charts = new ArrayList<>();
        for (Consultation c : Cases.all().values()) {
            Evidence e = c.evidence();
            charts.addAll(List.of(
                    Album.depth(e, c.verdict()),
                    Album.heatmap(e),
                    Album.saturation(e),
                    Album.updates(e),
                    Album.loss(e),
                    Album.metric(e, "accuracy"),
                    Album.network(e)));
            if (!Album.ledger(e, c.verdict()).hiddenHops().isEmpty()) charts.add(Album.waterfall(e, c.verdict()));
            if (!c.trials().isEmpty()) charts.add(Album.ladder(c, "accuracy"));
            charts.addAll(new Watched(e.history()).charts());
            c.cure().ifPresent(cure -> charts.add(Album.depthPair(e, cure.evidence())));
            c.cure().ifPresent(cure -> charts.add(Album.lossPair(e, cure.evidence())));
        }
        Surface surface = Surface.himmelblau();
        Walk walk = Walk.of(surface, Sgd.of(0.01), List.of(-1.0, 1.0), 20),
                far = Walk.of(surface, Sgd.of(1), List.of(-1.0, 1.0), 20);
        SurfaceMap map = new SurfaceMap(surface, StationaryPoints.of(surface), List.of(walk, far));
        charts.add(new Chart("optim", "himmelblau", () -> map));
        Surface quartic = Surface.quartic();
        Walk down = Walk.of(quartic, Sgd.of(0.1), List.of(1.0), 20);
        SurfaceLine line = new SurfaceLine(quartic, StationaryPoints.of(quartic), List.of(down));
        charts.add(new Chart("line", "x^4", () -> line));
        return charts.stream().map(Chart::picture);
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void itHasATitleAndADescription(Picture picture) {
        assertThat(picture.svg())
                .contains("<title id=\"" + picture.id() + "-title\">")
                .containsPattern("<desc id=\"" + picture.id() + "-desc\">[^<]{20,}</desc>")
                .contains("aria-labelledby=\"" + picture.id() + "-title " + picture.id() + "-desc\"");
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void itIsReadInAFewSentencesThatEnd(Picture picture) {
        assertThat(picture.reading()).endsWith(".").hasSizeBetween(60, 700).doesNotContain("null");
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void itsElementsCloseInOrder(Picture picture) {
        assertThat(unclosed(picture.toSvg())).isEmpty();
        assertThat(unclosed(picture.toHtml())).isEmpty();
    }

    private static List<String> unclosed(String markup) {
        List<String> open = new ArrayList<>();
        Matcher tags = TAG.matcher(markup);
        while (tags.find()) {
            if (tags.group(1).isEmpty() && tags.group(4).isEmpty()) open.add(tags.group(2));
            else if (!tags.group(1).isEmpty()) assertThat(open.removeLast()).isEqualTo(tags.group(2));
        }
        return open;
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void itsCoordinatesAreNumbers(Picture picture) {
        Matcher values =
                Pattern.compile("\\s(?:d|x|y|width|height)=\"([^\"]*)\"").matcher(picture.svg());
        assertThat(values.results().map(r -> r.group(1))).isNotEmpty().allMatch(v -> v.matches("[MLHVCZahvl0-9 .-]*"));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void itsTwinHasTheNumbersOfAllRows(Picture picture) {
        assertThat(picture.table().rows()).isNotEmpty();
        for (List<String> row : picture.table().rows()) {
            for (String cell : row) assertThat(picture.toHtml()).contains(">" + Markup.escape(cell) + "<");
        }
    }

    /// On a phone a picture is neither cut nor scrolled.
    @ParameterizedTest
    @MethodSource("pictures")
    void whatTheReportDrawsFitsAColumn(Picture picture) {
        if (List.of("optim", "line").contains(picture.id())) return;
        String svg = picture.narrow().isEmpty() ? picture.svg() : picture.narrow();
        double width = Double.parseDouble(
                ReportLaws.found(svg, "viewBox=\"0 0 ([0-9.]+) ").getFirst());
        assertThat(width).isLessThanOrEqualTo(Drawing.COLUMN);
        for (String text : ReportLaws.found(svg, "<text ([^>]*>[^<]*)")) {
            String words = text.substring(text.indexOf('>') + 1).replaceAll("&[^;]*;", "-");
            double x = Double.parseDouble(
                    ReportLaws.found(text, "x=\"([0-9.-]+)\"").getFirst());
            double length = LETTER * words.codePointCount(0, words.length());
            List<String> style = List.of(
                    ReportLaws.found(text, "class=\"([^\"]*)").getFirst().split(" "));
            double left = style.contains("end") ? x - length : style.contains("middle") ? x - length / 2 : x;
            assertThat(left).as(words).isGreaterThan(-LETTER);
            assertThat(left + length).as(words).isLessThan(width + LETTER);
        }
    }

    @Test
    void theDepthProfilesTwinHoldsWhatIsDrawn() {
        Picture picture = depth(2.5e-9);
        List<String> first = picture.table().rows().getLast();
        assertThat(first).startsWith("dense1", "2.5e-9", "1e-9 … 5e-9", "1e-8", "–");
        assertThat(picture.svg()).contains("<title>dense1: 2.5e-9</title>");
    }

    @Test
    void aValueOutsideTheLimitsIsMarkedWithItsNumber() {
        assertThat(depth(1e-20).svg()).contains(">1e-20</text>");
        assertThat(marks(depth(1e-20))).containsExactly("backward full");
        assertThat(marks(depth(0))).containsExactly("backward hollow");
        assertThat(marks(depth(Double.NaN))).containsExactly("undefined");
    }

    @Test
    void aLayerWithoutAPathHasNoSignOfASignal() {
        Picture picture = depth(Double.NaN, List.of("dense1"));
        assertThat(marks(picture)).isEmpty();
        assertThat(picture.svg()).contains(">no path</text>").doesNotContain("kept per layer");
        assertThat(picture.reading()).contains("No gradient reaches dense1:");
        assertThat(picture.table().rows().getLast()).startsWith("dense1", "no path");

        Film film = new Film(List.of("dense1", "dense2"), List.of(1L, 2L), (_, layer) -> layer == 0 ? Double.NaN : 1.0);
        Picture map = new Heatmap(film, List.of("dense1")).picture("map", "Signals");
        assertThat(map.svg()).contains(">no gradient</text>").doesNotContain("dense1: no number");
        assertThat(map.reading()).endsWith("No gradient reaches dense1.");
    }

    /// The style of the sign of the first layer.
    private static List<String> marks(Picture picture) {
        return Pattern.compile("class=\"mark ([^\"]*)\" d=\"[^\"]*\"><title>dense1: ")
                .matcher(picture.svg())
                .results()
                .map(r -> r.group(1))
                .filter(s -> !s.startsWith("forward"))
                .toList();
    }

    private static Picture depth(double signal) {
        return depth(signal, List.of());
    }

    private static Picture depth(double signal, List<String> pathless) {
        List<DepthProfile.Row> rows = List.of(
                row("dense1", signal),
                row("dense2", 1e-3),
                new DepthProfile.Row("dense3", 0.3, Optional.empty(), Double.NaN, Optional.empty(), 1, Double.NaN));
        return new DepthProfile(rows, pathless, 0.01, 1e-4, "step 1").picture("depth", "Depth profile");
    }

    private static DepthProfile.Row row(String name, double signal) {
        return new DepthProfile.Row(
                name, signal, Optional.of(new DepthProfile.Band(1e-9, 5e-9)), 1e-8, Optional.empty(), 0.5, 0.4);
    }

    @Test
    void theFirstStepsAreNeverThinnedAndTheLastIsKept() {
        assertThat(Film.columns(150)).isEqualTo(IntStream.range(0, 150).boxed().toList());
        List<Integer> columns = Film.columns(5000);
        assertThat(columns).hasSize(200).doesNotHaveDuplicates().isSorted();
        assertThat(columns.subList(0, 64))
                .isEqualTo(IntStream.range(0, 64).boxed().toList());
        assertThat(columns.getLast()).isEqualTo(4999);
    }

    @Test
    void theDepthProfileLooksAsItWasReviewed() {
        Consultation sick = Cases.sick();
        Golden.hold(
                "depth.svg",
                Album.depth(sick.evidence(), sick.verdict()).picture().toSvg());
    }
}
