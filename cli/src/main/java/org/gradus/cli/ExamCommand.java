package org.gradus.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.gradus.exam.Exam;
import org.gradus.exam.Family;
import org.gradus.exam.Preset;
import org.gradus.exam.Trials;
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

    @Option(
            names = "--drawn",
            paramLabel = "N",
            defaultValue = "0",
            description = "Examine N drawn networks of each kind instead: sound ones, and with each fault planted.")
    private int drawn;

    @Option(
            names = "--family",
            paramLabel = "FAMILY",
            defaultValue = "TEST",
            description = "Which world they are drawn from, ${COMPLETION-CANDIDATES} (default: TEST).")
    private Family family = Family.TEST;

    ExamCommand(Gradus gradus) {
        this.gradus = gradus;
    }

    @Override
    public Integer call() {
        if (seeds < 1) throw new InputException("--seeds: expected at least 1, found " + seeds);
        if (drawn < 0) throw new InputException("--drawn: expected at least 0, found " + drawn);
        if (drawn > 0) return drawn();
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

    private int drawn() {
        List<Trials.Result> results =
                Trials.run(family, drawn, r -> gradus.terminal().tell(line(r)));
        List<Trials.Result> sound =
                results.stream().filter(r -> r.planted().isEmpty()).toList();
        List<Trials.Result> sick =
                results.stream().filter(Trials.Result::harmful).toList();
        long alarms = sound.stream().filter(r -> !r.right()).count();
        long found = sick.stream().filter(r -> !r.causes().isEmpty()).count();
        long named = sick.stream().filter(Trials.Result::right).count();
        if (gradus.json()) {
            gradus.print(Json.object("family", family.name(), "results", results));
        } else {
            gradus.terminal()
                    .print("harmful faults %d: found %d, cause named first %d; false alarms in %d of %d sound networks"
                            .formatted(sick.size(), found, named, alarms, sound.size()));
        }
        return Gradus.DONE;
    }

    private static String line(Trials.Result r) {
        String first = r.causes().isEmpty() ? "none" : r.causes().getFirst();
        boolean harmless = !r.planted().isEmpty() && !r.harmful();
        String mark = harmless ? "harmless" : r.right() ? "right" : "wrong";
        return "%-20s %-8s %-20s seed %d"
                .formatted(r.planted().isEmpty() ? "sound" : r.planted(), mark, first, r.seed());
    }
}
