package org.gradus.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gradus.record.ExaminedRun;
import org.gradus.runs.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gradus report`: what the doctor found out about a run, as one HTML file.
@Command(
        name = "report",
        description = "Write what the doctor found about a run as one HTML file.",
        footerHeading = "%nExample:%n",
        footer = "  gradus report 2026-11-23-a -o report.html")
final class ReportCommand implements Runnable {
    private static final int KILOBYTE = 1000;

    private final Gradus gradus;

    @Parameters(paramLabel = "RUN", description = "A run's id, or the path of its folder.")
    private String named = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write (default: report.html in the run's folder).")
    private String output = "";

    ReportCommand(Gradus gradus) {
        this.gradus = gradus;
    }

    @Override
    public void run() {
        ExaminedRun run = ExaminedRun.read(gradus.surroundings().run(named));
        Path file = output.isEmpty() ? run.run().file(ExaminedRun.REPORT) : gradus.path(output);
        Gradus.write(file, run.page(run.facts(file.toString())));
        say(file);
    }

    private void say(Path file) {
        try {
            long bytes = Files.size(file);
            if (gradus.json()) gradus.print(Json.object("report", file.toString(), "bytes", bytes));
            else gradus.terminal().print(gradus.relative(file) + ", " + (bytes / KILOBYTE) + " KB");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
