package org.gradus.studio.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.gradus.draw.Chart;
import org.gradus.draw.Markup;
import org.gradus.draw.Numbers;
import org.gradus.draw.Table;
import org.gradus.draw.TensorPlot;
import org.gradus.layer.Network;
import org.gradus.layer.Network.Parameter;
import org.gradus.name.Shown;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// The parameters of one layer: their statistics, and the weights as colours; of a run both as they were drawn before
/// its first step and as they are now.
final class LayerTensors {
    /// The most rows and columns that are drawn; of a larger matrix these are shown.
    private static final int MOST = 256;

    private static final String
            SIGNS =
                    "Bright is positive, dark is negative, and grey is about 0. A stripe is an input or"
                            + " a unit whose weights differ from the others'.",
            MOVED =
                    "How far each weight has moved from where the recipe drew it: what is grey has hardly learned. A"
                            + " column of one colour is a unit to which all inputs have taught the same.";

    private LayerTensors() {}

    /// A parameter's numbers at one time.
    ///
    /// @param when in words
    private record State(String path, String when, Tensor tensor) {
        double[] finite() {
            return Arrays.stream(tensor.toDoubles()).filter(Double::isFinite).toArray();
        }

        double most() {
            return DoubleStream.of(finite()).map(Math::abs).max().orElse(0);
        }
    }

    /// @param layer the name of a block of the drawing, such as `dense2`
    /// @param network after a forward pass, when its parameters are known
    /// @param kept what a run has kept of them; empty where there is none
    static void write(Markup out, String layer, Network network, Optional<KeptWeights> kept) {
        out.open("section", "class", "panel", "id", "tensors", "aria-label", "parameters");
        out.element("h2", "Parameters of " + Shown.brief(layer));
        List<Parameter> own = network.parameters().stream()
                .filter(p -> p.path().startsWith(layer + "/"))
                .toList();
        if (own.isEmpty()) out.element("p", "No layer of this network has this name and parameters.", "class", "soft");
        else {
            List<List<State>> all = own.stream().map(p -> states(p, kept)).toList();
            List<State> told = all.stream().flatMap(List::stream).toList();
            out.open("div", "class", "scroll").raw(statistics(told)).close().open("div", "class", "pictures");
            all.forEach(states -> plots(out, states));
            out.close();
        }
        out.close();
    }

    /// A parameter as it was drawn, and as it is now where that was kept.
    private static List<State> states(Parameter parameter, Optional<KeptWeights> kept) {
        List<State> states = new ArrayList<>();
        states.add(new State(parameter.path(), "initial", parameter.initial()));
        for (KeptWeights k : kept.stream().toList())
            k.of(parameter).ifPresent(now -> states.add(new State(parameter.path(), k.when(), now)));
        return states;
    }

    private static String statistics(List<State> states) {
        List<String> head =
                List.of("tensor", "when", "shape", "mean", "standard deviation", "smallest", "largest", "exactly 0");
        return Table.of(head, states, LayerTensors::row).toHtml();
    }

    private static List<String> row(State state) {
        double[] all = state.tensor().toDoubles(), finite = state.finite();
        double mean = DoubleStream.of(finite).average().orElse(Double.NaN);
        double squares = DoubleStream.of(finite)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElse(Double.NaN);
        long zeros = DoubleStream.of(all).filter(v -> v == 0).count();
        String odd = finite.length == all.length ? "" : ", " + (all.length - finite.length) + " not finite";
        return List.of(
                state.path(),
                state.when(),
                state.tensor().shape() + odd,
                Numbers.of(mean),
                Numbers.of(Math.sqrt(squares)),
                Numbers.of(DoubleStream.of(finite).min().orElse(Double.NaN)),
                Numbers.of(DoubleStream.of(finite).max().orElse(Double.NaN)),
                Shown.count(zeros) + " of " + Shown.count(all.length));
    }

    /// A matrix at each of its times in the same colours, and what it has learned in between; what has one number a
    /// unit is told by its statistics.
    private static void plots(Markup out, List<State> states) {
        State first = states.getFirst();
        if (first.tensor().shape().rank() < 2) return;
        double most = states.stream().mapToDouble(State::most).max().orElse(0);
        for (State state : states) plot(out, state, most, SIGNS);
        if (states.size() == 1) return;
        State learned = new State(first.path(), "learned", difference(first, states.getLast()));
        plot(out, learned, learned.most(), MOVED);
    }

    private static void plot(Markup out, State state, double most, String reading) {
        String id = "tensor-" + (state.path() + "-" + state.when()).replaceAll("[^A-Za-z0-9]+", "-");
        Chart chart = new Chart(id, state.path() + ", " + state.when(), () -> plot(state.tensor(), most, reading));
        out.raw(chart.column().toHtml());
    }

    private static Tensor difference(State from, State to) {
        double[] before = from.tensor().toDoubles(), after = to.tensor().toDoubles();
        Arrays.setAll(after, i -> after[i] - before[i]);
        return Tensor.of(to.tensor().shape(), after);
    }

    private static TensorPlot plot(Tensor tensor, double most, String reading) {
        Shape shape = tensor.shape();
        int columns = shape.last(), rows = tensor.size() / Math.max(1, columns);
        int wide = Math.min(MOST, columns), high = Math.min(MOST, rows);
        List<List<Double>> values = new ArrayList<>();
        for (int r = 0; r < high; r++) {
            int at = r * columns;
            values.add(
                    IntStream.range(0, wide).mapToObj(c -> tensor.get(at + c)).toList());
        }
        String part = wide == columns && high == rows
                ? ""
                : " The first " + high + " of " + rows + " rows and " + wide + " of " + columns + " columns are shown.";
        return new TensorPlot(reading + part, "inputs", "units", values, most);
    }
}
