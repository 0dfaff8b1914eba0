package org.gradus.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.gradus.data.Params;
import org.gradus.runs.RunCard;
import org.gradus.runs.RunFolder;
import org.gradus.train.Checkpoint;

/// What a training leaves behind, and folders to train in.
final class Traces {
    /// A network with all that must survive: slots, running statistics, random keys, the best epoch.
    static final String RECIPE = """
            name: rough
            data: {spirals: {samples: 300, classes: 3, noise: 0.2}}
            model:
              - dense: {units: 24, activation: tanh}
              - batch_norm
              - dropout: 0.1
              - repeat: {times: 3, layers: [{dense: {units: 24, activation: relu}}]}
              - dense: 3
            loss: softmax_cross_entropy
            optimizer: {adam: {rate: 0.003}}
            schedule: cosine
            stop: {early_stopping: {patience: 100000}}
            batch: 32
            epochs: %d
            """;

    private Traces() {}

    /// A new folder with a recipe `rough.yaml` of some epochs.
    static Path folder(int epochs) {
        try {
            Path folder = Files.createTempDirectory("gradus-fuzz");
            Files.writeString(folder.resolve("rough.yaml"), RECIPE.formatted(epochs));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder", e);
        }
    }

    /// The runs in a folder, oldest first.
    static List<RunFolder> runs(Path folder) {
        return RunFolder.list(folder.resolve("runs"));
    }

    /// A checksum over the bits of all weights, slots, statistics and keys, and over all frames but their times.
    static String of(RunFolder run) {
        Checkpoint checkpoint = Checkpoint.read(run.file(RunFolder.CHECKPOINT));
        CRC32C frames = new CRC32C();
        RunCard.read(run).frames(run, f -> {
            ByteBuffer bytes = ByteBuffer.allocate(16 + Float.BYTES * f.values().length);
            bytes.putLong(f.step()).putFloat(f.loss()).putFloat(f.rate());
            for (float value : f.values()) bytes.putFloat(value);
            frames.update(bytes.flip());
        });
        return checkpoint.step() + " steps, weights "
                + Params.of(checkpoint.tensors()).checksum() + ", frames " + "%08x".formatted(frames.getValue());
    }

    /// A copy of a folder with all that is in it.
    static Path copy(Path from) {
        try (Stream<Path> files = Files.walk(from)) {
            Path to = Files.createTempDirectory("gradus-fuzz");
            for (Path file : files.skip(1).toList())
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + from, e);
        }
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }
}
