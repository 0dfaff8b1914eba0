package org.gradus.studio.lab;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

/// How large the weights of each layer were before the first step of a run, and are at its last checkpoint.
final class WeightSizes {
    private WeightSizes() {}

    /// The weights that a run has kept.
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

        /// Not a number where it has none of this name.
        double size(Parameter parameter) {
            return Optional.ofNullable(tensors.get(parameter.path()))
                    .map(WeightSizes::size)
                    .orElse(Double.NaN);
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
        List<Double> initial = weights.stream().map(p -> size(p.initial())).toList(),
                now = weights.stream().map(kept::size).toList();
        List<Double> layers = IntStream.rangeClosed(1, weights.size())
                .mapToObj(i -> (double) i)
                .toList();
        List<Double> all = Stream.concat(initial.stream(), now.stream()).toList();
        String reading = "How large the weights of each layer are, from the input on the left to the output: the root"
                + " mean square as the recipe draws them, and " + kept.when()
                + ". Layers whose two signs stand on each other have hardly learned.";
        return new LinePlot(
                reading,
                LinePlot.Across.linear("layer with weights, from the input", layers),
                LinePlot.Up.around("root mean square", all),
                List.of(
                        new LinePlot.Line("initial", false, layers, initial),
                        new LinePlot.Line(kept.when(), false, layers, now)),
                List.of());
    }

    private static double size(Tensor weight) {
        return Math.sqrt(
                DoubleStream.of(weight.toDoubles()).map(w -> w * w).average().orElse(Double.NaN));
    }
}
