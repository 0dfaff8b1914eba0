package org.gradus.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradus.clinic.Consultation;
import org.gradus.clinic.Gate;
import org.gradus.detect.Verdict;
import org.gradus.draw.TextStyle;
import org.gradus.name.InputException;
import org.gradus.report.JsonReport;
import org.gradus.report.ReportFacts;
import org.gradus.runs.RunFolder;
import org.gradus.story.Story;
import org.gradus.story.TextFace;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// What the commands that judge a network share: their options, and how a verdict is told.
final class Judging {
    private final Gradus gradus;

    @Option(
            names = "--fail-on",
            paramLabel = "WHAT",
            converter = GateReader.class,
            description =
                    "Exit with 3 when a finding is at least that serious (warn or any; ill: it keeps the network from"
                            + " learning), or has one of these causes (vanishing-depth,nan; `gradus presets` lists"
                            + " them); with unproven among them also when much error is left for no cause that is"
                            + " proven.")
    private Optional<Gate> failOn = Optional.empty();

    private static final class GateReader implements ITypeConverter<Gate> {
        @Override
        public Gate convert(String what) {
            try {
                return Gate.parse(what);
            } catch (InputException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Trainings at a time; they do not change the result (default: all processors).")
    private Optional<Integer> threads = Optional.empty();

    Judging(Gradus gradus) {
        this.gradus = gradus;
    }

    /// Refuses what cannot be meant, before anything is trained.
    void check() {
        Threads.checked(workers());
    }

    int workers() {
        return threads.orElseGet(Runtime.getRuntime()::availableProcessors);
    }

    /// The recorded run of a name, its id or the path of its folder.
    Optional<RunFolder> run(String name) {
        Path asked = gradus.path(name).toAbsolutePath().normalize();
        Path folder = asked.getParent();
        Path among = folder != null && Files.isDirectory(asked)
                ? folder
                : gradus.surroundings().runs();
        return RunFolder.list(among).stream()
                .filter(run -> run.path().endsWith(name) || run.path().equals(asked))
                .findFirst();
    }

    /// The exit code that a verdict asks for.
    int code(Verdict verdict) {
        return failOn.filter(gate -> gate.fails(verdict)).isPresent() ? Gradus.FOUND : Gradus.DONE;
    }

    /// Prints what was found out.
    ///
    /// @param story of all of it, or of a part
    /// @param next what to run next; empty for nothing
    void tell(Consultation consultation, ReportFacts facts, Story story, String next) {
        if (gradus.json()) {
            gradus.surroundings().out().println(JsonReport.write(consultation, facts));
            return;
        }
        List<Story.Block> more = new ArrayList<>();
        if (!facts.report().isEmpty()) more.add(new Story.Words("report", facts.report()));
        if (!next.isEmpty()) more.add(new Story.Words("next", next));
        boolean cured = consultation.cure().flatMap(Consultation.Cure::model).isPresent();
        if (!facts.report().isEmpty() && (cured || consultation.model().isPresent())) {
            String of = cured ? "the cured network" : "the network";
            more.add(new Story.Words("use", "`gradus predict " + facts.run() + " FILE.csv` answers new rows by " + of));
        }
        Terminal terminal = gradus.terminal();
        TextStyle style = new TextStyle(terminal.width(), !terminal.unicode(), terminal.colour());
        String page = TextFace.write(story.and(new Story.Section("next", "Next", more)), style);
        List.of(page.split("\n", -1)).forEach(gradus.surroundings().out()::println);
    }
}
