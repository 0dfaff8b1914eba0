package org.gradus.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.gradus.clinic.Consultation;
import org.gradus.clinic.Trial;
import org.gradus.detect.Evidence;
import org.gradus.detect.Verdict;
import org.gradus.draw.Curves;
import org.gradus.draw.Numbers;
import org.gradus.draw.Picture;
import org.gradus.forecast.Forecast;
import org.gradus.forecast.LayerForecast;
import org.gradus.forecast.LogGain;
import org.gradus.ledger.Ledger;
import org.gradus.probe.Field;
import org.gradus.probe.History;

/// The pictures of a consultation: every record, handed to the drawing that shows it.
public final class Album {
    /// Below this share of the top layer's signal a layer counts as dead: a thousandth, the loss at which depth is
    /// spent (three decades).
    public static final double DEAD = 1e-3;

    private Album() {}

    /// The ledger that a verdict is about: the one before training where the trouble was there from the start, else
    /// the last whose factors are all numbers.
    static Ledger ledger(Evidence evidence, Verdict verdict) {
        boolean born =
                verdict instanceof Verdict.Unwell u && u.first().finding().since() == 0;
        if (born) return evidence.first();
        return evidence.ledgers().reversed().stream()
                .filter(l -> l.hops().stream().allMatch(h -> Double.isFinite(h.gain())))
                .findFirst()
                .orElseGet(evidence::first);
    }

    /// Whether it is known what hidden layers do to the signal.
    static boolean known(Ledger ledger) {
        return !ledger.hiddenHops().isEmpty() && Double.isFinite(ledger.keptPerLayer());
    }

    /// How much of the backward signal each layer gets, and the spread of the activations.
    public static Picture depth(Evidence evidence, Verdict verdict) {
        return ofLayers("depth", "Depth profile", evidence, () -> profile(evidence, verdict));
    }

    private static Picture profile(Evidence evidence, Verdict verdict) {
        History history = evidence.history();
        Recent recent = Recent.of(history);
        List<DepthProfile.Row> rows = new ArrayList<>();
        for (int layer = 0; layer < history.layers().size(); layer++) {
            rows.add(new DepthProfile.Row(
                    history.layers().get(layer),
                    recent.mean(Field.SIGNAL, layer),
                    recent.range(Field.SIGNAL, layer),
                    OptionalDouble.of(history.get(Field.SIGNAL, 0, layer)),
                    forecast(evidence, layer),
                    recent.mean(Field.DEVIATION, layer),
                    OptionalDouble.of(history.get(Field.DEVIATION, 0, layer))));
        }
        Ledger ledger = ledger(evidence, verdict);
        return new DepthProfile(rows, pathless(evidence), ledger.keptPerLayer(), ledger.reach(), recent.words())
                .picture("depth");
    }

    /// The layers to which no path leads from the loss, so that they have no signal.
    static List<String> pathless(Evidence evidence) {
        History history = evidence.history();
        int top = history.size() - 1;
        return IntStream.range(0, history.layers().size())
                .filter(l -> top >= 0 && Double.isNaN(history.get(Field.SIGNAL, top, l)))
                .mapToObj(history.layers()::get)
                .filter(layer -> evidence.last().blocks().stream()
                        .filter(b -> b.path().startsWith(layer + "/"))
                        .flatMap(b -> b.zero().stream())
                        .anyMatch(z -> z.kind() == Ledger.Zero.Kind.NO_PATH))
                .toList();
    }

    /// Where theory expects a layer's signal before training, given the signal at the top.
    static Optional<DepthProfile.Band> forecast(Evidence evidence, int layer) {
        List<String> names = evidence.history().layers();
        if (!(evidence.forecast() instanceof Forecast.Predicted p) || p.layers().size() != names.size())
            return Optional.empty();
        LayerForecast expected = p.layers().get(layer);
        LogGain gain = expected.rmsFromTop();
        double top = evidence.history().get(Field.SIGNAL, 0, names.size() - 1);
        if (!expected.path().equals(names.get(layer)) || !gain.isFinite() || !Double.isFinite(top))
            return Optional.empty();
        double low = top * gain.low(), high = top * gain.high();
        return low <= high ? Optional.of(new DepthProfile.Band(low, high)) : Optional.empty();
    }

