package org.gradus.bench;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gradus.run.Roofline;
import org.gradus.speed.Machine;
import org.gradus.speed.Mlp;
import org.gradus.speed.Times;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// Gradus beside other libraries in use: a forward pass from an array of the caller's into another, by each
/// library's own way to use a network.
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        description = "Times predictions of several libraries in turns, and prints a table in Markdown.")
final class Predictions implements Callable<Integer> {
    @ParentCommand
    private Peers peers = new Peers();

    @Option(names = "--networks", split = ",", defaultValue = "W1,W2", description = "Default: ${DEFAULT-VALUE}.")
    private List<String> networks = List.of();

    @Option(names = "--rows", split = ",", defaultValue = "1,128", description = "Rows at once (default: 1,128).")
    private List<Integer> rows = List.of();

    @Option(names = "--threads", defaultValue = "1", description = "Threads of each library (default: 1).")
    private int threads;

    @Option(names = "--libraries", split = ",", description = "${COMPLETION-CANDIDATES} (default: all that can).")
    private List<Library> libraries = Library.using();

    @Option(names = "--rounds", defaultValue = "7", description = "Turns of each library (default: 7).")
    private int rounds;

    @Option(names = "--turn", defaultValue = "700", description = "Milliseconds of a turn (default: 700).")
    private int turn;

    @Override
    public Integer call() {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        out.println(Machine.describe() + " · " + Roofline.lanes() + "\n");
        out.println("| network | rows | library | µs | rounds | Gradus takes (least to most of a round) | steal | |");
        out.println("|---|---|---|---|---|---|---|---|");
        for (String network : networks) {
            for (int count : rows) {
                Mlp mlp = Mlp.parse(network);
                Match match = new Match(
                        new Mlp(mlp.widths(), count, mlp.curve(), mlp.goal(), mlp.rule()),
                        rounds,
                        Duration.ofMillis(turn),
                        List.of(Mode.PREDICT));
                List<Entry> entries = new ArrayList<>();
                libraries.forEach(library -> entries.add(new Entry(library, threads)));
                List<Standing> standings = match.play(entries, peers.peers());
                for (Standing s : standings) out.println(line(network, count, s, standings));
            }
        }
        return 0;
    }

    private static String line(String network, int rows, Standing s, List<Standing> all) {
        Optional<Times> times = s.plain();
        Optional<Standing> gradus = all.stream()
                .filter(o -> o.entry().library() == Library.GRADUS && o != s)
                .findFirst();
        return "| %s | %d | %s | %s | %s | %s | %.1f %% | %s |"
                .formatted(
                        network,
                        rows,
                        s.entry().library().title(),
                        times.map(t -> Peers.number(t.median())).orElse("–"),
                        times.map(t -> Peers.number(t.best()) + " to " + Peers.number(t.quantile(1)))
                                .orElse("–"),
                        gradus.map(g -> ratio(g, s)).orElse("–"),
                        100 * s.steal(),
                        s.trouble(Optional.empty()));
    }

    private static String ratio(Standing gradus, Standing other) {
        if (gradus.plain().isEmpty() || other.plain().isEmpty()) return "–";
        DoubleSummaryStatistics each = gradus.ratios(other);
        return "%s × (%s to %s)"
                .formatted(
                        Peers.number(gradus.plain().get().median()
                                / other.plain().get().median()),
                        Peers.number(each.getMin()),
                        Peers.number(each.getMax()));
    }
}
