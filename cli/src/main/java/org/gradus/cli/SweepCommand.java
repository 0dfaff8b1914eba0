package org.gradus.cli;

import java.util.List;
import org.gradus.name.InputException;
import org.gradus.recipe.Grid;
import org.gradus.record.NamedRecipe;
import org.gradus.runs.Sweep;
import org.gradus.runs.SweepFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gradus sweep`: every combination of some settings trained.
@Command(
        name = "sweep",
        description = "Train every combination of some settings, and compare them.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gradus sweep relu-he --grid optimizer.rate=0.01,0.03,0.1",
            "  gradus sweep my.yaml --grid model[0].dense.units=16,64 --grid batch=16,64",
            "  gradus sweep my.yaml --grid \"optimizer=sgd,{adam: {rate: 0.01}}\" --seeds 5",
            "  gradus sweep my.yaml --grid clip=none,{norm: 1} --svg sweep.svg",
            "",
            "A setting is named by its path in the recipe's YAML text, list entries from 0; the",
            "name of a member may be left out. Values stand there as in the recipe. What was",
            "trained is kept in the folder of the runs: the same command goes on where it was",
            "ended, and a larger grid trains only what is new.",
            "",
            "The best of many is chosen by the held-out rows, so its figure flatters it; `gradus",
            "evaluate RECIPE --folds 5` measures the choice again."
        })
final class SweepCommand implements Runnable {
    private final Gradus gradus;

    @Parameters(
            index = "0",
            paramLabel = "RECIPE",
            completionCandidates = Candidates.Presets.class,
            description = "A preset, a recipe file, or a run.")
    private String named = "";

    @Option(
            names = "--grid",
            paramLabel = "PATH=VALUES",
            required = true,
            description = "A setting and its values, separated by commas; several give all combinations.")
    private List<String> axes = List.of();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "1",
            description = "Train each with N seeds, its own and those after it (default: 1).")
    private int seeds;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many are trained at once; they do not change the result (default: 1).")
    private int threads;

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw the metric over one setting or two.")
    private String svg = "";

    SweepCommand(Gradus gradus) {
        this.gradus = gradus;
    }

    @Override
    public void run() {
        Threads.checked(threads);
        Surroundings around = gradus.surroundings();
        NamedRecipe patient = around.named(named);
        Grid grid = Grid.of(patient.recipe(), axes);
        if (!svg.isEmpty() && grid.axes().size() > 2) {
            throw new InputException("--svg: one setting or two can be drawn, found "
                    + grid.axes().size());
        }
        Sweep sweep = new Sweep(grid, patient.folder(), seeds);
        Terminal terminal = gradus.terminal();
        try (SweepFolder kept = SweepFolder.of(around.runs(), patient.recipe())) {
            List<Sweep.Row> rows = trained(sweep, kept);
            SweepReport report = new SweepReport(terminal, patient.recipe().name(), grid, rows);
            if (!svg.isEmpty()) Gradus.write(gradus.path(svg), report.picture().toSvg());
            if (gradus.json()) {
                gradus.print(report.json(kept.path()));
                return;
            }
            report.print();
            terminal.print("kept in " + gradus.relative(kept.path()));
            if (!svg.isEmpty()) terminal.say("drawn: " + gradus.relative(gradus.path(svg)));
        }
    }

    private List<Sweep.Row> trained(Sweep sweep, SweepFolder kept) {
        Terminal terminal = gradus.terminal();
        int all = sweep.grid().points().size() * sweep.seeds();
        try (Interruption _ = Interruption.told(
                        terminal,
                        () -> "interrupted: the same command goes on; what has ended is kept in "
                                + gradus.relative(kept.path()));
                Progress progress = new Progress(terminal.withoutColour(), "sweep", all)) {
            return sweep.run(kept, threads, (done, total) -> {
                int ended = all - total + done;
                if (done == 0) terminal.say(said(all, total));
                else progress.at(ended, () -> ended + " of " + all);
            });
        }
    }

    private static String said(int all, int left) {
        String trainings = all + (all == 1 ? " training" : " trainings");
        return left == all ? trainings : trainings + ", of which " + (all - left) + " ended before";
    }
}
