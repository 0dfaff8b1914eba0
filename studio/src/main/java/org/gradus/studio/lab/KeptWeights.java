package org.gradus.studio.lab;

import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import org.gradus.layer.Network.Parameter;
import org.gradus.model.Model;
import org.gradus.name.InputException;
import org.gradus.name.Shown;
import org.gradus.runs.RunFolder;
import org.gradus.tensor.Tensor;
import org.gradus.train.Checkpoint;

/// The weights that a run has kept: of its last checkpoint, or else of its model.
///
/// @param when they were so, in words
/// @param tensors by path
public record KeptWeights(String when, Map<String, Tensor> tensors) {
    /// @throws InputException when it has kept none, or they cannot be read
    public static KeptWeights of(RunFolder run) {
        if (Files.isRegularFile(run.file(RunFolder.CHECKPOINT))) {
            Checkpoint checkpoint = Checkpoint.read(run.file(RunFolder.CHECKPOINT));
            return new KeptWeights("after step " + Shown.count(checkpoint.step()), checkpoint.tensors());
        }
        if (Files.isRegularFile(run.file(RunFolder.MODEL)))
            return new KeptWeights(
                    "in its model", Model.read(run.file(RunFolder.MODEL)).weights());
        throw new InputException("the run has kept neither a checkpoint nor a model");
    }

    /// What was kept of a parameter; empty where it is none, or has another shape.
    Optional<Tensor> of(Parameter parameter) {
        return Optional.ofNullable(tensors.get(parameter.path()))
                .filter(t -> t.shape().equals(parameter.leaf().shape()));
    }
}
