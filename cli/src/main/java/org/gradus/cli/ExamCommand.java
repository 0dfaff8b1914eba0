package org.gradus.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.gradus.exam.Exam;
import org.gradus.exam.Preset;
import org.gradus.name.InputException;
import org.gradus.runs.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gradus exam`: tries the doctor on every preset, sick and healthy.
@Command(
        name = "exam",
        description = "Try the doctor on patients whose illness, or health, is known.",
        footerHeading = "%nExample:%n",
        footer = "  gradus exam --seeds=10")
final class ExamCommand implements Callable<Integer> {
    private final Gradus gradus;

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "3", description = "Seeds of each preset (default: 3).")
    private int seeds;

    ExamCommand(Gradus gradus) {
        this.gradus = gradus;
    }

    @Override
    public Integer call() {
        if (seeds < 1) throw new InputException("--seeds: expected at least 1, found " + seeds);
        int threads = Runtime.getRuntime().availableProcessors();
        List<Exam.Result> results = Exam.run(Preset.all(), seeds, threads);
        List<Exam.Result> wrong = results.stream().filter(r -> !r.right()).toList();
        if (gradus.json()) {
            gradus.print(Json.object(
                    "seeds", seeds, "right", results.size() - wrong.size(), "of", results.size(), "results", results));
        } else {
            Exam.summary(results).lines().forEach(gradus.terminal()::print);
        }
        return wrong.isEmpty() ? Gradus.DONE : Gradus.FAILED;
    }
}
