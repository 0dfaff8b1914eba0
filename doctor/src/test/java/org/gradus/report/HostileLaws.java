package org.gradus.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.gradus.clinic.Trial;
import org.gradus.detect.Figure;
import org.gradus.detect.Gain;
import org.gradus.draw.Axis;
import org.gradus.draw.Chart;
import org.gradus.draw.Curves;
import org.gradus.draw.Numbers;
import org.gradus.draw.Picture;
import org.gradus.draw.Spread;
import org.gradus.draw.TensorPlot;
import org.gradus.ledger.Ledger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Pictures and numbers of trainings in which anything may have happened.
class HostileLaws {
    private static final double[] NUMBERS = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0,
        -0.0,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        1e-300,
        1e300,
        -1e300,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        1,
        -1,
        0.3,
        1e15,
        Float.MAX_VALUE
    };

    private static final int SEEDS = 40;

    /// Draws numbers of which none suits a picture.
    private record Draw(Random random) {
        double number() {
            return NUMBERS[random.nextInt(NUMBERS.length)];
        }

        List<Double> numbers(int count) {
            return Stream.generate(this::number).limit(count).toList();
        }

        List<List<Double>> numbers(int rows, int columns) {
            return Stream.generate(() -> numbers(columns)).limit(rows).toList();
        }

        Optional<DepthProfile.Band> band() {
            return random.nextBoolean() ? Optional.empty() : Optional.of(new DepthProfile.Band(number(), number()));
        }
    }

    private static List<String> layers(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "dense" + i).toList();
    }

    private static List<Long> steps(int count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }

    private static Picture spread(Draw draw, int steps) {
        List<Spread.Moment> moments = steps(steps).stream()
                .map(step -> new Spread.Moment(step, draw.number(), draw.number(), draw.number(), draw.number()))
                .toList();
        return new Chart("spread", "Spread", () -> new Spread("A reading. Another.", "Numbers", false, moments))
                .picture();
    }

    static Stream<Picture> pictures() {
        List<Picture> pictures = new ArrayList<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            Draw draw = new Draw(new Random(seed));
            int layers = List.of(1, 2, 5, 60).get(seed % 4),
                    steps = List.of(1, 2, 300).get(seed % 3);
            pictures.add(profile(draw, layers));
            List<List<Double>> numbers = draw.numbers(steps, layers);
            Film film = new Film(
                    layers(layers),
                    steps(steps),
                    (frame, layer) -> numbers.get(frame).get(layer));
            pictures.add(new Heatmap(film, List.of()).picture("heatmap", "Heatmap"));
            pictures.add(new UpdateRatios(film).picture("updates", "Updates"));
            pictures.add(saturation(draw, layers));
            pictures.add(new Waterfall(layers(layers).stream()
                            .map(l -> new Ledger.Hop("above", l, 1, draw.number(), draw.number(), draw.number()))
                            .toList())
                    .picture("waterfall", "Waterfall"));
            pictures.add(spread(draw, steps));
            pictures.add(new TensorPlot("A reading. Another.", "inputs", "units", numbers, Math.abs(draw.number()))
                    .picture("tensor", "Tensor"));
            pictures.add(new DepthPair(values(draw, layers), values(draw, 3)).picture("pair", "Pair"));
            pictures.add(curves(draw, steps, seed % 2 == 0));
            pictures.add(ladder(draw, layers));
        }
        return pictures.stream();
    }

    private static Picture profile(Draw draw, int layers) {
        List<DepthProfile.Row> rows = layers(layers).stream()
                .map(l -> new DepthProfile.Row(
                        l, draw.number(), draw.band(), draw.number(), draw.band(), draw.number(), draw.number()))
                .toList();
        return new DepthProfile(rows, List.of(), draw.number(), draw.number(), "step 1")
                .picture("depth", "Depth profile");
    }

    private static Picture saturation(Draw draw, int layers) {
        List<Saturation.Row> rows = layers(layers).stream()
                .map(l -> new Saturation.Row(l, shares(draw), shares(draw)))
                .toList();
        return new Saturation("first", "last", rows).picture("saturation", "Saturation");
    }

    private static Saturation.Shares shares(Draw draw) {
        return new Saturation.Shares(draw.number(), draw.number(), draw.number());
    }

    private static List<DepthPair.Value> values(Draw draw, int layers) {
        return layers(layers).stream()
                .map(l -> new DepthPair.Value(l, draw.number()))
                .toList();
    }

    private static Picture curves(Draw draw, int steps, boolean log) {
        List<Double> train = draw.numbers(steps), test = draw.numbers(steps);
        List<Curves.Line> lines = List.of(
                new Curves.Line("batch", Curves.Look.RAW, steps(steps), draw.numbers(steps)),
                new Curves.Line("train", Curves.Look.FIRST, steps(steps), train),
                new Curves.Line("held out", Curves.Look.SECOND, steps(steps), test));
        String reading = "A line that falls is a loss that is learned away, and one that rises is not.";
        Curves curves = log
                ? Curves.log(reading, lines, draw.number(), "constant guess")
                : new Curves(reading, 0, 1, false, lines, draw.number(), "constant guess");
        return curves.picture("loss", "Loss");
    }

    private static Picture ladder(Draw draw, int arms) {
        List<Trial> trials = layers(arms).stream()
                .map(name -> Cases.arm(
                        Trial.Arm.CURE, name, new Gain(draw.number(), draw.number()), draw.number() > 0, "why"))
                .toList();
        return new CureLadder(trials, "accuracy").picture("ladder", "Cures");
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void noNumberIsSpelledAsAProgramSpellsIt(Picture picture) {
        assertThat(picture.toHtml()).doesNotContain("NaN", "Infinity", "2147483647", "null");
        assertThat(picture.reading()).endsWith(".");
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void itsCoordinatesStandOnThePage(Picture picture) {
        Matcher values =
                Pattern.compile("\\s(?:d|x|y|width|height)=\"([^\"]*)\"").matcher(picture.svg());
        assertThat(values.results().map(r -> r.group(1))).isNotEmpty().allMatch(v -> v.matches("[MLHVZahvl0-9 .-]*"));
        Matcher numbers = Pattern.compile("-?\\d+(?:\\.\\d+)?").matcher(picture.svg());
        assertThat(numbers.results().map(r -> r.group().length())).allMatch(length -> length < 40);
    }

    @Test
    void aScaleTakesAnyNumber() {
        for (double low : NUMBERS) {
            for (double high : NUMBERS) {
                if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) continue;
                Axis axis = Axis.linear(low, high, 10, 20);
                assertThat(axis.ticks(5)).hasSizeLessThan(20).allMatch(Double::isFinite);
                for (double value : NUMBERS) assertThat(axis.at(value)).isBetween(10.0, 20.0);
            }
        }
        for (double value : NUMBERS)
            assertThat(Axis.log(-3, 3, 10, 20).at(value)).isBetween(10.0, 20.0);
    }

    @Test
    void everyNumberHasAShortName() {
        for (double value : NUMBERS) {
            assertThat(List.of(
                            Numbers.of(value),
                            Numbers.of(value, 3),
                            Numbers.percent(value),
                            Numbers.metric(value),
                            Numbers.loss(value),
                            Numbers.shortLoss(value),
                            Numbers.effect(value),
                            Numbers.times(value),
                            Numbers.fixed(value, 2),
                            Figure.fine(value)))
                    .allMatch(text -> text.length() < 24 && !text.contains("NaN") && !text.contains("Infinity"));
        }
    }

    @Test
    void aPictureThatFailsSaysWhyInItsPlace() {
        Chart chart = new Chart("id", "Title", () -> {
            throw new IllegalArgumentException("there is nothing to draw");
        });
        Picture picture = chart.picture();
        assertThat(picture.reading())
                .isEqualTo("This is not drawn: there is nothing to draw. All else on this page is as it was measured.");
        assertThat(picture.svg()).contains("there is nothing to draw", "<title id=\"id-title\">Title</title>");
        assertThatCode(picture::toHtml).doesNotThrowAnyException();
    }
}
