package org.gradus.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gradus.draw.TextStyle;
import org.gradus.name.InputException;
import org.gradus.record.ExaminedRun;
import org.gradus.report.Compared;
import org.gradus.report.Comparison;
import org.gradus.runs.Json;
import org.gradus.runs.RunFolder;
import org.gradus.story.HtmlFace;
import org.gradus.story.Story;
import org.gradus.story.TextFace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gradus compare`: what one examined run changes in comparison with another, or a cure in comparison with its
/// patient.
@Command(
        name = "compare",
        description = "Compare two runs that the doctor examined, or one with its cure.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gradus compare 2026-11-23-a 2026-11-24-b",
            "  gradus compare 2026-11-23-a",
            "",
            "The page has both on the same axes: signal by layer, signal and update size by step,",
            "held-out loss and metric. Where data, seed or steps differ, it says so."
        })
final class CompareCommand implements Runnable {
    private static final String PAGE = "compare.html";

    private final Gradus gradus;

    @Parameters(index = "0", paramLabel = "A", description = "A run's id, or the path of its folder.")
    private String first = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "B",
            description = "Another one (default: the network that the doctor cured in A).")
    private String second = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write the page (default: compare.html).")
    private String output = "";

    CompareCommand(Gradus gradus) {
        this.gradus = gradus;
    }

    @Override
    public void run() {
        Path page = gradus.path(output.isEmpty() ? PAGE : output);
        RunFolder one = ExaminedRun.examined(gradus.surroundings().run(first));
        if (second.isEmpty()) {
            keep(one, page);
            ExaminedRun run = ExaminedRun.read(one);
            Compared cured = run.cured()
                    .orElseThrow(
                            () -> new InputException("run " + one.id() + ": expected one that the doctor cured, found"
                                    + " no cure; `gradus compare " + one.id() + " B` compares it with a run B"));
            tell(run.compared(), cured, page);
            return;
        }
        RunFolder other = ExaminedRun.examined(gradus.surroundings().run(second));
        if (one.path()
                .toAbsolutePath()
                .normalize()
                .equals(other.path().toAbsolutePath().normalize())) {
            throw new InputException("B: expected another run than A, found " + other.id() + " again; `gradus compare "
                    + one.id() + "` compares it with its cure");
        }
        keep(one, page);
        keep(other, page);
        tell(ExaminedRun.read(one).compared(), ExaminedRun.read(other).compared(), page);
    }

    /// Refuses to write over what a run holds.
    private static void keep(RunFolder run, Path page) {
        Path folder = run.path().toAbsolutePath().normalize();
        if (Files.exists(page) && page.toAbsolutePath().normalize().startsWith(folder)) {
            throw new InputException("--output: expected a file that is no part of run " + run.id() + ", found "
                    + page.getFileName() + " in its folder; the page would take its place");
        }
    }

    private void tell(Compared a, Compared b, Path page) {
        Story story = Comparison.of(a, b);
        Gradus.write(page, HtmlFace.write(story, Json.write(Comparison.json(a, b, page.toString()))));
        if (gradus.json()) {
            gradus.print(Comparison.json(a, b, page.toString()));
            return;
        }
        Terminal terminal = gradus.terminal();
        TextStyle style = new TextStyle(terminal.width(), !terminal.unicode(), terminal.colour());
        Story.Block words = new Story.Words("page", gradus.relative(page).toString());
        String text = TextFace.write(story.and(new Story.Section("next", "Next", List.of(words))), style);
        List.of(text.split("\n", -1)).forEach(gradus.surroundings().out()::println);
    }
}
