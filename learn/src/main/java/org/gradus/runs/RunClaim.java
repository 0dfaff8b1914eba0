package org.gradus.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gradus.name.InputException;

/// The right to write into a run's folder, which one process has at a time. It is a lock on the file
/// `run.lock`, so it ends with the process, however that ends.
public final class RunClaim implements AutoCloseable {
    private static final String LOCK = "run.lock", ROOT_LOCK = ".lock";

    private final RunFolder run;
    private final FileChannel lock;

    private RunClaim(RunFolder run, FileChannel lock) {
        this.run = run;
        this.lock = lock;
    }

    /// Makes the folder of a new run, named after the day and the next free letters: `2026-11-23-a`. What
    /// killed processes have left behind is cleared away before: folders of runs that never began, and files
    /// that were not written to their end.
    public static RunClaim create(Path root, LocalDate day) {
        // one thread at a time, since a process cannot wait for a lock of its own
        synchronized (RunClaim.class) {
            try {
                Files.createDirectories(root);
                try (FileChannel alone = open(root.resolve(ROOT_LOCK))) {
                    alone.lock();
                    clear(root);
                    return made(root, day);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot make a run folder in " + root, e);
            }
        }
    }

    private static RunClaim made(Path root, LocalDate day) throws IOException {
        for (int n = 0; ; n++) {
            Path path = root.resolve(day + "-" + letters(n));
            try {
                RunFolder run = RunFolder.at(Files.createDirectory(path));
                return new RunClaim(run, locked(run).orElseThrow());
            } catch (FileAlreadyExistsException _) {
                // taken by an earlier run
            }
        }
    }

    /// 0 is a, 25 is z, 26 is aa.
    private static String letters(int n) {
        String last = String.valueOf((char) ('a' + n % 26));
        return n < 26 ? last : letters(n / 26 - 1) + last;
    }

    /// The right to go on with a run.
    ///
    /// @throws InputException when another process has it
    public static RunClaim of(RunFolder run) {
        try {
            FileChannel lock = locked(run)
                    .orElseThrow(() -> new InputException(
                            "run " + run.id() + " is being written by another process; wait for its end, or end it"));
            deleteParts(run.path());
            return new RunClaim(run, lock);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + run.path(), e);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /// The lock of a run; none where another has it.
    private static Optional<FileChannel> locked(RunFolder run) throws IOException {
        return lock(run.file(LOCK));
    }

    /// A lock on a file; none where another has it.
    static Optional<FileChannel> lock(Path file) throws IOException {
        FileChannel channel = open(file);
        try {
            if (channel.tryLock() != null) return Optional.of(channel);
        } catch (OverlappingFileLockException _) {
            // this process has it, in another thread
        }
        channel.close();
        return Optional.empty();
    }

    /// Clears away what no living process needs. Only folders that this class has made are looked into.
    private static void clear(Path root) throws IOException {
        for (Path folder : children(root)) {
            if (!folder.getFileName().toString().matches("\\d{4}-\\d\\d-\\d\\d-[a-z]+")) continue;
            if (!Files.isRegularFile(folder.resolve(LOCK))) {
                if (children(folder).isEmpty()) Files.delete(folder);
                continue;
            }
            Optional<FileChannel> lock = locked(RunFolder.at(folder));
            if (lock.isEmpty()) continue;
            try (FileChannel _ = lock.get()) {
                if (Files.exists(folder.resolve(RunFolder.RUN))) deleteParts(folder);
                else delete(folder);
            }
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }

    private static void deleteParts(Path folder) throws IOException {
        for (Path file : children(folder)) if (file.toString().endsWith(".part")) Files.delete(file);
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files = children(folder);
        if (!files.stream().allMatch(Files::isRegularFile)) return;
        for (Path file : files) Files.delete(file);
        Files.delete(folder);
    }

    public RunFolder run() {
        return run;
    }

    /// Lets go of a run that did not begin: its folder goes away.
    public void discard() {
        close();
        try {
            if (!Files.exists(run.file(RunFolder.RUN))) delete(run.path());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear " + run.path(), e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot let go of " + run.path(), e);
        }
    }
}
