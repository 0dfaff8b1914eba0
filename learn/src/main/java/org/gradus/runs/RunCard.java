package org.gradus.runs;

import java.util.List;

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
        int steps,
        List<String> layers,
        List<String> fields,
        List<String> tensors,
        List<String> measures) {
    /// Raised when a field changes its meaning.
    public static final int VERSION = 2;

    public RunCard {
        layers = List.copyOf(layers);
        fields = List.copyOf(fields);
        tensors = List.copyOf(tensors);
        measures = List.copyOf(measures);
    }

    /// @throws org.gradus.name.InputException when the file is missing or broken
    public static RunCard read(RunFolder run) {
        return JsonReader.read(run.read(RunFolder.RUN), RunCard.class, run.id() + "/" + RunFolder.RUN);
    }

    public void write(RunFolder run) {
        run.write(RunFolder.RUN, Json.write(this));
    }

    /// How many numbers a frame holds.
    public int width() {
        return layers.size() * fields.size() + tensors.size() * measures.size();
    }

    /// The whole frames that the run holds.
    public List<Frames.Frame> frames(RunFolder run) {
        return Frames.read(run.file(RunFolder.FRAMES), width());
    }
}
