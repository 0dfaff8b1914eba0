package org.gradus.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gradus.data.WholeFile;
import org.gradus.name.InputException;
import org.gradus.name.Nearest;

/// A folder that holds one training: `run.json`, `recipe.yaml`, `frames.bin`, `checkpoint.safetensors` and
/// whatever was found out about it.
///
/// Whole files are written beside their place and moved there; frames are appended. So a crash at any moment
/// leaves a folder that can be read, and a training that can be resumed.
public final class RunFolder {
    /// The files of a run.
    public static final String RUN = "run.json",
            RECIPE = "recipe.yaml",
            FRAMES = "frames.bin",
            CHECKPOINT = "checkpoint.safetensors",
            MODEL = "model.safetensors";

    private static final long MEGABYTE = 1_000_000;

    private final Path path;

    private RunFolder(Path path) {
        this.path = path;
    }

    /// A folder, whatever is in it.
    static RunFolder at(Path path) {
        return new RunFolder(path);
    }

    /// That the disk has room for a run, while nothing is lost by that.
    ///
    /// @param bytes what it will take, at most
    /// @throws InputException when it has not
    public void checkRoom(long bytes) {
        long free;
        try {
            free = Files.getFileStore(path).getUsableSpace();
        } catch (IOException _) {
            // a file system that does not tell is tried
            return;
        }
        if (free < bytes) {
            throw new InputException(path + ": expected room for " + megabytes(bytes) + " on the disk, found "
                    + megabytes(free) + "; GRADUS_RUNS names a folder elsewhere");
        }
    }

    private static String megabytes(long bytes) {
        return Math.ceilDiv(bytes, MEGABYTE) + " MB";
    }

    /// Opens a run by its id, or by its folder's path.
    ///
    /// @throws InputException when there is none; the message names the nearest
    public static RunFolder open(Path root, String run) {
        try {
            for (Path path : List.of(root.resolve(run), Path.of(run))) {
                if (Files.isRegularFile(path.resolve(RUN))) return new RunFolder(path);
            }
        } catch (InvalidPathException _) {
            // what is no path is no run
        }
        List<String> ids = list(root).stream().map(RunFolder::id).toList();
        List<String> near = Nearest.of(run, ids);
        String hint = ids.isEmpty()
                ? "there are no runs in " + root
                : "nearest: " + String.join(", ", near.isEmpty() ? ids.subList(0, Math.min(3, ids.size())) : near);
        throw new InputException("unknown run `" + run + "`; " + hint);
    }

    /// All runs below a folder, oldest first.
    public static List<RunFolder> list(Path root) {
        if (!Files.isDirectory(root)) return List.of();
        try (Stream<Path> children = Files.list(root)) {
            return children.filter(p -> Files.isRegularFile(p.resolve(RUN)))
                    .sorted()
                    .map(RunFolder::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the runs in " + root, e);
        }
    }

    public String id() {
        return path.getFileName().toString();
    }

    public Path path() {
        return path;
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    /// Writes a file whole or not at all.
    public void write(String name, String text) {
        WholeFile.write(path.resolve(name), text);
    }

    /// Reads a text file of the run.
    ///
    /// @throws InputException when there is no such file, or it is not text
    public String read(String name) {
        if (!Files.isRegularFile(path.resolve(name))) {
            throw new InputException("run " + id() + ": expected a file " + name + ", found none");
        }
        try {
            return Files.readString(path.resolve(name));
        } catch (IOException e) {
            throw new InputException("run " + id() + ": cannot read " + name + ": " + e.getMessage(), e);
        }
    }
}
