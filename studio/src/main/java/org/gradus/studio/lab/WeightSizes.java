package org.gradus.studio.lab;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.gradus.draw.Chart;
import org.gradus.draw.LinePlot;
import org.gradus.layer.Network;
import org.gradus.layer.Network.Parameter;
import org.gradus.runs.RunFolder;
import org.gradus.tensor.Tensor;

/// How large the weights of each layer were before the first step of a run, are at its last checkpoint, and how
/// far they have moved.
final class WeightSizes {
    private WeightSizes() {}

    /// @param network after a forward pass, when its parameters are known
    static Chart chart(RunFolder run, Network network) {
        return new Chart("weights", "Weights, initial and trained", () -> plot(run, network));
    }

    private static LinePlot plot(RunFolder run, Network network) {
        KeptWeights kept = KeptWeights.of(run);
        // a bias or a scale has one number a unit, and no size by which layers compare
        List<Parameter> weights = network.parameters().stream()
                .filter(p -> p.leaf().shape().rank() >= 2)
                .toList();
        List<Double> layers = IntStream.rangeClosed(1, weights.size())
                .mapToObj(i -> (double) i)
                .toList();
        List<LinePlot.Line> lines = List.of(
                line("difference", layers, weights, p -> moved(kept, p)),
                line("initial", layers, weights, p -> rootMeanSquare(p.initial().toDoubles())),
                line(
                        kept.when(),
                        layers,
                        weights,
                        p -> kept.of(p)
                                .map(now -> rootMeanSquare(now.toDoubles()))
                                .orElse(Double.NaN)));
        String reading =
                "How large the weights of each layer are, from the input on the left to the output, as root mean"
                        + " squares: as the recipe draws them, " + kept.when()
                        + ", and the difference of both. Where the difference is near 0, the layer has hardly learned.";
        return new LinePlot(
                reading,
                LinePlot.Across.linear("layer with weights, from the input", layers),
                LinePlot.Up.around(
                        "root mean square",
                        lines.stream().flatMap(l -> l.y().stream()).toList()),
                lines,
                List.of());
    }

    private static LinePlot.Line line(
            String name, List<Double> layers, List<Parameter> weights, ToDoubleFunction<Parameter> size) {
        return new LinePlot.Line(
                name, false, layers, weights.stream().map(size::applyAsDouble).toList());
    }

    private static double rootMeanSquare(double[] values) {
        return Math.sqrt(DoubleStream.of(values).map(v -> v * v).average().orElse(Double.NaN));
    }

    /// How large the difference from the first values is.
    private static double moved(KeptWeights kept, Parameter parameter) {
        double[] from = parameter.initial().toDoubles();
        return kept.of(parameter)
                .map(Tensor::toDoubles)
                .map(to -> rootMeanSquare(IntStream.range(0, from.length)
                        .mapToDouble(i -> to[i] - from[i])
                        .toArray()))
                .orElse(Double.NaN);
    }
}
