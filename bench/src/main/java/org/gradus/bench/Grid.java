package org.gradus.bench;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import org.gradus.run.Roofline;
import org.gradus.speed.Limits;
import org.gradus.speed.Machine;
import org.gradus.speed.Mlp;
import org.gradus.speed.Times;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// Gradus beside libtorch over a grid of widths, batches and depths, on one thread.
@Command(
        name = "grid",
        mixinStandardHelpOptions = true,
        description = "Times Gradus and libtorch over a grid of widths, batches and depths.")
final class Grid implements Callable<Integer> {
    private static final long MOST_BYTES = 1_000_000_000;

    /// In microseconds; a step is taken to need twice its floor.
    private static final double LONGEST = 2e6;

    private static final List<Entry> BOTH = List.of(new Entry(Library.GRADUS, 1), new Entry(Library.LIBTORCH, 1));

    private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);

    @ParentCommand
    private Peers parent = new Peers();

    @Option(names = "--widths", split = ",", defaultValue = "10,32,100,256,512,1024,2048")
    private List<Integer> widths = List.of();

    @Option(names = "--batches", split = ",", defaultValue = "1,8,32,128,1024")
    private List<Integer> batches = List.of();

    @Option(names = "--depths", split = ",", defaultValue = "1,5,20,50,200")
    private List<Integer> depths = List.of();

    @Option(names = "--cells", description = "Only so many, chosen at random.")
    private Optional<Integer> cells = Optional.empty();

    @Option(names = "--seed", defaultValue = "1", description = "Fixes the order of the cells (default: 1).")
    private long seed;

    @Option(names = "--rounds", defaultValue = "4", description = "Turns of each library (default: 4).")
    private int rounds;

    @Option(names = "--turn", defaultValue = "100", description = "Milliseconds of a turn (default: 100).")
    private int turn;

    /// A cell of the grid.
    private record Cell(int width, int batch, int depth) {
        Mlp mlp() {
            return Mlp.grid(width, batch, depth);
        }
    }

    @Override
    public Integer call() {
        Limits limits = Limits.measure(1);
        List<Cell> all = cells(limits);
        out.println(Machine.describe() + " · " + Roofline.lanes() + " · " + all.size() + " cells\n");
        out.println("| width | batch | depth | Gradus µs | libtorch µs | Gradus takes | of floor |");
        out.println("|---|---|---|---|---|---|---|");
        List<Double> ratios = new ArrayList<>();
        for (Cell cell : all) {
            Match match = new Match(cell.mlp(), rounds, Duration.ofMillis(turn), List.of(Mode.PLAIN));
            List<Standing> both = match.play(BOTH, parent.peers());
            print(
                    cell,
                    both.getFirst(),
                    both.getLast(),
                    limits.floor(cell.mlp()).total(),
                    ratios);
        }
        if (!ratios.isEmpty())
            summary(Times.of(ratios.stream().mapToDouble(r -> r).toArray()));
        return 0;
    }

    /// The cells that are small enough, in a random order, so that a drift of the machine is no trend of the
    /// grid.
    private List<Cell> cells(Limits limits) {
        List<Cell> all = new ArrayList<>();
        for (int width : widths) {
            for (int batch : batches) {
                for (int depth : depths) {
                    Cell cell = new Cell(width, batch, depth);
                    Mlp mlp = cell.mlp();
                    if (mlp.bytes() <= MOST_BYTES && 2 * limits.floor(mlp).total() <= LONGEST) all.add(cell);
                }
            }
        }
        Collections.shuffle(all, new Random(seed));
        return all.subList(0, Math.min(all.size(), cells.orElse(all.size())));
    }

    private void print(Cell cell, Standing gradus, Standing libtorch, double floor, List<Double> ratios) {
        Optional<Times> mine = gradus.plain(), its = libtorch.plain();
        String ratio = "–";
        if (mine.isPresent() && its.isPresent()) {
            double r = mine.get().median() / its.get().median();
            ratios.add(r);
            ratio = "%.2f ×".formatted(r);
        }
        out.printf(
                "| %d | %d | %d | %s | %s | %s | %s |%s%s%n",
                cell.width(),
                cell.batch(),
                cell.depth(),
                mine.map(t -> Peers.number(t.median())).orElse("–"),
                its.map(t -> Peers.number(t.median())).orElse("–"),
                ratio,
                mine.map(t -> "%.2f ×".formatted(t.median() / floor)).orElse("–"),
                trouble(gradus),
                trouble(libtorch));
    }

    private static String trouble(Standing s) {
        return s.trouble(Optional.empty()).isEmpty()
                ? ""
                : " " + s.entry().library().title() + " " + s.trouble(Optional.empty());
    }

    private void summary(Times ratios) {
        out.printf(
                "%nGradus takes, of libtorch's time: median %.2f, worst %.2f, best %.2f; nine of ten cells %.2f or less.%n",
                ratios.median(), ratios.quantile(1), ratios.best(), ratios.quantile(0.9));
    }
}
