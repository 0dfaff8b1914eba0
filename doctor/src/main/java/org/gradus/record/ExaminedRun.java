package org.gradus.record;

import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.gradus.clinic.Archive;
import org.gradus.clinic.Consultation;
import org.gradus.data.Dataset;
import org.gradus.detect.Evidence;
import org.gradus.name.InputException;
import org.gradus.report.Compared;
import org.gradus.report.JsonReport;
import org.gradus.report.Report;
import org.gradus.report.ReportFacts;
import org.gradus.runs.RunCard;
import org.gradus.runs.RunFolder;
import org.gradus.runs.RunResult;
import org.gradus.story.HtmlFace;
import org.gradus.story.Story.Fact;

/// A run that the doctor has examined, with all that its folder says of it.
///
/// @param run where it is
/// @param card how it was made
/// @param named what was examined
/// @param data what it was trained on
/// @param consultation what was found out
public record ExaminedRun(RunFolder run, RunCard card, NamedRecipe named, Dataset data, Consultation consultation) {
    /// What the doctor leaves in the folder of a run that it has examined.
    public static final String REPORT = "report.html", CURED = "cured.yaml";

    private static final String EVIDENCE = "evidence.json";

    /// Reads it back.
    ///
    /// @throws InputException when it was not examined, or cannot be read; the message names the file
    public static ExaminedRun read(RunFolder run) {
        RunCard card = RunCard.read(examined(run));
        NamedRecipe named = NamedRecipe.recorded(run);
        Dataset data = named.data();
        return new ExaminedRun(run, card, named, data, Archive.load(run, data));
    }

    /// A run that the doctor has examined.
    ///
    /// @throws InputException when it has not
    public static RunFolder examined(RunFolder run) {
        if (Files.isRegularFile(run.file(EVIDENCE))) return run;
        throw new InputException(
                "run " + run.id() + " was trained, not examined: `gradus doctor " + run.id() + "` examines its recipe");
    }

    /// What is to be written into a folder.
    ///
    /// @param command by which it was asked for
    public static ExaminedRun of(
            RunFolder run, NamedRecipe named, Dataset data, String command, Consultation consultation) {
        Evidence e = consultation.evidence();
        RunCard card = Recording.card(
                named, data, command, e.steps(), e.layers(), e.history().tensors());
        return new ExaminedRun(run, card, named, data, consultation);
    }

    /// Writes down what was found out, so far or in the end; `run.json` is written last, so that a folder which has
    /// one is whole.
    ///
    /// @param seconds what it took
    public void write(double seconds) {
        Archive.save(run, consultation);
        named.note(run);
        consultation.cure().ifPresent(cure -> run.write(CURED, cure.recipe().toYaml()));
        run.write(REPORT, page(facts(run.file(REPORT).toString())));
        result(seconds).write(run);
        card.write(run);
    }

    private RunResult result(double seconds) {
        Evidence e = consultation.evidence();
        Evidence.Score score = e.score();
        return new RunResult(
                e.history().made(),
                seconds,
                data.task().metric(),
                score.trainLoss(),
                score.trainMetric(),
                score.testLoss(),
                score.testMetric(),
                e.stop().map(Evidence.Stop::operation),
                Optional.empty());
    }

    /// The report as a file of its own.
    public String page(ReportFacts facts) {
        return HtmlFace.write(Report.page(consultation, facts), JsonReport.write(consultation, facts));
    }

    /// What the report says of its own making.
    ///
    /// @param report where it is written
    public ReportFacts facts(String report) {
        String samples = data.name() + ", " + data.train().inputs().shape().dim(0) + " for training, "
                + data.test().inputs().shape().dim(0) + " held out";
        List<Fact> made = List.of(
                new Fact("data", samples + " (hash " + card.data() + ")"),
                new Fact("started", card.started()),
                new Fact("Gradus", card.gradus()),
                new Fact("JDK", card.java()));
        return new ReportFacts(run.id(), card.command(), report, made, named.places());
    }

    /// As one side of a comparison.
    public Compared compared() {
        return Compared.of(consultation, facts(""), card.data());
    }

    /// The network that the doctor cured in it, as the other side.
    public Optional<Compared> cured() {
        return consultation.cure().map(cure -> Compared.of(cure, facts(""), card.data()));
    }
}
