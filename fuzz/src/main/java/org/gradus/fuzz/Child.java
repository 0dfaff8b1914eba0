package org.gradus.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gradus.cli.Gradus;
import org.gradus.speed.Jvm;

/// The command line in a JVM of its own, which can be ended at any moment.
final class Child implements AutoCloseable {
    /// Of a JVM that lives for seconds: it starts sooner, and gives the same bits.
    static final List<String> BRIEF = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");

    private final Process process;
    private final Path output;

    private Child(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /// Starts `gradus` in a folder.
    static Child start(Path folder, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(Jvm.command(Gradus.class, List.of(arguments)));
        // modules that are added are there, whatever the limits
        if (options.contains("--limit-modules")) command.removeIf(option -> option.startsWith("--add-modules"));
        command.addAll(1, options);
        try {
            Path output = Files.createTempFile("gradus-fuzz", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().remove("GRADUS_RUNS");
            return new Child(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
    }

    /// What it wrote, and its exit code.
    record Result(int code, String text) {
        /// Whether it ended as it should or refused what it was given, in words.
        boolean handled() {
            return (code == 0 || code == 2) && !text.contains("fault of Gradus") && !text.contains("Exception");
        }
    }

    /// Starts `gradus`, and waits for its end.
    static Result run(Path folder, List<String> options, String... arguments) {
        try (Child child = start(folder, options, arguments)) {
            return child.result();
        }
    }

    /// Waits for its end.
    Result result() {
        try {
            int code = process.waitFor();
            return new Result(code, Files.readString(output));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + output, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// Ends it by force after some time.
    ///
    /// @return whether it had not ended before
    boolean killAfter(long millis) {
        try {
            boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            return !ended;
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            Files.deleteIfExists(output);
        } catch (IOException _) {
            // a file in the folder for temporary ones
        }
    }
}
