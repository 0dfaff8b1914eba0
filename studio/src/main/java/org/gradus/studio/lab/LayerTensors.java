package org.gradus.studio.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
            List<State> states = own.stream().flatMap(p -> states(p, kept)).toList();
            out.open("div", "class", "scroll").raw(statistics(states)).close().open("div", "class", "pictures");
            for (Parameter p : own)
                plots(
                        out,
                        p.path(),
                        states.stream().filter(s -> s.path().equals(p.path())).toList());
            out.close();
        }
        out.close();
    }

    private static Stream<State> states(Parameter parameter, Optional<KeptWeights> kept) {
        State initial = new State(parameter.path(), "initial", parameter.initial());
        return Stream.concat(
                Stream.of(initial),
                kept.stream()
                        .flatMap(k -> k.of(parameter).stream().map(now -> new State(parameter.path(), k.when(), now))));
    }

    private static String statistics(List<State> states) {
        List<String> head = List.of("tensor", "when", "shape", "mean", "deviation", "smallest", "largest", "exactly 0");
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
    private static void plots(Markup out, String path, List<State> states) {
        if (states.getFirst().tensor().shape().rank() < 2) return;
        double most = states.stream().mapToDouble(State::most).max().orElse(0);
        List<State> shown = new ArrayList<>(states);
        if (states.size() == 2) shown.add(new State(path, "learned", difference(states.getFirst(), states.getLast())));
        for (int i = 0; i < shown.size(); i++) {
            State state = shown.get(i);
            double scale = i < 2 ? most : state.most();
            String id = "tensor-" + path.replace('/', '-') + "-" + (i + 1);
            out.raw(new Chart(id, path + ", " + state.when(), () -> plot(state.tensor(), scale))
                    .column()
                    .toHtml());
        }
    }

    private static Tensor difference(State from, State to) {
        double[] before = from.tensor().toDoubles(), after = to.tensor().toDoubles();
        Arrays.setAll(after, i -> after[i] - before[i]);
        return Tensor.of(to.tensor().shape(), after);
    }

    private static TensorPlot plot(Tensor tensor, double most) {
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
        String reading =
                "Bright is positive, dark is negative, and grey is about 0; a stripe is an input or a unit that"
                        + " differs from the others." + part;
        return new TensorPlot(reading, "inputs", "units", values, most);
    }
}
