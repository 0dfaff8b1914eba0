package org.gradus.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.gradus.exam.Calibration;
import org.gradus.exam.Card;
import org.gradus.exam.CardPage;
import org.gradus.exam.Exam;
import org.gradus.exam.Family;
import org.gradus.exam.Lines;
import org.gradus.exam.NoisyTrials;
import org.gradus.exam.Preset;
import org.gradus.exam.Repair;
import org.gradus.exam.Repairs;
import org.gradus.exam.Result;
import org.gradus.exam.SoundNetwork;
import org.gradus.exam.Trials;
import org.gradus.exam.World;
import org.gradus.name.InputException;
import org.gradus.runs.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gradus exam`: tries the doctor on every preset, sick and healthy, or on networks drawn at
/// random.
@Command(
        name = "exam",
        description = "Try the doctor on patients whose illness, or health, is known.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gradus exam --seeds=10",
            "  gradus exam --card=50 --healthy=300 --out=card.jsonl --page=docs/report-card.md",
            "  gradus exam --world=NOISY --card=10 --healthy=100 --pairs=20 --out=noisy.jsonl"
        })
final class ExamCommand implements Callable<Integer> {
    private final Gradus gradus;

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "3", description = "Seeds of each preset (default: 3).")
    private int seeds;

    @Option(
            names = {"--card", "--drawn"},
            paramLabel = "N",
            defaultValue = "0",
            description = "Make the report card instead, on N drawn networks with each fault planted.")
    private int card;

    @Option(
            names = "--healthy",
            paramLabel = "M",
            defaultValue = "-1",
            description = "Sound networks on the report card (default: 6 for each of N).")
    private int healthy;

    @Option(
            names = "--repairs",
            paramLabel = "K",
            defaultValue = "0",
            description = "Networks with each fault on the card that are treated, by the doctor and by chance.")
    private int repairs;

    @Option(
            names = "--family",
            paramLabel = "FAMILY",
            defaultValue = "TEST",
            description = "Which world they are drawn from, ${COMPLETION-CANDIDATES} (default: TEST).")
    private Family family = Family.TEST;

    @Option(
            names = "--world",
            paramLabel = "WORLD",
            defaultValue = "CLEAN",
            description = "What kind of data they have, ${COMPLETION-CANDIDATES} (default: CLEAN).")
    private World world = World.CLEAN;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            defaultValue = "0",
            description = "Networks of the noisy world with two faults at once; all are treated.")
    private int pairs;

    @Option(
            names = "--treated",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Networks of the noisy world with one fault that are treated, to see the verdict after trials.")
    private int treated;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "0",
            description = "Networks examined at once (default: one a processor).")
    private int threads;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Keep the card's results in a file, one JSON line each; what it holds is not done again.")
    private @Nullable Path out;

    @Option(names = "--page", paramLabel = "FILE", description = "Write the card as a Markdown page.")
    private @Nullable Path page;

    @Option(
            names = "--calibrate",
            paramLabel = "FILE",
            description = "Fit the odds of causes to the card's networks, and write them to a file.")
    private @Nullable Path calibrate;

    ExamCommand(Gradus gradus) {
        this.gradus = gradus;
    }

    @Override
    public Integer call() {
        if (seeds < 1) throw new InputException("--seeds: expected at least 1, found " + seeds);
        if (card < 0) throw new InputException("--card: expected at least 0, found " + card);
        if (threads < 0) throw new InputException("--threads: expected at least 0, found " + threads);
        if (repairs < 0) throw new InputException("--repairs: expected at least 0, found " + repairs);
        int at = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
        if (card > 0 || healthy > 0) return card(at);
        List<Exam.Result> results = Exam.run(Preset.all(), seeds, at);
        List<Exam.Result> wrong = results.stream().filter(r -> !r.right()).toList();
        if (gradus.json()) {
            gradus.print(Json.object(
                    "seeds", seeds, "right", results.size() - wrong.size(), "of", results.size(), "results", results));
        } else {
            Exam.summary(results).lines().forEach(gradus.terminal()::print);
        }
        return wrong.isEmpty() ? Gradus.DONE : Gradus.FAILED;
    }

    private int card(int at) {
        int sound = healthy < 0 ? 6 * card : healthy;
        List<Result> results;
        try (Lines<Result> lines = out == null ? Lines.nowhere(Result.class) : Lines.in(out, Result.class)) {
            results = world == World.NOISY ? noisy(sound, at, lines) : clean(sound, at, lines);
        }
        List<Repair> repaired = repairs == 0 ? List.of() : repairs(results, at);
        Card made = new Card(results);
        if (page != null) write("--page", page, CardPage.of(made, repaired, family));
        if (calibrate != null) write("--calibrate", calibrate, Calibration.lines(Calibration.fit(made, repaired)));
        if (gradus.json()) gradus.print(Json.object("family", family.name(), "results", results, "repairs", repaired));
        else gradus.terminal().print(made.sentence());
        return Gradus.DONE;
    }

    private List<Result> clean(int sound, int at, Lines<Result> lines) {
        return new Trials(family)
                .run(card, sound, at, lines, r -> gradus.terminal().tell(line(r)));
    }

    private List<Result> noisy(int sound, int at, Lines<Result> lines) {
        try (Lines<SoundNetwork> networks =
                out == null ? Lines.nowhere(SoundNetwork.class) : Lines.in(beside(out, "-sound"), SoundNetwork.class)) {
            return new NoisyTrials(family, networks)
                    .run(
                            new NoisyTrials.Size(sound, card, pairs, treated),
                            at,
                            lines,
                            r -> gradus.terminal().tell(line(r)));
        }
    }

    private List<Repair> repairs(List<Result> results, int at) {
        try (Lines<Repair> lines =
                out == null ? Lines.nowhere(Repair.class) : Lines.in(beside(out, "-repairs"), Repair.class)) {
            return new Repairs(family)
                    .run(results, repairs, at, lines, r -> gradus.terminal().tell(line(r)));
        }
    }

    /// Where more is kept: `card-repairs.jsonl` beside `card.jsonl`.
    private static Path beside(Path out, String what) {
        String name = out.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String base = dot < 0 ? name : name.substring(0, dot), end = dot < 0 ? "" : name.substring(dot);
        return out.resolveSibling(base + what + end);
    }

    private static String line(Repair r) {
        return "%-20s treated   %-8s %-20s %4d   chance: %s"
                .formatted(
                        r.planted(),
                        r.doctorRepaired() ? "repaired" : "sick",
                        r.remedy(),
                        r.number(),
                        r.randomRepaired() ? "repaired" : "sick");
    }

    private static void write(String option, Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new InputException(option + ": " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static String line(Result r) {
        boolean harmless = !r.sound() && !r.harmful();
        String mark = harmless ? "harmless" : r.right() ? "right" : "wrong";
        return "%-20s %-9s %-8s %-20s %4d   %.1f + %.1f s"
                .formatted(
                        r.sound() ? "sound" : r.planted(),
                        r.kind(),
                        mark,
                        r.first(),
                        r.number(),
                        r.training(),
                        r.verdict());
    }
}
