package org.gradus.bench;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gradus.run.Roofline;
import org.gradus.speed.Limits;
import org.gradus.speed.Machine;
import org.gradus.speed.Mlp;
import org.gradus.speed.Times;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Gradus beside other libraries, in one run on one machine; prints tables in Markdown.
@Command(
        name = "bench/run peers",
        mixinStandardHelpOptions = true,
        subcommands = {Grid.class, Predictions.class},
        description = "Times training steps of several libraries in turns, and prints tables in Markdown.")
final class Peers implements Callable<Integer> {
    private static final String NONE = "–";

    private static final List<String> COLUMNS = List.of(
            "library",
            "threads",
            "µs a step",
            "rounds",
            "best step",
            "Gradus takes",
            "of floor",
            "of own 1 thread",
            "observed µs",
            "observing costs",
            "busy",
            "steal",
            "");

    private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);

    @Option(names = "--networks", split = ",", defaultValue = "W1,W2,W3", description = "Default: ${DEFAULT-VALUE}.")
    private List<String> networks = List.of();

    @Option(names = "--threads", split = ",", defaultValue = "1,2", description = "Default: ${DEFAULT-VALUE}.")
    private List<Integer> threads = List.of();

    @Option(names = "--libraries", split = ",", description = "${COMPLETION-CANDIDATES} (default: all).")
    private List<Library> libraries = Library.training();

    @Option(names = "--rounds", defaultValue = "7", description = "Turns of each library (default: 7).")
    private int rounds;

    @Option(names = "--turn", defaultValue = "700", description = "Milliseconds of a turn (default: 700).")
    private int turn;

    @Option(names = "--repeat", defaultValue = "1", description = "Do it all so often, with new JVMs (default: 1).")
    private int repeat;

    @Option(names = "--no-watch", description = "Leave out observed steps.")
    private boolean noWatch;

    @Option(names = "--peers", hidden = true, required = true, scope = CommandLine.ScopeType.INHERIT)
    private Path peers = Path.of("");

    /// The folder of the peers' modules, as built.
    Path peers() {
        return peers;
    }

    /// Runs a comparison.
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Peers())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() {
        out.println(Machine.describe() + " · " + Roofline.lanes() + "\n");
        Map<Integer, Limits> limits = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (int t : threads) {
            Limits l = Limits.measure(t);
            limits.put(t, l);
            libraries.forEach(library -> entries.add(new Entry(library, t)));
            out.printf(
                    "Threads: %d; multiply-adds %.0f GFLOP/s; %.0f GB/s in 384 KiB, %.0f GB/s in 12 MiB%n%n",
                    t, l.operations() / 1e9, l.near() / 1e9, l.far() / 1e9);
        }
        for (int i = 0; i < repeat; i++) {
            for (String network : networks) {
                Mlp mlp = Mlp.parse(network);
                Match match = new Match(
                        mlp,
                        rounds,
                        Duration.ofMillis(turn),
                        noWatch ? List.of(Mode.PLAIN) : List.of(Mode.PLAIN, Mode.WATCHED));
                print(mlp, match.play(entries, peers), limits);
            }
        }
        return 0;
    }

    private void print(Mlp mlp, List<Standing> standings, Map<Integer, Limits> limits) {
        out.printf("**%s** %s%n%n", mlp.name(), mlp);
        out.println("| " + String.join(" | ", COLUMNS) + " |");
        out.println("|" + "---|".repeat(COLUMNS.size()));
        for (Standing s : standings) {
            double floor = Optional.ofNullable(limits.get(s.entry().threads()))
                    .orElseThrow()
                    .floor(mlp)
                    .total();
            Optional<Standing> gradus =
                    find(standings, new Entry(Library.GRADUS, s.entry().threads()));
            Optional<Standing> alone = find(standings, new Entry(s.entry().library(), 1));
            List<String> cells = new ArrayList<>();
            cells.add(s.entry().library().title());
            cells.add(String.valueOf(s.entry().threads()));
            cells.addAll(speed(s, floor, gradus, alone));
            cells.add(s.watched().map(t -> number(t.median())).orElse(NONE));
            cells.add(s.watched().isPresent() ? overhead(s) : NONE);
            cells.add("%.0f %%".formatted(100 * s.busy()));
            cells.add("%.1f %%".formatted(100 * s.steal()));
            cells.add(s.trouble(alone));
            out.println("| " + String.join(" | ", cells) + " |");
        }
        out.println();
    }

    private static Optional<Standing> find(List<Standing> standings, Entry entry) {
        return standings.stream().filter(s -> s.entry().equals(entry)).findFirst();
    }

    private static List<String> speed(Standing s, double floor, Optional<Standing> gradus, Optional<Standing> alone) {
        if (s.plain().isEmpty()) return Collections.nCopies(6, NONE);
        Times times = s.plain().get();
        return List.of(
                number(times.median()),
                number(times.best()) + " to " + number(times.quantile(1)),
                number(s.best().orElse(Double.NaN)),
                gradus.filter(g -> g != s).map(g -> ratio(g, s)).orElse(NONE),
                "%.2f ×".formatted(times.median() / floor),
                alone.filter(a -> a != s).map(a -> ratio(s, a)).orElse(NONE));
    }

    /// One's time over another's, and the least and largest ratio of a round.
    private static String ratio(Standing one, Standing other) {
        Optional<Times> mine = one.plain(), its = other.plain();
        if (mine.isEmpty() || its.isEmpty()) return NONE;
        DoubleSummaryStatistics rounds = one.ratios(other);
        return "%s × (%s to %s)"
                .formatted(
                        number(mine.get().median() / its.get().median()),
                        number(rounds.getMin()),
                        number(rounds.getMax()));
    }

    private static String overhead(Standing s) {
        DoubleSummaryStatistics rounds = s.overhead();
        double ratio =
                s.watched().orElseThrow().median() / s.plain().orElseThrow().median();
        return "%s (%s to %s)".formatted(percent(ratio), percent(rounds.getMin()), percent(rounds.getMax()));
    }

    private static String percent(double ratio) {
        return "%+.1f %%".formatted(100 * (ratio - 1));
    }

    /// Three significant digits, without powers of ten.
    static String number(double value) {
        return value >= 100 ? "%.0f".formatted(value) : value >= 10 ? "%.1f".formatted(value) : "%.3g".formatted(value);
    }
}