    /// The signal of every layer at every step.
    public static Picture heatmap(Evidence evidence) {
        History history = evidence.history();
        return ofLayers(
                "heatmap",
                "Signal by layer and step",
                evidence,
                () -> new Heatmap(
                                history.layers(),
                                steps(history),
                                series(history, Field.SIGNAL),
                                pathless(evidence),
                                DEAD)
                        .picture("heatmap"));
    }

    /// A picture with one row a layer.
    private static Picture ofLayers(String id, String title, Evidence evidence, Supplier<Picture> drawing) {
        if (evidence.layers().isEmpty()) return Picture.missing(id, title, "the network has no layer of weights");
        if (evidence.history().size() == 0) return Picture.missing(id, title, "no step was made");
        return Picture.drawn(id, title, drawing);
    }

    /// How far each step moved each layer.
    public static Picture updates(Evidence evidence) {
        History history = evidence.history();
        return ofLayers(
                "updates",
                "Update size",
                evidence,
                () -> new UpdateRatios(history.layers(), steps(history), series(history, Field.UPDATE))
                        .picture("updates"));
    }

    private static List<Long> steps(History history) {
        return IntStream.range(0, history.size()).mapToObj(history::step).toList();
    }

    private static List<List<Double>> series(History history, Field field) {
        List<List<Double>> series = new ArrayList<>();
        for (int frame = 0; frame < history.size(); frame++) {
            List<Double> column = new ArrayList<>();
            for (int layer = 0; layer < history.layers().size(); layer++) column.add(history.get(field, frame, layer));
            series.add(column);
        }
        return series;
    }

    /// What weights, slopes and structure take of the signal.
    public static Picture waterfall(Evidence evidence, Verdict verdict) {
        List<Waterfall.Hop> hops = ledger(evidence, verdict).hiddenHops().stream()
                .map(h -> new Waterfall.Hop(h.from(), h.to(), h.weight(), h.slope(), h.rest()))
                .toList();
        return Picture.drawn("waterfall", "Where the signal goes", () -> new Waterfall(hops).picture("waterfall"));
    }

    /// The state of every layer's units, first and last.
    public static Picture saturation(Evidence evidence) {
        return ofLayers("saturation", "Saturation", evidence, () -> states(evidence));
    }

    private static Picture states(Evidence evidence) {
        History history = evidence.history();
        Recent recent = Recent.of(history);
        List<Saturation.Row> rows = new ArrayList<>();
        for (int layer = 0; layer < history.layers().size(); layer++) {
            int at = layer;
            rows.add(new Saturation.Row(
                    history.layers().get(layer), shares(f -> history.get(f, 0, at)), shares(f -> recent.mean(f, at))));
        }
        return new Saturation("first step", recent.words(), rows).picture("saturation");
    }

    private static Saturation.Shares shares(ToDoubleFunction<Field> field) {
        double dead = field.applyAsDouble(Field.DEAD), low = field.applyAsDouble(Field.SATURATED_LOW);
        return new Saturation.Shares(dead, Math.max(0, low - dead), field.applyAsDouble(Field.SATURATED_HIGH));
    }

    /// The loss on both parts of the data, and of every batch.
    public static Picture loss(Evidence evidence) {
        return Picture.drawn("loss", "Loss", () -> losses(evidence));
    }

    private static Picture losses(Evidence evidence) {
        List<Curves.Line> lines = new ArrayList<>(List.of(
                score("train", Curves.Look.FIRST, evidence, Evidence.Score::trainLoss),
                score("held out", Curves.Look.SECOND, evidence, Evidence.Score::testLoss)));
        List<Long> steps = steps(evidence.history());
        if (!steps.isEmpty()) {
            List<Integer> columns = Heatmap.columns(steps.size());
            lines.addFirst(new Curves.Line(
                    "batch",
                    Curves.Look.RAW,
                    columns.stream().map(steps::get).toList(),
                    columns.stream().map(c -> evidence.history().loss(c)).toList()));
        }
        double last = evidence.score().testLoss(), best = evidence.constantLoss();
        String reading =
                "The loss should fall away from the dotted line, which a constant guess reaches without looking at its input. "
                        + "Held out, this run ends at " + Numbers.loss(last) + ", " + share(last / best)
                        + " the constant guess's "
                        + Numbers.loss(best) + ".";
        return loss("Loss", reading, lines, best, "loss");
    }

    private static String share(double ratio) {
        return Double.isFinite(ratio) ? Numbers.percent(ratio) + " of" : "against";
    }

