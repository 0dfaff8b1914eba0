package org.gradus.studio.lesson;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gradus.data.Dataset;
import org.gradus.draw.LinePlot;
import org.gradus.draw.Markup;
import org.gradus.draw.Numbers;
import org.gradus.forecast.Forecast;
import org.gradus.forecast.Forecast.NotPredicted;
import org.gradus.forecast.Forecast.Predicted;
import org.gradus.forecast.LayerForecast;
import org.gradus.name.Shown;
import org.gradus.recipe.Recipe;
import org.gradus.studio.page.Controls;
import org.gradus.studio.web.Refused;
import org.gradus.studio.web.Request;

/// What theory expects of a deep network before and after a change.
///
/// @param forecasts what was computed
/// @param cured the address of a cure that was proved; empty while there is none
/// @param depth hidden layers
record Curing(Texts texts, Forecasts forecasts, Supplier<String> cured, int depth, String change) implements Chapter {
    private static final Dial DEPTH = new Dial("depth", 2, 40, 1, 20);
    private static final int WIDTH = 32, UNITS = 10;
    private static final String RELU = "relu", NORM = "norm", SHAM = "sham", BEFORE = "before";
    private static final List<String> CHANGES = List.of(RELU, NORM, SHAM);

    /// How many powers of ten an answer may be away.
    private static final double NEAR = 0.75;

    static Curing of(Request request, Texts texts, Forecasts forecasts, Supplier<String> cured) {
        String change = request.value("cure").isEmpty() ? RELU : request.value("cure");
        if (!CHANGES.contains(change))
            throw Refused.bad("cure: expected " + String.join(", ", CHANGES) + ", found " + Shown.brief(change));
        return new Curing(texts, forecasts, cured, DEPTH.whole(request), change);
    }

    /// Forecasts that were asked for before.
    static final class Forecasts {
        private final Map<String, Forecast> known = new ConcurrentHashMap<>();
        private final Map<String, Dataset> data = new ConcurrentHashMap<>();

        Forecast of(int depth, String change) {
            // the sham has the law of the network as it is, and theory knows laws only
            String drawn = change.equals(SHAM) ? BEFORE : change;
            return known.computeIfAbsent(depth + drawn, _ -> {
                Recipe recipe = Recipe.parse(yaml(depth, drawn), "lesson");
                return Forecast.of(
                        recipe, data.computeIfAbsent("", _ -> recipe.data().load(Path.of(""))));
            });
        }
    }

    private static String yaml(int depth, String change) {
        String dense = "dense: {units: " + WIDTH;
        String layers = switch (change) {
            case RELU -> dense + ", activation: relu, init: he_normal}";
            case NORM -> dense + ", init: glorot_uniform, bias: false}}, layer_norm, {activation: sigmoid";
            default -> dense + ", activation: sigmoid, init: glorot_uniform}";
        };
        return """
                name: lesson
                data: {digits: {split: 0.8, standardize: true}}
                model:
                  - repeat: {times: %d, layers: [{%s}]}
                  - dense: {units: %d}
                loss: softmax_cross_entropy
                optimizer: {sgd: {rate: 0.1}}
                """.formatted(depth, layers, UNITS);
    }

    @Override
    public int number() {
        return 6;
    }

    @Override
    public Map<String, String> numbers() {
        return Map.of("depth", Dial.shown(DEPTH.usual()));
    }

    @Override
    public void controls(Markup out) {
        SequencedMap<String, String> names = Address.of();
        for (String one : CHANGES) names.put(one, texts.of("6." + one));
        new Controls(out).choice("cure", texts.of("control.cure"), names, change);
    }

    @Override
    public Dial played() {
        return DEPTH;
    }

    @Override
    public double at() {
        return depth;
    }

    private static List<Double> powers(Predicted forecast) {
        return forecast.layers().stream()
                .map(LayerForecast::fromTop)
                .map(gain -> gain.typical() > 0 ? Math.log10(gain.typical()) : Double.NaN)
                .toList();
    }

    private static double first(Predicted forecast) {
        return forecast.layers().getFirst().fromTop().typical();
    }

    @Override
    public String live() {
        Forecast before = forecasts.of(depth, BEFORE), after = forecasts.of(depth, change);
        for (Forecast one : List.of(before, after))
            if (one instanceof NotPredicted not)
                return new Markup()
                        .element("p", texts.of("6.unknown", Map.of("why", not.reason())), "class", "now")
                        .toString();
        Predicted old = (Predicted) before, now = (Predicted) after;
        Map<String, String> numbers = Map.of(
                "depth", String.valueOf(depth), "before", Amount.of(first(old), 2), "after", Amount.of(first(now), 2));
        Markup out = new Markup().element("p", texts.of("6.now", numbers), "class", "now");
        return out.raw(Pictures.html(
                        plot(old, now).picture("forecast", texts.of("6.picture")), texts, texts.of("6.reading")))
                .toString();
    }

    private LinePlot plot(Predicted before, Predicted after) {
        List<Double> at = IntStream.rangeClosed(1, before.layers().size())
                .mapToObj(i -> (double) i)
                .toList();
        List<Double> old = powers(before), now = powers(after);
        List<Double> all = new ArrayList<>();
        Stream.of(old, now).flatMap(List::stream).filter(Double::isFinite).forEach(all::add);
        double least = all.stream().mapToDouble(v -> v).min().orElse(-1),
                most = all.stream().mapToDouble(v -> v).max().orElse(1);
        return new LinePlot(
                texts.of("6.reading"),
                LinePlot.Across.linear(texts.of("6.across"), at),
                new LinePlot.Up(texts.of("6.share"), Math.floor(Math.min(-1, least)), Math.ceil(Math.max(1, most))),
                List.of(
                        new LinePlot.Line(texts.of("6.before"), false, at, old),
                        new LinePlot.Line(texts.of("6.after"), false, at, now)),
                List.of());
    }

    @Override
    public SequencedMap<String, String> links() {
        String href = cured.get();
        return href.isEmpty() ? Address.of() : Address.of(href, texts.of("6.cured"));
    }

    @Override
    public String tried() {
        return "cure=" + SHAM;
    }

    @Override
    public String asked() {
        return "cure=" + RELU + "&depth=" + Dial.shown(DEPTH.usual());
    }

    @Override
    public Verdict check(String given) {
        double answer = Chapter.number(given, texts);
        int asked = (int) DEPTH.usual();
        double before = first((Predicted) forecasts.of(asked, BEFORE)),
                after = first((Predicted) forecasts.of(asked, RELU));
        double powers = Math.log10(after) - Math.log10(before);
        boolean right = Math.abs(answer - powers) <= NEAR;
        Map<String, String> numbers = Map.of(
                "given",
                Dial.shown(answer),
                "before",
                Amount.of(before, 2),
                "after",
                Amount.of(after, 2),
                "found",
                Numbers.fixed(powers, 1));
        return new Verdict(right, texts.of(right ? "6.right" : "6.wrong", numbers));
    }

    @Override
    public String href() {
        SequencedMap<String, String> address =
                Address.of("depth", String.valueOf(depth), "width", String.valueOf(WIDTH));
        switch (change) {
            case RELU -> address.putAll(Address.of("activation", RELU, "init", "he_normal"));
            case NORM ->
                address.putAll(Address.of("activation", "sigmoid", "init", "glorot_uniform", "norm", "layer_norm"));
            default -> address.putAll(Address.of("activation", "sigmoid", "init", "glorot_uniform", "seed", "2"));
        }
        return "/train?" + Address.query(address);
    }
}
