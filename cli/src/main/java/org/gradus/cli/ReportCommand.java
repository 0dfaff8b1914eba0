package org.gradus.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gradus.clinic.Archive;
import org.gradus.clinic.Consultation;
import org.gradus.data.Dataset;
import org.gradus.name.InputException;
import org.gradus.recipe.Places;
import org.gradus.report.JsonReport;
import org.gradus.report.Report;
import org.gradus.report.ReportFacts;
import org.gradus.runs.Json;
import org.gradus.runs.RunCard;
import org.gradus.runs.RunFolder;
import org.gradus.story.HtmlFace;
import org.gradus.story.Story.Fact;
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
    /// What the doctor leaves in the folder of a run that it has examined.
    private static final String EXAMINED = "evidence.json";

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
        RunFolder run = examined(gradus.surroundings().run(named));
        RunCard card = RunCard.read(run);
        Patient patient = Patient.recorded(run);
        Dataset data = patient.data();
        Consultation consultation = Archive.load(run, data);
        Path file = output.isEmpty() ? run.file("report.html") : gradus.path(output);
        Gradus.write(file, page(consultation, facts(run, card, patient.places(), data, file)));
        say(file);
    }

    /// A run that the doctor has examined.
    ///
    /// @throws InputException when it has not
    static RunFolder examined(RunFolder run) {
        if (Files.isRegularFile(run.file(EXAMINED))) return run;
        throw new InputException(
                "run " + run.id() + " was trained, not examined: `gradus doctor " + run.id() + "` examines its recipe");
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

    /// The page of a consultation.
    static String page(Consultation consultation, ReportFacts facts) {
        return HtmlFace.write(Report.page(consultation, facts), JsonReport.write(consultation, facts));
    }

    /// What the report says of its own making.
    static ReportFacts facts(RunFolder run, RunCard card, Places places, Dataset data, Path report) {
        String samples = data.name() + ", " + data.train().inputs().shape().dim(0) + " for training, "
                + data.test().inputs().shape().dim(0) + " held out";
        List<Fact> made = List.of(
                new Fact("data", samples + " (hash " + card.data() + ")"),
                new Fact("started", card.started()),
                new Fact("Gradus", card.gradus()),
                new Fact("JDK", card.java()));
        return new ReportFacts(run.id(), card.command(), report.toString(), made, places);
    }
}
