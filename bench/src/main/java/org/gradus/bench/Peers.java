package org.gradus.bench;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
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
        subcommands = Grid.class,
        description = "Times training steps of several libraries in turns, and prints tables in Markdown.")
final class Peers implements Callable<Integer> {
    private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);

    @Option(names = "--networks", split = ",", defaultValue = "W1,W2,W3", description = "Default: ${DEFAULT-VALUE}.")
    private List<String> networks = List.of();

    @Option(names = "--threads", split = ",", defaultValue = "1,2", description = "Default: ${DEFAULT-VALUE}.")
    private List<Integer> threads = List.of();

    @Option(names = "--libraries", split = ",", description = "${COMPLETION-CANDIDATES} (default: all).")
    private List<Library> libraries = List.of(Library.values());

    @Option(names = "--rounds", defaultValue = "7", description = "Turns of each library (default: 7).")
    private int rounds;

    @Option(names = "--turn", defaultValue = "700", description = "Milliseconds of a turn (default: 700).")
    private int turn;

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
        for (int t : threads) {
            Limits limits = Limits.measure(t);
            out.printf(
                    "%d thread%s: multiply-adds %.0f GFLOP/s; %.0f GB/s in 384 KiB, %.0f GB/s in 12 MiB%n%n",
                    t, t > 1 ? "s" : "", limits.operations() / 1e9, limits.near() / 1e9, limits.far() / 1e9);
            for (String network : networks) {
                Mlp mlp = Mlp.parse(network);
                Match match = new Match(mlp, t, rounds, Duration.ofMillis(turn), true);
                print(match, match.play(libraries, peers), limits.floor(mlp).total());
            }
        }
        return 0;
    }

    private void print(Match match, List<Standing> standings, double floor) {
        out.printf(
                "**%s, %d thread%s** (floor %s µs)%n%n",
                match.mlp().name(), match.threads(), match.threads() > 1 ? "s" : "", number(floor));
        out.println(
                "| library | µs a step | rounds | Gradus takes | of floor | observed µs | observing costs | busy | steal |");
        out.println("|---|---|---|---|---|---|---|---|---|");
        Optional<Standing> gradus =
                standings.stream().filter(s -> s.library() == Library.GRADUS).findFirst();
        for (Standing s : standings) {
            List<String> cells = new ArrayList<>(List.of(s.library().title()));
            cells.addAll(s.plain().map(times -> timed(times, floor, gradus, s)).orElse(List.of("–", "–", "–", "–")));
            cells.add(s.watched().map(t -> number(t.median())).orElse("–"));
            cells.add(s.watched().isPresent() ? overhead(s) : "–");
            cells.add("%.0f %%".formatted(100 * s.busy()));
            cells.add("%.1f %%".formatted(100 * s.steal()));
            out.println("| " + String.join(" | ", cells) + " |" + (s.trouble().isEmpty() ? "" : " " + s.trouble()));
        }
        out.println();
    }

    private static List<String> timed(Times times, double floor, Optional<Standing> gradus, Standing s) {
        return List.of(
                number(times.median()),
                number(times.best()) + " to " + number(times.quantile(1)),
                gradus.filter(g -> g != s).map(g -> ratio(g, s)).orElse("–"),
                "%.2f ×".formatted(times.median() / floor));
    }

    /// Gradus's time over another's, and its spread over the rounds.
    private static String ratio(Standing gradus, Standing other) {
        Optional<Times> mine = gradus.plain(), its = other.plain();
        if (mine.isEmpty() || its.isEmpty()) return "–";
        DoubleSummaryStatistics rounds = gradus.ratios(other);
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
