package org.gradus.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.gradus.data.WholeFile;
import org.gradus.name.InputException;
import org.gradus.recipe.Recipe;

/// What the sweeps of one recipe have found so far: a folder with one file for each training that has ended,
/// named after its recipe and data. So a sweep that was killed goes on, and one that asks for more trains
/// only what is new.
///
/// One process at a time may write into it; that right ends with the process.
public final class SweepFolder implements AutoCloseable {
    private static final String FOLDER = "sweeps", LOCK = "run.lock", END = ".json";
    private static final int LONGEST = 40, DIGITS = 16;

    private final Path path;
    private final FileChannel lock;

    private SweepFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /// What a file holds: a training and its result.
    ///
    /// @param recipe as YAML text
    /// @param data the hash of its data
    public record Kept(String recipe, String data, RunResult result) {}

    /// The folder of a recipe's sweeps, which is made if it is not there.
    ///
    /// @param runs the folder of the runs
    /// @param recipe before any setting is changed
    /// @throws InputException when another process writes into it, or the recipe cannot be written
    public static SweepFolder of(Path runs, Recipe recipe) {
        recipe.unwritable().ifPresent(why -> {
            throw new InputException(recipe.name() + ": a sweep keeps recipes, and this one cannot be written: " + why);
        });
        String name = recipe.name().replaceAll("[^A-Za-z0-9._-]+", "-");
        String cut = name.substring(0, Math.min(LONGEST, name.length()));
        Path path =
                runs.resolve(FOLDER).resolve(cut + "-" + hash(recipe.toYaml()).substring(0, DIGITS / 2));
        try {
            Files.createDirectories(path);
            FileChannel lock = RunClaim.lock(path.resolve(LOCK))
                    .orElseThrow(() -> new InputException("the sweep in " + path
                            + " is being written by another process; wait for its end, or end it"));
            deleteParts(path);
            return new SweepFolder(path, lock);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + path, e);
        }
    }

    private static void deleteParts(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".part")).toList()) Files.delete(file);
        }
    }

    public Path path() {
        return path;
    }

    /// The result of a training, if it is here.
    ///
    /// @param data the hash of its data
    /// @throws InputException when its file is broken
    public Optional<RunResult> read(Recipe recipe, String data) {
        String yaml = recipe.toYaml();
        Path file = file(yaml, data);
        if (!Files.isRegularFile(file)) return Optional.empty();
        try {
            Kept kept = JsonReader.read(Files.readString(file), Kept.class, file.toString());
            return kept.recipe().equals(yaml) && kept.data().equals(data)
                    ? Optional.of(kept.result())
                    : Optional.empty();
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /// Keeps the result of a training, whole or not at all.
    public void write(Recipe recipe, String data, RunResult result) {
        String yaml = recipe.toYaml();
        WholeFile.write(file(yaml, data), Json.write(new Kept(yaml, data, result)) + "\n");
    }

    private Path file(String yaml, String data) {
        return path.resolve(hash(yaml + data) + END);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot let go of " + path, e);
        }
    }
}
