package org.gradus.studio;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gradus.clinic.Archive;
import org.gradus.name.InputException;
import org.gradus.probe.Field;
import org.gradus.probe.History;
import org.gradus.probe.Measure;
import org.gradus.recipe.Recipe;
import org.gradus.record.NamedRecipe;
import org.gradus.runs.RunCard;
import org.gradus.runs.RunFolder;
import org.gradus.runs.RunResult;

/// A run as its files stand now.
///
/// @param folder where it is
/// @param made what tells whether it was made anew: sizes and times of the files that say how
/// @param stamp what tells whether anything has changed: the same of all files
/// @param card how it was made
/// @param named what was trained
/// @param frames what was measured so far
/// @param result how it ended, if it has
/// @param examined whether the doctor has examined it
record Recorded(
        RunFolder folder,
        String made,
        String stamp,
        RunCard card,
        NamedRecipe named,
        RecordedFrames frames,
        Optional<RunResult> result,
        boolean examined) {
    private static final List<String> MADE = List.of(RunFolder.RUN, RunFolder.RECIPE),
            FOUND =
                    List.of(
                            RunFolder.FRAMES,
                            "result.json",
                            "evidence.json",
                            "trials.json",
                            RunFolder.MODEL,
                            Archive.CURED);

    /// @param before the same run as it was; of what has not changed nothing is read again
    /// @throws InputException when it cannot be read; the message names the file
    static Recorded read(RunFolder folder, Optional<Recorded> before) {
        String made = stamp(folder, MADE), stamp = made + stamp(folder, FOUND);
        Optional<Recorded> same = before.filter(run -> run.made().equals(made));
        RunCard card = same.map(Recorded::card).orElseGet(() -> card(folder));
        NamedRecipe named = same.map(Recorded::named).orElseGet(() -> NamedRecipe.recorded(folder));
        RecordedFrames frames = same.map(Recorded::frames).orElseGet(() -> new RecordedFrames(folder, card));
        Optional<RunResult> result = RunResult.read(folder);
        // of a training that goes on, they change until somebody asks
        if (result.isPresent()) frames.history(stamp);
        return new Recorded(folder, made, stamp, card, named, frames, result, Archive.holds(folder));
    }

    private static RunCard card(RunFolder folder) {
        RunCard card = RunCard.read(folder);
        List<String> fields = Arrays.stream(Field.values()).map(Field::key).toList();
        List<String> measures =
                Arrays.stream(Measure.values()).map(Measure::key).toList();
        if (!card.fields().equals(fields) || !card.measures().equals(measures))
            throw new InputException("run " + folder.id() + ": expected the fields " + fields + " in each frame, found "
                    + card.fields());
        return card;
    }

    /// Sizes and times of a run's files.
    static String stamp(RunFolder folder) {
        return stamp(folder, MADE) + stamp(folder, FOUND);
    }

    private static String stamp(RunFolder folder, List<String> files) {
        StringBuilder stamp = new StringBuilder();
        for (String name : files) {
            File file = folder.file(name).toFile();
            stamp.append(file.length()).append('@').append(file.lastModified()).append(' ');
        }
        return stamp.toString();
    }

    String id() {
        return folder.id();
    }

    /// What was trained.
    Recipe recipe() {
        return named.recipe();
    }

    /// What was measured so far.
    ///
    /// @throws InputException when it cannot be read; the message names the file
    History history() {
        return frames.history(stamp);
    }

    /// The number of the last step that was recorded.
    long steps() {
        History history = history();
        return history.size() == 0 ? 0 : history.step(history.size() - 1);
    }

    /// Whether it was recorded to its end: by a training, or by an examination.
    boolean ended() {
        return result.isPresent() || examined;
    }

    /// The signal at the first layer at the last step: by this the sickest come first.
    double firstSignal() {
        History history = history();
        if (history.size() == 0 || history.layers().isEmpty()) return Double.NaN;
        return history.get(Field.SIGNAL, history.size() - 1, 0);
    }
}
