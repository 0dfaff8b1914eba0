package org.gradus.bench;

import java.util.List;
import org.gradus.name.InputException;
import org.gradus.runs.JsonReader;
import org.gradus.speed.Load;

/// What `gradus bench --json` of some build prints, as far as it is used here.
public record Printed(List<Network> networks) {
    /// All that was timed of a network, on each number of threads.
    public record Network(List<Timed> timed) {}

    /// Steps on some threads.
    ///
    /// @param load what else went on
    public record Timed(Load load, List<Step> steps) {
        /// The step with someone looking on.
        Step step(String watch) {
            return steps.stream()
                    .filter(s -> s.watch().equals(watch))
                    .findFirst()
                    .orElseThrow(() -> new InputException("no steps were timed with " + watch));
        }
    }

    /// Steps with someone looking on.
    ///
    /// @param watch who; `plain` is no one
    /// @param median in microseconds
    /// @param ratio their mean over that of the plain steps
    /// @param allocated bytes that a step allocates
    /// @param inSession bytes that the hungriest of its plans allocates
    public record Step(String watch, double median, double ratio, long allocated, long inSession) {}

    /// Reads what was printed of a single network on a single number of threads.
    ///
    /// @throws InputException when it is anything else
    static Timed single(String json) {
        List<Timed> all = JsonReader.read(json, Printed.class, "gradus bench").networks().stream()
                .flatMap(n -> n.timed().stream())
                .toList();
        if (all.size() == 1) return all.getFirst();
        throw new InputException("gradus bench: expected one network on one number of threads, found " + all.size());
    }
}
