package org.gradus.runs;

import java.nio.file.Files;
import java.util.Optional;
import org.gradus.train.Ending;

/// What `result.json` says: how a training ended. It is there once the training has ended.
///
/// @param steps how many steps were made
/// @param seconds how long they took, all parts of a resumed training together
/// @param metric what the metric is: `accuracy` or `R²`, see [org.gradus.data.Task#metric]
/// @param trainLoss the mean loss on the samples trained on
/// @param trainMetric the metric on them
/// @param testLoss the mean loss on the held-out samples; NaN when there are none
/// @param testMetric the metric on them; NaN when there are none
/// @param stopped why it broke off: the first operation that gave a number that is not finite
/// @param ending how it ended, if it might have stopped early; losses and metrics are then those of the best epoch
public record RunResult(
        long steps,
        double seconds,
        String metric,
        double trainLoss,
        double trainMetric,
        double testLoss,
        double testMetric,
        Optional<String> stopped,
        Optional<Ending> ending) {
    private static final String FILE = "result.json";

    /// The result of a run, if it has ended.
    public static Optional<RunResult> read(RunFolder run) {
        if (!Files.isRegularFile(run.file(FILE))) return Optional.empty();
        return Optional.of(JsonReader.read(run.read(FILE), RunResult.class, run.id() + "/" + FILE));
    }

    public void write(RunFolder run) {
        run.write(FILE, Json.write(this));
    }
}
