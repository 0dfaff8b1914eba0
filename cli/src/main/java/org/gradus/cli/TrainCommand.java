package org.gradus.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gradus.cli.Table.Column;
import org.gradus.draw.Numbers;
import org.gradus.draw.TextStyle.Ink;
import org.gradus.name.InputException;
import org.gradus.probe.Field;
import org.gradus.recipe.Recipe;
import org.gradus.record.NamedRecipe;
import org.gradus.record.Recording;
import org.gradus.runs.Frames;
import org.gradus.runs.Json;
import org.gradus.runs.RunCard;
import org.gradus.runs.RunFolder;
import org.gradus.runs.RunResult;
import org.gradus.train.StepReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gradus train`: trains a recipe and records it.
@Command(
        name = "train",
        description = "Train a recipe and record the run.",
        footerHeading = "%nExamples:%n",
        footer = {"  gradus train relu-he", "  gradus train my.yaml --threads=2", "  gradus train --resume 2026-11-23-a"
        })
final class TrainCommand implements Runnable {
    /// The most layers whose heat is shown beside the progress bar.
    private static final int LAYERS = 16;

    private static final int SPARKLINE = 40;

    private final Gradus gradus;

    @Parameters(
            arity = "0..1",
            paramLabel = "RECIPE",
            completionCandidates = Candidates.Presets.class,
            description = "A preset, a recipe file, or a run whose recipe is trained anew.")
    private String recipe = "";

    @Option(names = "--resume", paramLabel = "RUN", description = "Resume a run from its last checkpoint.")
    private String resumed = "";

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads that a step may use; they do not change the result (default: 1).")
    private int threads;

    TrainCommand(Gradus gradus) {
        this.gradus = gradus;
    }

    @Override
    public void run() {
        Threads.checked(threads);
        try (Recording recording = open()) {
            RunResult result = train(recording);
            if (gradus.json()) json(recording, result);
            else print(recording, result);
        }
    }

    private Recording open() {
        Surroundings around = gradus.surroundings();
        if (resumed.isEmpty()) {
            if (recipe.isEmpty()) throw new InputException("expected a recipe, or --resume and a run");
            Recording begun = Recording.begin(around.named(recipe), around.runs(), "gradus train " + recipe, threads);
            gradus.expect(Memory.ofTraining(begun.trainer().data()));
            ForecastCommand.announce(
                    gradus.terminal(), begun.trainer().recipe(), begun.trainer().data());
            return begun;
        }
        RunFolder run = around.run(resumed);
        if (!recipe.isEmpty()) {
            Recipe given = around.named(recipe).recipe();
            if (!given.equals(NamedRecipe.recorded(run).recipe())) {
                throw new InputException("run " + run.id() + " was made from another recipe than " + recipe);
            }
        }
        return Recording.resume(run, threads);
    }

    private RunResult train(Recording recording) {
        Terminal terminal = gradus.terminal(), plain = terminal.withoutColour();
        String run = recording.run().id();
        try (Interruption _ = Interruption.told(
                        terminal, () -> "interrupted: `gradus train --resume " + run + "` goes on with it");
                Progress progress =
                        new Progress(terminal, "training", recording.trainer().totalSteps())) {
            return recording.train(report -> progress.at(report.step(), () -> note(plain, recording, report)));
        } catch (UncheckedIOException e) {
            throw unwritten(e, run);
        }
    }

    /// A disk that is full ends a training, which is not lost.
    private static UncheckedIOException unwritten(UncheckedIOException e, String run) {
        IOException cause = Objects.requireNonNull(e.getCause());
        String kept = "; what was written before is kept: `gradus train --resume " + run + "` goes on with it";
        return new UncheckedIOException(
                String.valueOf(e.getMessage()), new IOException(Failure.reason(cause) + kept, cause));
    }

    private static String note(Terminal terminal, Recording recording, StepReport report) {
        return "loss %-8s %s".formatted(Numerals.loss(report.loss()), Row.heat(terminal, thin(recording.signal())));
    }

    /// Evenly chosen layers, the first and the last among them.
    private static double[] thin(double[] signal) {
        if (signal.length <= LAYERS) return signal;
        double[] thin = new double[LAYERS];
        for (int i = 0; i < LAYERS; i++) thin[i] = signal[i * (signal.length - 1) / (LAYERS - 1)];
        return thin;
    }

    private void print(Recording recording, RunResult result) {
        Terminal terminal = gradus.terminal();
        RunCard card = RunCard.read(recording.run());
        terminal.print(
                "%s: %d of %d steps, %.1f s".formatted(card.recipe(), result.steps(), card.steps(), result.seconds()));
        LossLine line = LossLine.of(recording.run(), card);
        line.last().ifPresent(last -> {
            terminal.print("  loss     " + line.sparkline(terminal, SPARKLINE) + "  " + line.ends());
            String heat = Row.heat(terminal, thin(signal(card, last)));
            terminal.print("  signal   " + heat + "  layer 1 to output, dark below 1e-10, bright at 1");
        });
        Table table = new Table(terminal, Column.left(""), Column.point("loss"), Column.right(result.metric()));
        table.row("training", Numerals.loss(result.trainLoss()), Numbers.metric(result.trainMetric()));
        boolean heldOut = recording.trainer().data().hasTest();
        table.row("held out", heldOut ? Numerals.loss(result.testLoss()) : "–", Numbers.metric(result.testMetric()));
        table.print("  ");
        result.stopped().ifPresent(operation -> stopped(terminal, result, operation));
        result.ending().ifPresent(ending -> terminal.print("  " + ending.sentence()));
        String run = recording.run().id();
        terminal.print("run " + run + " in " + gradus.relative(recording.run().path()));
        if (result.stopped().isEmpty()) {
            terminal.print("its model answers new rows: `gradus predict " + run + " FILE.csv`");
        }
    }

    /// The signal at every layer in a frame.
    private static double[] signal(RunCard card, Frames.Frame frame) {
        int fields = card.fields().size(), signal = card.fields().indexOf(Field.SIGNAL.key());
        return IntStream.range(0, card.layers().size())
                .mapToDouble(l -> frame.value(l * fields + signal))
                .toArray();
    }

    private static void stopped(Terminal terminal, RunResult result, String operation) {
        terminal.print(terminal.paint(Ink.BAD, terminal.plain("▼ stopped: step " + result.steps() + " is not finite")));
        terminal.tell("  the first operation whose result is no number: " + operation);
    }

    private void json(Recording recording, RunResult result) {
        gradus.print(Json.object(
                "run",
                recording.run().id(),
                "path",
                recording.run().path().toString(),
                "steps",
                result.steps(),
                "seconds",
                result.seconds(),
                "metric",
                result.metric(),
                "train",
                Json.object("loss", result.trainLoss(), "metric", result.trainMetric()),
                "test",
                Json.object("loss", result.testLoss(), "metric", result.testMetric()),
                "stopped",
                Optional.<Object>empty().or(result::stopped),
                "ending",
                result.ending()));
    }
}
