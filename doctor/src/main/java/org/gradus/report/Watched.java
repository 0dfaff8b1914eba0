package org.gradus.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.gradus.clinic.Consultation;
import org.gradus.draw.Chart;
import org.gradus.draw.Curves;
import org.gradus.draw.Drawing;
import org.gradus.draw.Numbers;
import org.gradus.forecast.Forecast;
import org.gradus.probe.Field;
import org.gradus.probe.History;

/// The charts of a training that is only recorded, or still goes on: what its frames alone can tell, and a forecast,
/// without a verdict. They are drawn as those of an examined training are.
public final class Watched {
    private static final Map<Field, Heatmap.Quantity> SHOWN = shown();

    private final History history;
    private final Optional<Forecast> forecast;

    private static Map<Field, Heatmap.Quantity> shown() {
        Map<Field, Heatmap.Quantity> shown = new EnumMap<>(Field.class);
        shown.put(
                Field.GRADIENT,
                new Heatmap.Quantity(
                        "gradient norm", -10, 2, true, "Bright cells have a large gradient of their weights."));
        shown.put(
                Field.UPDATE,
                new Heatmap.Quantity(
                        "update size", -9, 0, true, "Bright cells move far in a step, relative to their weights."));
        shown.put(
                Field.DEVIATION,
                new Heatmap.Quantity(
                        "spread of activations", -6, 3, true, "Dark cells hand on what can hardly be told apart."));
        shown.put(
                Field.SLOPE,
                new Heatmap.Quantity("slope", 0, 1, false, "Dark cells stand where their activation is flat."));
        shown.put(
                Field.ZERO,
                new Heatmap.Quantity(
                        "share of zero slopes", 0, 1, false, "Bright cells pass no gradient where they stand."));
        shown.put(
                Field.DEAD,
                new Heatmap.Quantity(
                        "share of dead units", 0, 1, false, "Bright cells have units that never respond."));
        return shown;
    }

    /// @param history what was recorded so far
    public Watched(History history) {
        this(history, Optional.empty());
    }

    /// @param forecast what theory expected before the training, where that is known
    public Watched(History history, Optional<Forecast> forecast) {
        this.history = history;
        this.forecast = forecast;
    }

    /// What each layer keeps of the signal: the geometric mean over the layers below the output; NaN where there is
    /// none.
    public double kept() {
        int hops = history.layers().size() - 2;
        return hops < 1 || history.size() == 0 ? Double.NaN : Math.pow(reach(), 1.0 / hops);
    }

    /// What the first layer gets of the signal at the last hidden layer.
    public double reach() {
        int top = history.layers().size() - 2;
        if (top < 0 || history.size() == 0) return Double.NaN;
        Recent recent = Recent.of(history);
        return recent.mean(Field.SIGNAL, 0) / recent.mean(Field.SIGNAL, top);
    }

    /// One sentence on how the signal stands.
    public String sentence() {
        if (history.size() == 0) return "No step was recorded yet.";
        double kept = kept();
        if (!Double.isFinite(kept)) return "The network has no hidden layer that hands a signal on.";
        return "Each layer " + Kept.words(kept) + "; " + history.layers().getFirst() + " gets " + Kept.part(reach())
                + " the last hidden layer's.";
    }

    /// What colours can stand for in [#heatmap(String)]: a name as it stands in an address, and what it is.
    public static final Map<String, String> QUANTITIES = quantities();

