package org.gradus.runs;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gradus.name.InputException;

/// What `run.json` says: how a run was made, and how its frames are to be read.
///
/// @param version the version of the run folder's form
/// @param recipe the recipe's name
/// @param folder where the paths of the recipe's data start
/// @param data the hash of the data
/// @param command the command that made it
/// @param started when, as ISO 8601
/// @param gradus the version of Gradus
/// @param java the version of the JVM
/// @param steps how many steps the recipe asks for
/// @param layers the paths of the layers in each frame, input side first
/// @param fields the names of what each frame holds of every layer, in order
/// @param tensors the names of the tensors watched in each frame
/// @param measures the names of what each frame holds of every tensor, in order
public record RunCard(
        int version,
        String recipe,
        String folder,
        String data,
        String command,
        String started,
        String gradus,
        String java,
        long steps,
        List<String> layers,
        List<String> fields,
        List<String> tensors,
        List<String> measures) {
    /// Raised when a field changes its meaning.
    public static final int VERSION = 3;

    /// The most numbers that a frame may hold.
    private static final int MOST = 1 << 26;

    public RunCard {
        layers = List.copyOf(layers);
        fields = List.copyOf(fields);
        tensors = List.copyOf(tensors);
        measures = List.copyOf(measures);
    }

    /// What `run.json` says whatever the version of its form.
    public record Form(int version, String gradus) {}

    /// @throws InputException when the file is missing or broken, or of another version of this form
    public static RunCard read(RunFolder run) {
        String text = run.read(RunFolder.RUN), file = run.id() + "/" + RunFolder.RUN;
        Form form = JsonReader.read(text, Form.class, file);
        if (form.version() != VERSION) {
            throw new InputException("run " + run.id() + ": expected a run of version " + VERSION + ", found version "
                    + form.version() + ", recorded by Gradus " + form.gradus() + "; its " + RunFolder.RECIPE
                    + " can be trained again");
        }
        RunCard card = JsonReader.read(text, RunCard.class, file);
        if (card.numbers() > MOST)
            throw new InputException(file + ": expected at most " + MOST + " numbers a frame, found " + card.numbers());
        return card;
    }

    public void write(RunFolder run) {
        run.write(RunFolder.RUN, Json.write(this));
    }

    /// Where the paths of the recipe's data start.
    ///
    /// @throws InputException when the text is no path
    public Path dataFolder() {
        try {
            return Path.of(folder);
        } catch (InvalidPathException e) {
            throw new InputException(RunFolder.RUN + ": folder: expected a path, found " + folder, e);
        }
    }

    /// Whether another run asks for as many steps, and its frames hold the same in the same places.
    public boolean isLike(RunCard other) {
        return steps == other.steps
                && layers.equals(other.layers)
                && fields.equals(other.fields)
                && tensors.equals(other.tensors)
                && measures.equals(other.measures);
    }

    /// How many numbers a frame holds.
    public int width() {
        return (int) numbers();
    }

    private long numbers() {
        return (long) layers.size() * fields.size() + (long) tensors.size() * measures.size();
    }

    /// The whole frames that the run holds, one after the other.
    public void frames(RunFolder run, Consumer<Frames.Frame> to) {
        Frames.read(run.file(RunFolder.FRAMES), width(), to);
    }

    /// The whole frames that have come since a run was read.
    ///
    /// @param from how far it was read then
    /// @return how far it is read now; empty, with nothing handed on, where it no longer holds what was read
    /// @throws InputException when the file is none of this form
    public Optional<Frames.End> frames(RunFolder run, Frames.End from, Consumer<Frames.Frame> to) {
        return Frames.read(run.file(RunFolder.FRAMES), width(), from, to);
    }

    /// All frames of a run that is short.
    public List<Frames.Frame> frames(RunFolder run) {
        return Frames.read(run.file(RunFolder.FRAMES), width());
    }
}
