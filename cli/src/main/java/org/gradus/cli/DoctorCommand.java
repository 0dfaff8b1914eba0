package org.gradus.cli;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.gradus.clinic.Archive;
import org.gradus.clinic.Clinic;
import org.gradus.clinic.Consultation;
import org.gradus.data.Dataset;
import org.gradus.detect.Verdict;
import org.gradus.record.ExaminedRun;
import org.gradus.record.NamedRecipe;
import org.gradus.report.Headline;
import org.gradus.report.Report;
import org.gradus.report.ReportFacts;
import org.gradus.runs.RunClaim;
import org.gradus.runs.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `gradus doctor`: trains a network, says what is wrong with it, tries the cures, and writes the
/// report.
@Command(
        name = "doctor",
        description = "Train a network, say why it does not learn, and prove the cure.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, whatever was found",
            "1:Gradus failed",
            "2:bad usage or bad input",
            "3:a finding is one that --fail-on names"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gradus doctor deep-sigmoid",
            "  gradus doctor my.yaml --fail-on=warn",
            "  gradus doctor my.yaml --fail-on=vanishing-depth,nan",
            "  gradus doctor 2026-11-23-a",
            "",
            "Words of the report:",
            "  kept       how much of the backward signal a hidden layer passes on to the",
            "             layer below: about 1 in a sound network, and",
            "             slope x weight gain x structure",
            "  slope      of the activation, where its units stand",
            "  gain       by which the layer's weights multiply a random signal",
            "  structure  the rest: dropout, and how signal and weights are aligned",
            "  control    an arm of the trial: the network as it is",
            "  sham       the same recipe, but initial weights drawn anew, or weights",
            "             perturbed by 1 %%; no better than this is no cure",
            "  rests on   the strongest evidence for the verdict; 100 %% of error is what",
            "             the best constant guess leaves",
            "  unproven   much error is left, and no suspect is more likely than not, or",
            "             none passed its trial"
        })
final class DoctorCommand implements Callable<Integer> {
    /// The bytes that a consultation may take.
    private static final long ROOM = 50_000_000;

    private final Gradus gradus;

    @Parameters(
            paramLabel = "RECIPE",
            completionCandidates = Candidates.Presets.class,
            description = "A preset, a recipe file, or a run that was examined before.")
    private String named = "";

    @Mixin
    private final Judging judging;

    DoctorCommand(Gradus gradus) {
        this.gradus = gradus;
        this.judging = new Judging(gradus);
    }

    @Override
    public Integer call() {
        judging.check();
        Optional<RunFolder> recorded = judging.run(named).filter(Archive::holds);
        Consultation consultation = recorded.isPresent()
                ? replay(recorded.get())
                : examine(gradus.surroundings().runs());
        return judging.code(consultation.verdict());
    }

    private Consultation replay(RunFolder run) {
        ExaminedRun examined = ExaminedRun.read(run);
        show(examined);
        return examined.consultation();
    }

    private Consultation examine(Path root) {
        NamedRecipe patient = gradus.surroundings().named(named);
        patient.checkWritable();
        Dataset data = patient.data();
        gradus.expect(Memory.ofConsultation(data, judging.workers()));
        ForecastCommand.announce(gradus.terminal(), patient.recipe(), data);
        long begun = System.nanoTime();
        RunClaim claim = RunClaim.create(root, LocalDate.now(ZoneId.systemDefault()));
        try (claim) {
            return examine(claim.run(), patient, data, begun);
        } catch (RuntimeException | Error e) {
            claim.discard();
            throw e;
        }
    }

    /// @param begun when, in nanoseconds
    private Consultation examine(RunFolder run, NamedRecipe recipe, Dataset data, long begun) {
        run.checkRoom(ROOM);
        AtomicBoolean kept = new AtomicBoolean();
        String command = "gradus doctor " + named;
        Consultation consultation;
        try (Interruption _ = Interruption.told(gradus.terminal(), () -> interrupted(run, kept.get()))) {
            consultation = NamedRecipe.make(() -> consult(
                    recipe,
                    data,
                    before -> kept.set(keep(ExaminedRun.of(run, recipe, data, command, before), seconds(begun)))));
        }
        ExaminedRun examined = ExaminedRun.of(run, recipe, data, command, consultation);
        show(examined);
        examined.write(seconds(begun));
        return consultation;
    }

    /// Whether what is known before the trials is written down: a disk that is full now is no reason to stop.
    private boolean keep(ExaminedRun before, double seconds) {
        try {
            before.write(seconds);
            return true;
        } catch (UncheckedIOException e) {
            gradus.terminal().say("not kept so far: " + Failure.ofMachine(e).orElse(String.valueOf(e.getMessage())));
            return false;
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static String interrupted(RunFolder run, boolean kept) {
        return kept
                ? "interrupted before a cure was proven: `gradus doctor " + run.id() + "` shows what was found"
                : "interrupted in the training that is examined: nothing was found yet";
    }

    /// The whole consultation; what is thought before the trials is kept and said when it is known.
    private Consultation consult(NamedRecipe patient, Dataset data, Consumer<Consultation> keep) {
        try (Bars bars = new Bars(gradus.terminal())) {
            return new Clinic(data, judging.workers(), bars).consult(patient.recipe(), before -> {
                bars.end();
                gradus.terminal().say(Headline.of(before.verdict()).line());
                keep.accept(before);
            });
        }
    }

    private void show(ExaminedRun examined) {
        Consultation consultation = examined.consultation();
        Path report = examined.run().file(ExaminedRun.REPORT);
        Path cured = report.resolveSibling(ExaminedRun.CURED);
        // what is still not well after its cure is to be examined again
        boolean unwell = consultation
                .cure()
                .filter(c -> !(c.verdict() instanceof Verdict.Healthy))
                .isPresent();
        String next = consultation.cure().isPresent()
                ? (unwell ? "gradus doctor " : "gradus train ") + gradus.relative(cured)
                : "";
        ReportFacts facts = examined.facts(gradus.relative(report).toString());
        judging.tell(consultation, facts, Report.of(consultation, facts), next);
    }
}
