package org.gradus.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.gradus.exam.Calibration;
import org.gradus.exam.Card;
import org.gradus.exam.CardPage;
import org.gradus.exam.Exam;
import org.gradus.exam.Family;
import org.gradus.exam.Lines;
import org.gradus.exam.NoisyPage;
import org.gradus.exam.NoisyTrials;
import org.gradus.exam.Repair;
import org.gradus.exam.Repairs;
import org.gradus.exam.Result;
import org.gradus.exam.SoundNetwork;
import org.gradus.exam.SoundNetworks;
import org.gradus.exam.Trials;
import org.gradus.exam.World;
import org.gradus.name.InputException;
import org.gradus.preset.Preset;
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
            "  gradus exam --world=NOISY --card=10 --healthy=100 --pairs=20 --repairs=2 --out=noisy.jsonl"
        })
final class ExamCommand implements Callable<Integer> {
    /// More networks than an examiner has years for.
    private static final int MOST = 10_000;

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
            description = "Networks with each fault on the card that are treated, by the doctor and by random search.")
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
            description = "Networks of the noisy world with two faults at once; all of them are treated.")
    private int pairs;

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

    @Option(
            names = "--also",
            paramLabel = "FILE",
            description = "The results of another card, to which --calibrate fits the odds, too.")
    private @Nullable Path also;

    ExamCommand(Gradus gradus) {
        this.gradus = gradus;
    }

    @Override
    public Integer call() {
        within("--seeds", 1, seeds);
        within("--card", 0, card);
        within("--healthy", -1, healthy);
        within("--repairs", 0, repairs);
        within("--pairs", 0, pairs);
        int at = Threads.checked(threads == 0 ? Runtime.getRuntime().availableProcessors() : threads);
        if (card > 0 || healthy > 0 || pairs > 0) return card(at);
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

    private static void within(String option, int least, int value) {
        if (value >= least && value <= MOST) return;
        throw new InputException(option + ": expected " + Math.max(0, least) + " to " + MOST + ", found " + value);
    }

    private int card(int at) {
        int sound = healthy < 0 ? 6 * card : healthy;
        try (Lines<Result> lines = lines("", Result.class);
                Lines<SoundNetwork> drawn = lines("-sound", SoundNetwork.class);
                Lines<Repair> treated = lines("-repairs", Repair.class)) {
            SoundNetworks networks = new SoundNetworks(family, drawn);
            Card made = world == World.NOISY
                    ? noisy(sound, at, lines, networks, treated)
                    : clean(sound, at, lines, treated);
            if (page != null) Gradus.write(page, page(made, networks));
            if (calibrate != null) Gradus.write(calibrate, Calibration.lines(Calibration.fit(both(made))));
            if (gradus.json()) gradus.print(json(made));
            else gradus.terminal().print(made.sentence());
        }
        return Gradus.DONE;
    }

    /// What odds are fitted to.
    private Card both(Card made) {
        if (also == null) return made;
        if (!Files.exists(also)) throw new InputException("--also: " + also + " does not exist");
        try (Lines<Result> others = Lines.in(also, Result.class)) {
            List<Result> all = new ArrayList<>(made.results());
            all.addAll(others.found());
            return new Card(all, made.repairs());
        }
    }

    private Map<String, Object> json(Card made) {
        return Json.object("family", family.name(), "results", made.results(), "repairs", made.repairs());
    }

    private String page(Card made, SoundNetworks networks) {
        return world == World.NOISY ? NoisyPage.of(made, networks.all(), family) : CardPage.of(made, family);
    }

    private Card clean(int sound, int at, Lines<Result> lines, Lines<Repair> treated) {
        List<Result> results = new Trials(family).run(card, sound, at, lines, this::tell);
        return new Card(results, Repairs.clean(family).run(results, repairs, at, treated, this::tell));
    }

    private Card noisy(int sound, int at, Lines<Result> lines, SoundNetworks networks, Lines<Repair> treated) {
        NoisyTrials.Size size = new NoisyTrials.Size(sound, card, pairs);
        List<Result> results = new NoisyTrials(family, networks).run(size, at, lines, this::tell);
        return new Card(results, Repairs.noisy(family, networks).run(results, repairs, at, treated, this::tell));
    }

    private void tell(Result r) {
        gradus.terminal().tell(line(r));
    }

    private void tell(Repair r) {
        gradus.terminal().tell(line(r));
    }

    /// Where results of a kind are kept: `card-repairs.jsonl` beside `card.jsonl`.
    private <T extends Record> Lines<T> lines(String what, Class<T> type) {
        if (out == null) return Lines.nowhere(type);
        String name = out.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String base = dot < 0 ? name : name.substring(0, dot), end = dot < 0 ? "" : name.substring(dot);
        return Lines.in(out.resolveSibling(base + what + end), type);
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