    private static Map<String, String> quantities() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("signal", "signal");
        for (Field field : SHOWN.keySet())
            names.put(field.key(), SHOWN.get(field).name());
        return Collections.unmodifiableMap(names);
    }

    /// All charts, in the order of a report.
    public List<Chart> charts() {
        return charts("signal", false);
    }

    /// The same.
    ///
    /// @param quantity of the [#QUANTITIES], what the heatmap shows
    /// @param linear whether the loss stands on a linear scale
    /// @throws IllegalArgumentException when the quantity is none of them
    public List<Chart> charts(String quantity, boolean linear) {
        return List.of(depth(), heatmap(quantity), losses(linear), updates(), saturation());
    }

    private static Field field(String quantity) {
        return quantity.equals("signal")
                ? Field.SIGNAL
                : SHOWN.keySet().stream()
                        .filter(field -> field.key().equals(quantity))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("expected one of " + QUANTITIES.keySet()));
    }

    /// A number of every layer at every step.
    ///
    /// @param quantity of the [#QUANTITIES]
    /// @throws IllegalArgumentException when it is none of them
    public Chart heatmap(String quantity) {
        Field field = field(quantity);
        if (field == Field.SIGNAL) return heatmap();
        Heatmap.Quantity shown = Objects.requireNonNull(SHOWN.get(field));
        String title =
                Character.toUpperCase(shown.name().charAt(0)) + shown.name().substring(1) + " by layer and step";
        return chart("heatmap", title, () -> {
            Film film = Film.of(history, field);
            return new Heatmap(film, List.of(), Span.of(film), shown);
        });
    }

    /// One cell of the heatmap.
    ///
    /// @param step after which it was measured, from 1
    /// @param layer its place from the input side, from 1
    /// @param words what is there
    public record Cell(long step, int layer, String words) {}

    /// A cell of the heatmap; the nearest where there is none.
    ///
    /// @param quantity of the [#QUANTITIES]
    /// @param column from the left, from 0
    /// @param row from the top, from 0
    /// @throws IllegalArgumentException when the quantity is none of them, or nothing was recorded
    public Cell cell(String quantity, int column, int row) {
        Film film = Film.of(history, field(quantity));
        List<Integer> columns = film.columns();
        if (columns.isEmpty() || film.layers().isEmpty()) throw new IllegalArgumentException("nothing was recorded");
        int frame = columns.get(Math.clamp(column, 0, columns.size() - 1));
        int layer = Math.clamp(film.layers().size() - 1L - row, 0, film.layers().size() - 1);
        boolean dead = quantity.equals("signal") && Heatmap.isDead(film, frame, layer);
        String words = film.layers().get(layer) + ", step " + film.steps().get(frame) + ": " + QUANTITIES.get(quantity)
                + " " + Numbers.of(film.at(frame, layer)) + (dead ? ", dead" : "");
        return new Cell(film.steps().get(frame), layer + 1, words);
    }

    /// The column of the heatmap in which a step is: the last that begins no later.
    ///
    /// @param quantity of the [#QUANTITIES]
    public int column(String quantity, long step) {
        Film film = Film.of(history, field(quantity));
        return (int) Math.max(
                0,
                film.columns().stream()
                                .filter(frame -> film.steps().get(frame) <= step)
                                .count()
                        - 1);
    }

    /// The charts that only an examined training has: what weights, slopes and structure each take of the signal, the
    /// metric after each epoch, and the cures on trial where some were tried.
    public static List<Chart> examined(Consultation consultation, String metric) {
        List<Chart> charts = new ArrayList<>(List.of(
                Album.waterfall(consultation.evidence(), consultation.verdict()),
                Album.metric(consultation.evidence(), metric)));
        if (!consultation.trials().isEmpty()) charts.add(Album.ladder(consultation, metric));
        return charts;
    }

    /// The metric on held-out samples, of a training that goes on.
    ///
    /// @param metric its name, such as `accuracy`
    /// @param steps after which it was taken; at least one
    /// @param values as many; 1 is the best
    public static Chart heldOut(String metric, List<Long> steps, List<Double> values) {
        String title = Character.toUpperCase(metric.charAt(0)) + metric.substring(1);
        return new Chart("metric", title, () -> {
            String reading = "The " + metric
                    + " on the samples that are held out, which is 1 when every answer is right. After step "
                    + steps.getLast() + " it stands at " + Numbers.metric(values.getLast()) + ".";
            List<Integer> columns = Film.columns(steps.size());
            Curves.Line line = new Curves.Line(
                    "held out",
                    Curves.Look.SECOND,
                    columns.stream().map(steps::get).toList(),
                    columns.stream().map(values::get).toList());
            return new Curves(reading, 0, 1, false, List.of(line), Double.NaN, "");
        });
    }

    /// How much of the signal each layer gets, and the spread of the activations.
    public Chart depth() {
        return chart("depth", "Depth profile", () -> {
            List<DepthProfile.Row> rows =
                    DepthProfile.rows(history, layer -> forecast.flatMap(f -> Album.forecast(f, history, layer)));
            return new DepthProfile(
                    rows, List.of(), kept(), reach(), Recent.of(history).words());
        });
    }

    /// The signal of every layer at every step.
    public Chart heatmap() {
        return chart(
                "heatmap", "Signal by layer and step", () -> new Heatmap(Film.of(history, Field.SIGNAL), List.of()));
    }

    /// How far each step moved each layer.
    public Chart updates() {
        return chart("updates", "Update size", () -> new UpdateRatios(Film.of(history, Field.UPDATE)));
    }

    /// The state of every layer's units, first and last.
    public Chart saturation() {
        return chart("saturation", "Units that are dead or flat", () -> Saturation.of(history));
    }

    /// The loss of every batch.
    ///
    /// @param linear whether it stands on a linear scale
    public Chart losses(boolean linear) {
        return chart("loss", "Loss", () -> {
            List<Integer> columns = new ArrayList<>(Film.columns(history.size()));
            List<Double> losses = columns.stream().map(history::loss).toList();
            Curves.Line line = new Curves.Line(
                    "batch",
                    Curves.Look.FIRST,
                    columns.stream().map(history::step).toList(),
                    losses);
            String reading =
                    "Each point is the loss of one batch, so the line is rough; what counts is whether it falls."
                            + " It began at " + Numbers.loss(losses.getFirst()) + " and stands at "
                            + Numbers.loss(losses.getLast()) + ".";
            return linear
                    ? new Curves(reading, 0, highest(losses), false, List.of(line), Double.NaN, "")
                    : Curves.log(reading, List.of(line), Double.NaN, "");
        });
    }

    private static double highest(List<Double> losses) {
        double highest = losses.stream()
                .filter(Double::isFinite)
                .mapToDouble(l -> l)
                .max()
                .orElse(1);
        return highest > 0 ? highest : 1;
    }

    private Chart chart(String id, String title, Supplier<Drawing> drawing) {
        return new Chart(id, title, () -> {
            if (history.layers().isEmpty()) throw new IllegalArgumentException("the network has no layer of weights");
            if (history.size() == 0) throw new IllegalArgumentException("no step was made");
            return drawing.get();
        });
    }
}
