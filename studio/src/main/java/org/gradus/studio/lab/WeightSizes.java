package org.gradus.studio.lab;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.gradus.draw.Chart;
import org.gradus.draw.LinePlot;
import org.gradus.layer.Network;
import org.gradus.layer.Network.Parameter;
import org.gradus.model.Model;
import org.gradus.name.InputException;
import org.gradus.name.Shown;
import org.gradus.runs.RunFolder;
import org.gradus.tensor.Tensor;
import org.gradus.train.Checkpoint;

/// How large the weights of each layer were before the first step of a run, are at its last checkpoint, and how far
/// they
/// have moved.
final class WeightSizes {
    private WeightSizes() {}

    /// The weights that a run has kept. What it has none of, or of another shape, has no size.
    ///
    /// @param when in words
    private record Kept(String when, Map<String, Tensor> tensors) {
        static Kept of(RunFolder run) {
            if (Files.isRegularFile(run.file(RunFolder.CHECKPOINT))) {
                Checkpoint checkpoint = Checkpoint.read(run.file(RunFolder.CHECKPOINT));
                return new Kept("after step " + Shown.count(checkpoint.step()), checkpoint.tensors());
            }
            if (Files.isRegularFile(run.file(RunFolder.MODEL)))
                return new Kept(
                        "in its model", Model.read(run.file(RunFolder.MODEL)).weights());
            throw new InputException("the run has kept neither a checkpoint nor a model");
        }

        double size(Parameter parameter) {
            return now(parameter).map(now -> rootMeanSquare(now.toDoubles())).orElse(Double.NaN);
        }

        /// How large the difference from the first values is.
        double moved(Parameter parameter) {
            double[] from = parameter.initial().toDoubles();
            return now(parameter)
                    .map(Tensor::toDoubles)
                    .map(to -> rootMeanSquare(IntStream.range(0, from.length)
                            .mapToDouble(i -> to[i] - from[i])
                            .toArray()))
                    .orElse(Double.NaN);
        }

        private Optional<Tensor> now(Parameter parameter) {
            return Optional.ofNullable(tensors.get(parameter.path()))
                    .filter(t -> t.shape().equals(parameter.leaf().shape()));
        }
    }

    /// @param network after a forward pass, when its parameters are known
    static Chart chart(RunFolder run, Network network) {
        return new Chart("weights", "Weights, initial and trained", () -> plot(run, network));
    }

    private static LinePlot plot(RunFolder run, Network network) {
        Kept kept = Kept.of(run);
        // a bias or a scale has one number a unit, and no size by which layers compare
        List<Parameter> weights = network.parameters().stream()
                .filter(p -> p.leaf().shape().rank() >= 2)
                .toList();
        List<Double> layers = IntStream.rangeClosed(1, weights.size())
                .mapToObj(i -> (double) i)
                .toList();
        List<LinePlot.Line> lines = List.of(
                line("difference", layers, weights, kept::moved),
                line("initial", layers, weights, p -> rootMeanSquare(p.initial().toDoubles())),
                line(kept.when(), layers, weights, kept::size));
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
}