    private static Picture loss(String title, String reading, List<Curves.Line> lines, double constant, String id) {
        List<Double> values = new ArrayList<>(List.of(constant));
        lines.forEach(l -> values.addAll(l.values()));
        int[] limits = Curves.powers(values);
        return new Curves(title, reading, limits[0], limits[1], true, lines, constant, "constant guess").picture(id);
    }

    private static Curves.Line score(
            String name, Curves.Look look, Evidence evidence, ToDoubleFunction<Evidence.Score> value) {
        return new Curves.Line(
                name,
                look,
                evidence.scores().stream().map(Evidence.Score::step).toList(),
                evidence.scores().stream().map(value::applyAsDouble).toList());
    }

    /// The metric on both parts of the data.
    public static Picture metric(Evidence evidence, String metric) {
        return Picture.drawn("metric", title(metric), () -> metrics(evidence, metric));
    }

    private static Picture metrics(Evidence evidence, String metric) {
        List<Curves.Line> lines = List.of(
                score("train", Curves.Look.FIRST, evidence, Evidence.Score::trainMetric),
                score("held out", Curves.Look.SECOND, evidence, Evidence.Score::testMetric));
        Evidence.Score last = evidence.score();
        String reading = "The " + metric + " is 1 when every answer is right. It ends at "
                + Numbers.metric(last.trainMetric()) + " on the samples trained on and at "
                + Numbers.metric(last.testMetric()) + " on those held out.";
        return new Curves(title(metric), reading, 0, 1, false, lines, Double.NaN, "").picture("metric");
    }

    private static String title(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    /// Every arm of the experiment: control and sham, then cures, best first.
    public static Picture ladder(Consultation consultation, String metric) {
        List<CureLadder.Rung> rungs =
                arms(consultation).stream().map(Album::rung).toList();
        return Picture.drawn("ladder", "Cures on trial", () -> new CureLadder(rungs, metric).picture("ladder"));
    }

    /// The arms in the order shown: control, sham, accepted cures, the rest; better ones first.
    static List<Trial> arms(Consultation consultation) {
        return consultation.trials().stream()
                .sorted(Comparator.comparing(Trial::arm)
                        .thenComparing(t -> !t.accepted())
                        .thenComparingDouble(Trial::effect))
                .toList();
    }

    private static CureLadder.Rung rung(Trial trial) {
        CureLadder.Outcome outcome = trial.arm() != Trial.Arm.CURE
                ? CureLadder.Outcome.CONTROL
                : trial.accepted() ? CureLadder.Outcome.ACCEPTED : CureLadder.Outcome.REJECTED;
        return new CureLadder.Rung(
                trial.remedy(),
                outcome,
                trial.effect(),
                trial.low(),
                trial.high(),
                trial.loss(),
                trial.accuracy(),
                trial.kept(),
                trial.reason());
    }

    /// The signal before and after the cure.
    public static Picture depthPair(Evidence before, Evidence after) {
        return ofLayers(
                "depth-pair",
                "Signal before and after",
                before,
                () -> new DepthPair(values(before), values(after)).picture("depth-pair"));
    }

    private static List<DepthPair.Value> values(Evidence evidence) {
        History history = evidence.history();
        Recent recent = Recent.of(history);
        List<DepthPair.Value> values = new ArrayList<>();
        for (int layer = 0; layer < history.layers().size(); layer++) {
            values.add(new DepthPair.Value(history.layers().get(layer), recent.mean(Field.SIGNAL, layer)));
        }
        return values;
    }

    /// The held-out loss before and after the cure.
    public static Picture lossPair(Evidence before, Evidence after) {
        return Picture.drawn("loss-pair", "Loss before and after", () -> bothLosses(before, after));
    }

    private static Picture bothLosses(Evidence before, Evidence after) {
        List<Curves.Line> lines = List.of(
                score("before", Curves.Look.OLD, before, Evidence.Score::testLoss),
                score("after", Curves.Look.SECOND, after, Evidence.Score::testLoss));
        String reading =
                "Both trainings have the same data and seed; only the recipe's changed lines differ. The held-out loss "
                        + "ends at " + Numbers.loss(before.score().testLoss()) + " before and at "
                        + Numbers.loss(after.score().testLoss())
                        + " after the cure.";
        return loss("Loss before and after", reading, lines, before.constantLoss(), "loss-pair");
    }
}
