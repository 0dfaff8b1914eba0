package org.gradus.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradus.clinic.Archive;
import org.gradus.data.RawRows;
import org.gradus.model.Model;
import org.gradus.name.InputException;
import org.gradus.name.Nearest;
import org.gradus.name.Shown;
import org.gradus.runs.RunFolder;

/// What a person named as `MODEL`, and rows for it.
///
/// @param path the file
record Trained(Model model, Path path) {
    /// What stands for standard input.
    static final String STANDARD_INPUT = "-";

    /// Finds what a name means: a file, or a run, of which the cured network counts if there is one.
    ///
    /// @throws InputException when it is neither, or holds no model
    static Trained named(String name, Surroundings around) {
        Path file = around.path(name);
        if (Files.isRegularFile(file)) return new Trained(Model.read(file), file);
        if (name.contains("/") && Files.isDirectory(file)) return of(around.run(name));
        List<RunFolder> runs = RunFolder.list(around.runs());
        for (RunFolder run : runs) if (run.id().equals(name)) return of(run);
        List<String> known = new ArrayList<>(runs.stream().map(RunFolder::id).toList());
        List<String> near = Nearest.of(name, known);
        throw new InputException("unknown model `" + Shown.brief(name) + "`: no file and no run"
                + (near.isEmpty()
                        ? "; `gradus train` leaves one in its run"
                        : "; nearest: " + String.join(", ", near)));
    }

    private static Trained of(RunFolder run) {
        Path cured = run.file(Archive.CURED), own = run.file(RunFolder.MODEL);
        Path file = Files.isRegularFile(cured) ? cured : own;
        if (!Files.isRegularFile(file)) {
            throw new InputException(
                    "run " + run.id() + " has no model: its training did not end; `gradus train --resume " + run.id()
                            + "` goes on with it");
        }
        return new Trained(Model.read(file), file);
    }

    /// Reads rows for the model.
    ///
    /// @param data a file, or `-` for standard input
    /// @param wanted whether their targets are to be read, too
    RawRows rows(String data, Surroundings around, boolean wanted) {
        if (!data.equals(STANDARD_INPUT)) {
            return RawRows.read(around.path(data), model.preprocessing(), model.task(), model.sample(), wanted);
        }
        try {
            byte[] bytes = System.in.readAllBytes();
            return RawRows.of("standard input", bytes, model.preprocessing(), model.task(), model.sample(), wanted);
        } catch (IOException e) {
            throw new InputException("standard input cannot be read: " + e.getMessage(), e);
        }
    }

    /// What its predictions are called: as the column of the target is, if it has a name.
    Optional<String> target() {
        return model.preprocessing().layout().targets().stream()
                .map(t -> t.name())
                .filter(n -> !n.isEmpty())
                .findFirst();
    }
}
