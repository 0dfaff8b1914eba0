package org.gradus.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        return List.of(depth(), heatmap(), losses(), updates(), saturation());
    }

    /// The same.
    ///
    /// @param quantity of the [#QUANTITIES], what the heatmap shows
    public List<Chart> charts(String quantity) {
        return List.of(depth(), heatmap(quantity), losses(), updates(), saturation());
    }

    /// A number of every layer at every step.
    ///
    /// @param quantity of the [#QUANTITIES]
    /// @throws IllegalArgumentException when it is none of them
    public Chart heatmap(String quantity) {
        if (quantity.equals("signal")) return heatmap();
        Map.Entry<Field, Heatmap.Quantity> shown = SHOWN.entrySet().stream()
                .filter(e -> e.getKey().key().equals(quantity))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of " + QUANTITIES.keySet()));
        String title = Character.toUpperCase(shown.getValue().name().charAt(0))
                + shown.getValue().name().substring(1) + " by layer and step";
        return chart("heatmap", title, () -> {
            Film film = Film.of(history, shown.getKey());
            return new Heatmap(film, List.of(), Span.of(film), shown.getValue());
        });
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
    public Chart losses() {
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
            return Curves.log(reading, List.of(line), Double.NaN, "");
        });
    }

    private Chart chart(String id, String title, Supplier<Drawing> drawing) {
        return new Chart(id, title, () -> {
            if (history.layers().isEmpty()) throw new IllegalArgumentException("the network has no layer of weights");
            if (history.size() == 0) throw new IllegalArgumentException("no step was made");
            return drawing.get();
        });
    }
}
