package org.gradus.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.gradus.clinic.Consultation;
import org.gradus.clinic.Trial;
import org.gradus.detect.Evidence;
import org.gradus.detect.Verdict;
import org.gradus.draw.Chart;
import org.gradus.draw.Curves;
import org.gradus.draw.Drawing;
import org.gradus.draw.NetworkDiagram;
import org.gradus.draw.Numbers;
import org.gradus.draw.Table;
import org.gradus.forecast.Forecast;
import org.gradus.forecast.LayerForecast;
import org.gradus.layer.Network;
import org.gradus.layer.Outline;
import org.gradus.ledger.Ledger;
import org.gradus.probe.DataFacts;
import org.gradus.probe.Field;
import org.gradus.probe.History;

/// The charts of a consultation: every record, handed to the drawing that shows it.
final class Album {
    /// The samples of a batch by which a network is drawn; their number does not show.
    private static final int ROWS = 2;

    private Album() {}

    /// The ledger that a verdict is about: the one before training where the trouble was there from the start, else
    /// the last whose factors are all numbers.
    static Ledger ledger(Evidence evidence, Verdict verdict) {
        boolean born =
                verdict instanceof Verdict.Unwell u && u.first().finding().since() == 0;
        return born ? evidence.first() : last(evidence);
    }

