package org.gradus.studio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.gradus.draw.Chart;
import org.gradus.draw.Curves;
import org.gradus.draw.LinePlot;
import org.gradus.draw.Markup;
import org.gradus.draw.Numbers;
import org.gradus.draw.Spread;
import org.gradus.name.Shown;
import org.gradus.probe.Field;
import org.gradus.probe.History;
import org.gradus.probe.Measure;
import org.gradus.probe.Vitals;
import org.gradus.studio.lab.KeptWeights;
import org.gradus.studio.web.Refused;
import org.gradus.studio.web.Request;
import org.gradus.tensor.Tensor;

/// The layers of a run as a list, and of those that are pinned what was measured of them at every step, and how their
/// weights are spread now.
final class LayerDetails {
    /// The most layers that are pinned, and the points of a line and the bins of a histogram.
    private static final int PINS = 4, POINTS = 200, BINS = 41;

    private LayerDetails() {}

    /// @param request whose `layer` names the layers that are pinned, by their number from the input side, with commas
    static void write(Markup out, Recorded run, History history, Request request) {
        List<String> layers = history.layers();
        List<Integer> pinned = pinned(request, layers.size());
        RunAddress here = RunAddress.of(run, request);
        out.open("section", "id", "layers").element("h2", "Layer by layer").open("p", "class", "pins");
        for (int i = layers.size(); i >= 1; i--) {
            boolean on = pinned.contains(i);
            String signal = Numbers.of(history.get(Field.SIGNAL, history.size() - 1, i - 1));
            out.element(
                    "a",
                    layers.get(i - 1) + " " + signal,
                    "class",
                    on ? "pin on" : "pin",
                    "href",
                    here.with("layer", toggled(pinned, i)) + "#layers",
                    "data-layer",
                    layers.get(i - 1),
                    "aria-current",
                    on ? "true" : "",
                    "title",
                    on ? "unpin" : "pin this layer");
        }
        out.close();
        if (pinned.isEmpty())
            out.element(
                    "p",
                    "Pin up to four layers to see their gradients, updates, activations and weights.",
                    "class",
                    "soft");
        for (int layer : pinned) details(out, run, history, layer);
        out.close();
    }

    private static List<Integer> pinned(Request request, int layers) {
        List<Integer> pinned = new ArrayList<>();
        for (String number : request.value("layer").split(",")) {
            if (number.isEmpty()) continue;
            int layer = number.matches("\\d{1,4}") ? Integer.parseInt(number) : 0;
            if (layer < 1 || layer > layers)
                throw Refused.bad("layer: expected numbers from 1 to " + layers + ", found " + Shown.brief(number));
            if (!pinned.contains(layer)) pinned.add(layer);
        }
        return pinned.size() > PINS ? pinned.subList(pinned.size() - PINS, pinned.size()) : pinned;
    }

    /// The layers that are pinned as an address names them, with one more.
    static String pinned(Request request, int layers, int more) {
        List<Integer> pinned = pinned(request, layers);
        return pinned.contains(more) ? request.value("layer") : toggled(pinned, more);
    }

    private static String toggled(List<Integer> pinned, int layer) {
        List<Integer> next = new ArrayList<>(pinned);
        if (!next.removeIf(i -> i == layer)) next.add(layer);
        return String.join(",", next.stream().map(String::valueOf).toList());
    }

    private static void details(Markup out, Recorded run, History history, int number) {
        int layer = number - 1;
        String name = history.layers().get(layer);
        out.element("h3", name).open("div", "class", "pair");
        out.raw(norms(history, layer, name).picture().toHtml());
        out.raw(units(history, layer, name).picture().toHtml());
        out.raw(spread(history, Vitals.ACTIVATION, layer, "Activations")
                .picture()
                .toHtml());
        out.raw(spread(history, Vitals.SIGNAL, layer, "Error signals").picture().toHtml());
        out.close();
        out.raw(weights(run, name).picture().toHtml());
        String lab = "/graph?run=" + Request.encoded(run.id()) + "&layer=" + Request.encoded(name);
        out.open("p")
                .element("a", "Its weights as colours, and what they have learned", "href", lab)
                .close();
    }

    private static Chart norms(History history, int layer, String name) {
        return new Chart(
                "norms-" + layer,
                "Gradient, weights and step",
                () -> Curves.log(
                        "How large the gradient of " + name
                                + " is, its weights, and the part of them that a step changes."
                                + " Where the step is below a thousandth of the weights, the layer hardly learns; it is "
                                + Numbers.of(history.get(Field.UPDATE, history.size() - 1, layer)) + " of them now.",
                        List.of(
                                line("weights", Curves.Look.OLD, history, i -> history.get(Field.WEIGHT, i, layer)),
                                line("step", Curves.Look.FIRST, history, i -> history.get(Field.UPDATE, i, layer)),
                                line(
                                        "gradient",
                                        Curves.Look.SECOND,
                                        history,
                                        i -> history.get(Field.GRADIENT, i, layer))),
                        Double.NaN,
                        ""));
    }

