package org.gradus.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gradus.exam.Lines;
import org.gradus.name.InputException;
import org.gradus.speed.Machine;
import org.gradus.speed.Mlp;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Two builds of Gradus in turns, each by its own `gradus bench`; prints a table in Markdown.
@Command(
        name = "bench/run builds OLD [NEW]",
        mixinStandardHelpOptions = true,
        description = "Times training steps of two commits in turns (NEW: the files as they are), each by its own"
                + " `gradus bench` in a JVM of its own, and prints a table in Markdown.")
final class Builds implements Callable<Integer> {
    private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    private final PrintWriter progress = new PrintWriter(System.err, true, StandardCharsets.UTF_8);

    @Option(names = "--workloads", split = ",", defaultValue = "W1,W2,W3", description = "Default: ${DEFAULT-VALUE}.")
    private List<String> workloads = List.of();

    @Option(names = "--threads", split = ",", defaultValue = "1,2", description = "Default: ${DEFAULT-VALUE}.")
    private List<Integer> threads = List.of();

    @Option(names = "--rounds", defaultValue = "7", description = "Turns of each build (default: 7).")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "1.5", description = "Of each kind of step in a turn (default: 1.5).")
    private double seconds;

    @Option(names = "--out", description = "Keep what was timed in this file, and go on from what is there.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--old", hidden = true, required = true, description = "A folder named as the commit in it.")
    private Path older = Path.of("");

    @Option(names = "--new", hidden = true, required = true)
    private Path newer = Path.of("");

    /// Runs a comparison.
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Builds())
                .setExecutionExceptionHandler((e, command, _) -> {
                    if (!(e instanceof InputException)) throw e;
                    command.getErr().println(e.getMessage());
                    return 2;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() {
        Pair.Setting setting = new Pair.Setting(name(older), name(newer), seconds, Machine.describe());
        List<Pair> pairs;
        try (Lines<Pair> lines = file.map(f -> Lines.in(f, Pair.class)).orElseGet(() -> Lines.nowhere(Pair.class))) {
            pairs = new ArrayList<>(checked(lines.found(), setting));
            for (int round = 1; round <= rounds; round++) {
                for (int t : threads) {
                    for (String network : workloads) {
                        if (has(pairs, network, t, round)) continue;
                        pairs.add(lines.add(pair(setting, network, t, round)));
                    }
                }
            }
        }
        print(setting, pairs);
        return 0;
    }

    private static String name(Path build) {
        return String.valueOf(build.getFileName());
    }

    /// The pairs of a file.
    ///
    /// @throws InputException when they are of another comparison
    static List<Pair> checked(List<Pair> found, Pair.Setting setting) {
        for (Pair p : found) {
            if (p.setting().equals(setting)) continue;
            throw new InputException("--out: the file holds another comparison, %s, not %s; give another file"
                    .formatted(p.setting(), setting));
        }
        return found;
    }

    private static boolean has(List<Pair> pairs, String network, int t, int round) {
        return pairs.stream().anyMatch(p -> p.isOf(network, t) && p.round() == round);
    }

    private Pair pair(Pair.Setting setting, String network, int t, int round) {
        progress.printf("round %d of %d: %s, threads: %d%n", round, rounds, network, t);
        Printed.Timed before = Printed.single(bench(older, network, t));
        return new Pair(setting, network, t, round, before, Printed.single(bench(newer, network, t)));
    }

    private void print(Pair.Setting setting, List<Pair> pairs) {
        out.printf("%s%nold: %s, new: %s%n%n", setting.machine(), setting.older(), setting.newer());
        row(Comparison.COLUMNS);
        out.println("|" + "---|".repeat(Comparison.COLUMNS.size()));
        for (String network : workloads) {
            for (int t : threads) {
                List<Pair> all = pairs.stream().filter(p -> p.isOf(network, t)).toList();
                new Comparison(all).rows().forEach(this::row);
            }
        }
    }

    private void row(List<String> cells) {
        out.println("| " + String.join(" | ", cells) + " |");
    }

    /// What a build prints.
    private String bench(Path build, String network, int t) {
        ProcessBuilder builder = new ProcessBuilder(
                        build.resolve("gradus").toString(),
                        "bench",
                        "--json",
                        "--no-start",
                        "--only=" + Mlp.parse(network),
                        "--threads=" + t,
                        "--seconds=" + seconds)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code == 0) return said;
            throw new InputException("%s ended with code %d".formatted(String.join(" ", builder.command()), code));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }
}
