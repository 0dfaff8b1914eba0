package org.gradus.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
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
            CHECKPOINT = "checkpoint.safetensors";

    private final Path path;

    private RunFolder(Path path) {
        this.path = path;
    }

    /// Makes the folder of a new run, named after the day and the next free letters: `2026-11-23-a`.
    public static RunFolder create(Path root, LocalDate day) {
        try {
            Files.createDirectories(root);
            for (int n = 0; ; n++) {
                Path path = root.resolve(day + "-" + letters(n));
                try {
                    return new RunFolder(Files.createDirectory(path));
                } catch (FileAlreadyExistsException _) {
                    // taken: by an earlier run, or by one that starts at this moment
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a run folder in " + root, e);
        }
    }

    /// 0 is a, 25 is z, 26 is aa.
    private static String letters(int n) {
        String last = String.valueOf((char) ('a' + n % 26));
        return n < 26 ? last : letters(n / 26 - 1) + last;
    }

    /// Opens a run by its id, or by its folder's path.
    ///
    /// @throws InputException when there is none; the message names the nearest
    public static RunFolder open(Path root, String run) {
        Path byId = root.resolve(run);
        if (Files.isRegularFile(byId.resolve(RUN))) return new RunFolder(byId);
        Path byPath = Path.of(run);
        if (Files.isRegularFile(byPath.resolve(RUN))) return new RunFolder(byPath);
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
        Path target = path.resolve(name), beside = path.resolve(name + ".part");
        try {
            Files.writeString(beside, text, StandardCharsets.UTF_8);
            try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + target, e);
        }
    }

    /// Reads a text file of the run.
    public String read(String name) {
        try {
            return Files.readString(path.resolve(name));
        } catch (IOException e) {
            throw new InputException("run " + id() + ": cannot read " + name + ": " + e.getMessage(), e);
        }
    }
}