    private static Chart units(History history, int layer, String name) {
        return new Chart(
                "units-" + layer,
                "Activations and slope",
                () -> Curves.log(
                        "How far the activations of " + name
                                + " are spread, and the slope of its activation where they stand,"
                                + " as a part of the steepest there is. Spread "
                                + Numbers.of(history.get(Field.DEVIATION, history.size() - 1, layer)) + " and slope "
                                + Numbers.of(history.get(Field.SLOPE, history.size() - 1, layer)) + " now.",
                        List.of(
                                line("spread", Curves.Look.FIRST, history, i -> history.get(Field.DEVIATION, i, layer)),
                                line("slope", Curves.Look.SECOND, history, i -> history.get(Field.SLOPE, i, layer))),
                        Double.NaN,
                        ""));
    }

    /// How the activations of a layer, or what comes back to it, are spread at each step.
    ///
    /// @param tensor what their tensors are called before the name of their layer
    private static Chart spread(History history, String tensor, int layer, String title) {
        String name = history.layers().get(layer);
        boolean back = tensor.equals(Vitals.SIGNAL);
        return new Chart("spread-" + (back ? "signal-" : "activation-") + layer, title, () -> {
            int place = history.tensors().indexOf(tensor + name);
            if (place < 0) throw new IllegalArgumentException("they were not recorded");
            List<Spread.Moment> moments = frames(history).stream()
                    .map(i -> new Spread.Moment(
                            history.step(i),
                            history.get(Measure.SMALLEST, i, place),
                            history.get(Measure.MEAN, i, place),
                            history.get(Measure.DEVIATION, i, place),
                            history.get(Measure.LARGEST, i, place)))
                    .toList();
            Spread.Moment last = moments.getLast();
            String what = back ? "What comes back to " + name + " of the loss, dL/dz," : "What " + name + " gives";
            String reading = what + " at each step, over the samples of its batch and its units. At step " + last.step()
                    + " it lies between " + Numbers.of(last.smallest()) + " and " + Numbers.of(last.largest())
                    + ", and deviates by " + Numbers.of(last.deviation()) + " from " + Numbers.of(last.mean()) + ".";
            return new Spread(reading, title, back, moments);
        });
    }

    /// The frames at which lines have points.
    private static List<Integer> frames(History history) {
        int size = history.size(), points = Math.min(size, POINTS);
        return IntStream.range(0, points)
                .mapToObj(i -> (int) ((i + 1L) * size / points) - 1)
                .toList();
    }

    private static Curves.Line line(String name, Curves.Look look, History history, ToDoubleFunction<Integer> value) {
        List<Integer> frames = frames(history);
        return new Curves.Line(
                name,
                look,
                frames.stream().map(history::step).toList(),
                frames.stream().map(value::applyAsDouble).toList());
    }

    /// How the weights of a layer are spread at the last checkpoint.
    private static Chart weights(Recorded run, String name) {
        return new Chart("weights-" + name.replaceAll("[^A-Za-z0-9]+", "-"), "Weights", () -> {
            Tensor weight = KeptWeights.of(run.folder()).tensors().entrySet().stream()
                    .filter(e -> e.getKey().startsWith(name + "/")
                            && e.getValue().shape().rank() >= 2)
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no weights of it are kept"));
            return histogram(weight.toDoubles());
        });
    }

    private static LinePlot histogram(double[] values) {
        double most = 0, squares = 0;
        for (double v : values) {
            if (Double.isFinite(v)) most = Math.max(most, Math.abs(v));
            squares += v * v;
        }
        if (most == 0) most = 1;
        double[] counts = new double[BINS];
        int zeros = 0, none = 0;
        for (double v : values) {
            if (!Double.isFinite(v)) none++;
            else counts[(int) Math.min(BINS - 1, (v + most) / (2 * most) * BINS)]++;
            if (v == 0) zeros++;
        }
        List<Double> x = new ArrayList<>(), share = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            x.add(-most + 2 * most * (i + 0.5) / BINS);
            share.add(100 * counts[i] / values.length);
        }
        String reading = "Which weights there are: the height is the share of all " + values.length
                + " in each of " + BINS + " equal intervals. Their root mean square is "
                + Numbers.of(Math.sqrt(squares / values.length)) + ", " + zeros + " are exactly 0 and " + none
                + " are not finite.";
        return new LinePlot(
                reading,
                LinePlot.Across.linear("weight", x),
                LinePlot.Up.around("% of the weights", share),
                List.of(new LinePlot.Line("weights", false, x, share)),
                List.of(new LinePlot.Upright("0", 0)));
    }
}