    /// The last ledger whose factors are all numbers.
    static Ledger last(Evidence evidence) {
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
    static Chart depth(Evidence evidence, Verdict verdict) {
        return ofLayers("depth", "Depth profile", evidence, () -> {
            History history = evidence.history();
            Recent recent = Recent.of(history);
            List<DepthProfile.Row> rows =
                    DepthProfile.rows(history, layer -> forecast(evidence.forecast(), history, layer));
            Ledger ledger = ledger(evidence, verdict);
            double kept = known(ledger) ? ledger.keptPerLayer() : Double.NaN;
            return new DepthProfile(rows, pathless(evidence), kept, ledger.reach(), recent.words());
        });
    }

    /// The layers to which no path leads from the loss, so that they have no signal.
    private static List<String> pathless(Evidence evidence) {
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
    static Optional<DepthProfile.Band> forecast(Forecast forecast, History history, int layer) {
        List<String> names = history.layers();
        if (!(forecast instanceof Forecast.Predicted p)
                || p.layers().isEmpty()
                || !p.layers().getLast().path().equals(names.getLast())) return Optional.empty();
        double top = history.get(Field.SIGNAL, 0, names.size() - 1);
        return p.layers().stream()
                .filter(expected -> expected.path().equals(names.get(layer)))
                .map(LayerForecast::rmsFromTop)
                .filter(gain -> gain.isFinite() && Double.isFinite(top))
                .map(gain -> new DepthProfile.Band(top * gain.low(), top * gain.high()))
                .filter(band -> band.low() <= band.high())
                .findFirst();
    }

    /// The signal of every layer at every step.
    static Chart heatmap(Evidence evidence) {
        return ofLayers(
                "heatmap",
                "Signal by layer and step",
                evidence,
                () -> new Heatmap(Film.of(evidence.history(), Field.SIGNAL), pathless(evidence)));
    }

    /// How far each step moved each layer.
    static Chart updates(Evidence evidence) {
        return ofLayers(
                "updates", "Update size", evidence, () -> new UpdateRatios(Film.of(evidence.history(), Field.UPDATE)));
    }

    /// A chart with one row a layer.
    private static Chart ofLayers(String id, String title, Evidence evidence, Supplier<Drawing> drawing) {
        return new Chart(id, title, () -> {
            check(evidence);
            return drawing.get();
        });
    }

    private static void check(Evidence evidence) {
        if (evidence.layers().isEmpty()) throw new IllegalArgumentException("the network has no layer of weights");
        if (evidence.history().size() == 0) throw new IllegalArgumentException("no step was made");
    }

    private static List<Long> steps(History history) {
        return IntStream.range(0, history.size()).mapToObj(history::step).toList();
    }

    /// Some steps of a film as a table, the output layer first.
    static Table table(Film film, List<Integer> frames, BiFunction<Integer, Integer, String> cell) {
        List<Integer> shown = frames.stream().distinct().toList();
        List<String> head = new ArrayList<>(List.of("layer, output first"));
        for (int frame : shown) head.add("step " + film.steps().get(frame));
        List<Integer> layers =
                IntStream.range(0, film.layers().size()).boxed().toList().reversed();
        return Table.of(head, layers, layer -> {
            List<String> row = new ArrayList<>(List.of(film.layers().get(layer)));
            for (int frame : shown) row.add(cell.apply(frame, layer));
            return row;
        });
    }

    /// What weights, slopes and structure take of the signal.
    static Chart waterfall(Evidence evidence, Verdict verdict) {
        return new Chart(
                "waterfall",
                "Where the signal goes",
                () -> new Waterfall(ledger(evidence, verdict).hiddenHops()));
    }

    /// The state of every layer's units, first and last.
    static Chart saturation(Evidence evidence) {
        return ofLayers("saturation", "Units that are dead or flat", evidence, () -> Saturation.of(evidence.history()));
    }

    /// The loss on both parts of the data, and of every batch.
    static Chart loss(Evidence evidence) {
        return new Chart("loss", "Loss", () -> {
            List<Curves.Line> lines = new ArrayList<>(List.of(
                    score("train", Curves.Look.FIRST, evidence, Evidence.Score::trainLoss),
                    score("held out", Curves.Look.SECOND, evidence, Evidence.Score::testLoss)));
            List<Long> steps = steps(evidence.history());
            List<Integer> columns = Film.columns(steps.size());
            if (!steps.isEmpty()) {
                lines.addFirst(new Curves.Line(
                        "batch",
                        Curves.Look.RAW,
                        columns.stream().map(steps::get).toList(),
                        columns.stream().map(c -> evidence.history().loss(c)).toList()));
            }
            double last = evidence.score().testLoss(), best = evidence.constantLoss(), ratio = last / best;
            String reading =
                    "The loss should fall away from the dotted line, which a constant guess reaches without looking at its input. "
                            + "Held out, this run ends at " + Numbers.loss(last) + ", "
                            + (Double.isFinite(ratio) ? Numbers.percent(ratio) + " of" : "against")
                            + " the constant guess's " + Numbers.loss(best) + ".";
            return Curves.log(reading, lines, best, "constant guess");
        });
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
    static Chart metric(Evidence evidence, String metric) {
        String title = Character.toUpperCase(metric.charAt(0)) + metric.substring(1);
        return new Chart("metric", title, () -> {
            List<Curves.Line> lines = List.of(
                    score("train", Curves.Look.FIRST, evidence, Evidence.Score::trainMetric),
                    score("held out", Curves.Look.SECOND, evidence, Evidence.Score::testMetric));
            Evidence.Score last = evidence.score();
            String reading = "The " + metric + " is 1 when every answer is right. It ends at "
                    + Numbers.metric(last.trainMetric()) + " on the samples trained on and at "
                    + Numbers.metric(last.testMetric()) + " on those held out.";
            return new Curves(reading, 0, 1, false, lines, Double.NaN, "");
        });
    }

    /// Every arm of the experiment: control and sham, then cures, best first.
    static Chart ladder(Consultation consultation, String metric) {
        return new Chart("ladder", "Cures on trial", () -> new CureLadder(arms(consultation), metric));
    }

    /// The arms in the order shown: control, sham, accepted cures, the rest; better ones first.
    static List<Trial> arms(Consultation consultation) {
        return consultation.trials().stream()
                .sorted(Comparator.comparing(Trial::arm)
                        .thenComparing(t -> !t.accepted())
                        .thenComparingDouble(Trial::effect))
                .toList();
    }

    /// The signal before and after the cure. A terminal has the signal before it elsewhere.
    static Chart depthPair(Evidence before, Evidence after) {
        Chart pair = depthPair(Names.CURE, before, after);
        return new Chart(
                pair.id(),
                "Signal before and after",
                () -> onPage(pair.drawing().get()));
    }

    /// The signal of every layer in two trainings.
    static Chart depthPair(Names names, Evidence a, Evidence b) {
        return ofLayers("depth-pair", "Signal by layer", a, () -> wing(names, DepthPair.Wing.SIGNAL, a, b));
    }

    /// The spread of every layer's activations in two trainings.
    static Chart spreadPair(Names names, Evidence a, Evidence b) {
        Supplier<Drawing> pair = () -> onPage(wing(names, DepthPair.Wing.SPREAD, a, b));
        return ofLayers("spread-pair", "Spread of activations by layer", a, pair);
    }

    /// The same without a form for a terminal.
    private static Drawing onPage(Drawing drawing) {
        return (id, title) -> drawing.picture(id, title);
    }

    private static Drawing wing(Names names, DepthPair.Wing wing, Evidence a, Evidence b) {
        Field field = wing == DepthPair.Wing.SIGNAL ? Field.SIGNAL : Field.DEVIATION;
        return new DepthPair(names, wing, values(field, a), values(field, b));
    }

    private static List<DepthPair.Value> values(Field field, Evidence evidence) {
        check(evidence);
        History history = evidence.history();
        Recent recent = Recent.of(history);
        return IntStream.range(0, history.layers().size())
                .mapToObj(layer -> new DepthPair.Value(history.layers().get(layer), recent.mean(field, layer)))
                .toList();
    }

    /// The held-out loss before and after the cure.
    static Chart lossPair(Evidence before, Evidence after) {
        String reading = "Both trainings have the same data and seed; only the recipe's changed lines differ. ";
        Chart pair = lossPair(Names.CURE, reading, before, after);
        return new Chart(pair.id(), "Loss before and after", pair.drawing());
    }

    /// The held-out loss of two trainings, on one scale.
    ///
    /// @param reading how alike the two are, as a sentence with a space behind it
    static Chart lossPair(Names names, String reading, Evidence a, Evidence b) {
        return new Chart("loss-pair", "Held-out loss", () -> {
            double guess = a.constantLoss() == b.constantLoss() ? a.constantLoss() : Double.NaN;
            return Curves.log(
                    reading + "The held-out loss ends at " + ends(names, a, b, Evidence.Score::testLoss, Numbers::loss),
                    lines(names, a, b, Evidence.Score::testLoss),
                    guess,
                    "constant guess");
        });
    }

    /// The held-out metric of two trainings.
    static Chart metricPair(Names names, String metric, Evidence a, Evidence b) {
        return new Chart("metric-pair", "Held-out " + metric, () -> {
            String reading = "The " + metric + " is 1 when every answer is right. On samples held out it ends at "
                    + ends(names, a, b, Evidence.Score::testMetric, Numbers::metric);
            return new Curves(reading, 0, 1, false, lines(names, a, b, Evidence.Score::testMetric), Double.NaN, "");
        });
    }

    private static String ends(
            Names names, Evidence a, Evidence b, ToDoubleFunction<Evidence.Score> score, DoubleFunction<String> words) {
        return names.both(words.apply(score.applyAsDouble(a.score())), words.apply(score.applyAsDouble(b.score())))
                + ".";
    }

    private static List<Curves.Line> lines(
            Names names, Evidence a, Evidence b, ToDoubleFunction<Evidence.Score> score) {
        return List.of(score(names.a(), Curves.Look.OLD, a, score), score(names.b(), Curves.Look.SECOND, b, score));
    }

    /// The signal of every layer at every step of two trainings, side by side on the same steps and colours.
    static List<Chart> heatmaps(Names names, Evidence a, Evidence b) {
        return sides(
                "heatmap",
                "Signal by layer and step",
                Field.SIGNAL,
                names,
                a,
                b,
                (film, evidence, span) -> new Heatmap(film, pathless(evidence), span));
    }

    /// How far each step moved each layer of two trainings, side by side on the same axes.
    static List<Chart> updates(Names names, Evidence a, Evidence b) {
        return sides(
                "updates", "Update size", Field.UPDATE, names, a, b, (film, _, span) -> new UpdateRatios(film, span));
    }

    /// Draws one of two trainings on an axis that holds both.
    private interface Side {
        Drawing of(Film film, Evidence evidence, Span span);
    }

    private static List<Chart> sides(
            String id, String title, Field field, Names names, Evidence a, Evidence b, Side side) {
        Film first = Film.of(a.history(), field), second = Film.of(b.history(), field);
        Span span = Span.of(first, second);
        return List.of(
                ofLayers(id + "-a", title + ", " + names.a(), a, () -> side.of(first, a, span)),
                ofLayers(id + "-b", title + ", " + names.b(), b, () -> side.of(second, b, span)));
    }

    /// The layers, from the input to the output, by what they record when a network of this recipe is built.
    static Chart network(Evidence evidence) {
        return new Chart("network", "The network", () -> {
            List<DataFacts.Part> inputs = evidence.facts().sample();
            if (inputs.size() != 1)
                throw new IllegalArgumentException(
                        "a sample has " + inputs.size() + " inputs, and a recipe's layers one");
            Network network =
                    new Network(evidence.recipe().model(), evidence.recipe().seed());
            return new NetworkDiagram(
                    Outline.of(network.forward(inputs.getFirst().leaf(ROWS), true)));
        });
    }
}
