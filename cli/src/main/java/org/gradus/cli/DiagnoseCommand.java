package org.gradus.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gradus.clinic.Archive;
import org.gradus.clinic.Clinic;
import org.gradus.clinic.Consultation;
import org.gradus.data.Dataset;
import org.gradus.detect.Verdict;
import org.gradus.name.InputException;
import org.gradus.record.NamedRecipe;
import org.gradus.report.Report;
import org.gradus.report.ReportFacts;
import org.gradus.runs.RunCard;
import org.gradus.runs.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `gradus diagnose`: trains a network and says what is wrong with it, without trying any cure. It
/// records nothing.
@Command(
        name = "diagnose",
        description = "Train a network and say why it does not learn, in seconds.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, whatever was found",
            "1:Gradus failed",
            "2:bad usage or bad input",
            "3:a finding is one that --fail-on names"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gradus diagnose dead-relu",
            "  gradus diagnose my.yaml --fail-on=ill,unproven",
            "  gradus diagnose 2026-11-23-a",
            "",
            "`gradus doctor` does the same, tries the cures and writes a report; its --help",
            "explains the words."
        })
final class DiagnoseCommand implements Callable<Integer> {
    private final Gradus gradus;

    @Parameters(
            paramLabel = "RECIPE|RUN",
            completionCandidates = Candidates.Presets.class,
            description = "A preset, a recipe file, or a run, whose recipe is trained again unless it was examined.")
    private String named = "";

    @Mixin
    private final Judging judging;

    DiagnoseCommand(Gradus gradus) {
        this.gradus = gradus;
        this.judging = new Judging(gradus);
    }

    @Override
    public Integer call() {
        judging.check();
        Optional<RunFolder> run = judging.run(named);
        Optional<Consultation> recorded = run.filter(Archive::holds).flatMap(this::read);
        NamedRecipe patient = run.map(NamedRecipe::recorded)
                .orElseGet(() -> gradus.surroundings().named(named));
        Dataset data = patient.data();
        run.filter(_ -> recorded.isEmpty()).ifPresent(r -> again(r, data));
        Consultation found = recorded.orElseGet(() -> NamedRecipe.make(() -> diagnose(patient, data)));
        ReportFacts facts = new ReportFacts(
                run.map(RunFolder::id).orElse(""), "gradus diagnose " + named, "", List.of(), patient.places());
        judging.tell(
                found,
                facts,
                Report.of(found, facts).without(Report.CURES, Report.OUTCOME, Report.CHANGE),
                next(found));
        return judging.code(found.verdict());
    }

    /// What the doctor found out about a run; nothing where that cannot be read.
    private Optional<Consultation> read(RunFolder run) {
        try {
            return Optional.of(Archive.load(run, NamedRecipe.recorded(run).data()));
        } catch (InputException e) {
            gradus.terminal().say("run " + run.id() + " cannot be read back: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void again(RunFolder run, Dataset data) {
        boolean same = RunCard.read(run).data().equals(data.hash());
        gradus.terminal()
                .say("run " + run.id() + " holds no examination: its recipe is trained again"
                        + (same ? "" : ", on data that have changed since"));
    }

    private Consultation diagnose(NamedRecipe patient, Dataset data) {
        gradus.expect(Memory.ofConsultation(data, judging.workers()));
        ForecastCommand.announce(gradus.terminal(), patient.recipe(), data);
        try (Bars bars = new Bars(gradus.terminal())) {
            return new Clinic(data, judging.workers(), bars).diagnose(patient.recipe());
        }
    }

    /// How to go on.
    private String next(Consultation found) {
        if (!found.trials().isEmpty()) return "`gradus doctor " + named + "` shows how the cures did";
        return switch (found.verdict()) {
            case Verdict.Unwell _, Verdict.Unproven _ -> "`gradus doctor " + named + "` tries the cures";
            case Verdict.Healthy _ -> "`gradus train " + named + "` records the training";
            case Verdict.TooSoon _ -> "more epochs, or a smaller batch";
        };
    }
}
