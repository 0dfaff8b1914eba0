package org.gradus.train;

import org.gradus.data.Dataset;
import org.gradus.data.Task;
import org.gradus.tensor.Shape;

/// Whether a network's output can say what its data ask for.
final class Fit {
    private Fit() {}

    /// Refuses an output that cannot.
    ///
    /// @param output the shape of the network's output for a batch
    /// @throws IllegalArgumentException with what to write
    static void check(Shape output, Dataset data) {
        Shape sample = data.train().sample();
        if (output.rank() > 2) {
            throw new IllegalArgumentException("model: expected one answer a sample, found one at each position, "
                    + output.row() + "; write `- flatten` before the first dense layer (in Java, new Flatten()), and"
                    + " it reads a sample " + sample + " as a row of " + sample.size() + " numbers");
        }
        Task task = data.task();
        int outputs = output.last();
        boolean fits = switch (task) {
            case Task.Classification c -> outputs >= c.classes() || outputs == 1 && c.classes() == 2;
            case Task.MultiLabel m -> outputs == m.outputs();
            case Task.Regression r -> outputs == r.outputs();
        };
        if (!fits) {
            throw new IllegalArgumentException(
                    "model: expected a last layer of " + task.outputs() + " outputs for this data, found " + outputs);
        }
    }
}
