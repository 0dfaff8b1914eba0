package org.gradus.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gradus.cli.Table.Column;
import org.gradus.draw.Numbers;
import org.gradus.draw.TextStyle.Ink;
import org.gradus.name.InputException;
import org.gradus.runs.Json;
import org.gradus.runs.RunCard;
import org.gradus.runs.RunFolder;
import org.gradus.runs.RunResult;
import picocli.CommandLine.Command;

/// `gradus runs`: the recorded runs, oldest first.
@Command(name = "runs", description = "The recorded runs.", footerHeading = "%nExample:%n", footer = "  gradus runs")
final class RunsCommand implements Runnable {
    private static final int SPARKLINE = 16;

    private final Gradus gradus;

    RunsCommand(Gradus gradus) {
        this.gradus = gradus;
    }

    /// What a run's files say.
    private record Entry(RunFolder run, RunCard card, LossLine losses, Optional<RunResult> result) {
        static Entry read(RunFolder run) {
            RunCard card = RunCard.read(run);
            return new Entry(run, card, LossLine.of(run, card), RunResult.read(run));
        }
    }

    @Override
    public void run() {
        Path root = gradus.surroundings().runs();
        List<Entry> entries = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        for (RunFolder run : RunFolder.list(root)) {
            try {
                entries.add(Entry.read(run));
            } catch (InputException e) {
                broken.add(String.valueOf(e.getMessage()));
            }
        }
        for (String complaint : broken) gradus.terminal().say("left out: " + complaint);
        if (gradus.json())
            gradus.print(Json.object(
                    "folder",
                    root.toString(),
                    "runs",
                    entries.stream().map(RunsCommand::json).toList()));
        else if (entries.isEmpty())
            gradus.terminal().print("No runs in " + root + " yet: `gradus train relu-he` makes one.");
        else print(entries);
    }

    private void print(List<Entry> entries) {
        Terminal terminal = gradus.terminal();
        Table table = new Table(
                terminal,
                Column.left("run"),
                Column.left("recipe"),
                Column.right("steps"),
                Column.left("loss"),
                Column.point("at the end"),
                Column.right("held out"));
        for (Entry e : entries) {
            table.row(
                    e.result().flatMap(RunResult::stopped).isPresent() ? Ink.BAD : Ink.PLAIN,
                    e.run().id(),
                    e.card().recipe(),
                    e.losses().steps() + " of " + e.card().steps(),
                    e.losses().sparkline(terminal, SPARKLINE),
                    e.losses().end(),
                    e.result().map(r -> Numbers.metric(r.testMetric())).orElse("–"));
        }
        table.print("");
    }

    private static Map<String, Object> json(Entry e) {
        return Json.object(
                "run",
                e.run().id(),
                "recipe",
                e.card().recipe(),
                "started",
                e.card().started(),
                "steps",
                e.losses().steps(),
                "of",
                e.card().steps(),
                "result",
                e.result());
    }
}
