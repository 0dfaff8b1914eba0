package org.gradus.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gradus.name.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Malformed inputs for every reader. Each must be read, or refused by a message for people that names the place;
/// within a second, and in little more memory than the input takes.
@Command(name = "readers", mixinStandardHelpOptions = true, description = "Gives malformed inputs to every reader.")
final class Readers implements Callable<Integer> {
    private static final int LONGEST_MESSAGE = 600;

    @Option(names = "--inputs", defaultValue = "10000", description = "For each (default: ${DEFAULT-VALUE}).")
    private int inputs;

    @Option(names = "--targets", split = ",", description = "${COMPLETION-CANDIDATES} (default: all).")
    private List<Target> targets = List.of(Target.values());

    @Option(names = "--seed", defaultValue = "1", description = "Makes the inputs (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--limit", defaultValue = "5", description = "Seconds an input (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--found",
            defaultValue = "target/fuzz",
            description = "Where inputs are kept that went wrong (default: ${DEFAULT-VALUE}).")
    private Path found = Path.of("");

    @Override
    public Integer call() throws IOException {
        int wrong = 0;
        for (Target target : targets) {
            long begun = System.nanoTime();
            Tally tally = run(target, inputs, seed, limit);
            System.out.printf(
                    "%-12s %,d inputs: %,d read, %,d refused, %,d went wrong; %.0f s%n",
                    target, tally.inputs(), tally.read, tally.refused, tally.wrong, (System.nanoTime() - begun) / 1e9);
            wrong += tally.wrong;
            if (tally.first.isEmpty()) continue;
            Wrong first = tally.first.get();
            Files.createDirectories(found);
            Path file = found.resolve(target + "-" + first.number());
            Files.write(file, first.input());
            System.out.println("  the first, in " + file + ": " + first.what());
        }
        return wrong == 0 ? 0 : 1;
    }

    /// What went wrong.
    ///
    /// @param number of the input
    record Wrong(int number, String what, List<Byte> bytes) {
        Wrong(int number, String what, byte[] input) {
            this(number, what, boxed(input));
        }

        private static List<Byte> boxed(byte[] input) {
            Byte[] boxed = new Byte[input.length];
            Arrays.setAll(boxed, i -> input[i]);
            return List.of(boxed);
        }

        byte[] input() {
            byte[] input = new byte[bytes.size()];
            for (int i = 0; i < input.length; i++) input[i] = bytes.get(i);
            return input;
        }
    }

    /// What became of the inputs.
    static final class Tally {
        int read;
        int refused;
        int wrong;
        Optional<Wrong> first = Optional.empty();

        int inputs() {
            return read + refused + wrong;
        }
    }

    /// Gives a reader some inputs.
    static Tally run(Target target, int inputs, long seed, int limit) {
        Mutator mutator = new Mutator(target.seeds(), seed);
        Tally tally = new Tally();
        try (Reader reader = new Reader(target, limit)) {
            for (int i = 0; i < inputs && !reader.hangs; i++) {
                byte[] input = mutator.next();
                Optional<String> what = reader.wrong(input, tally);
                if (what.isEmpty()) continue;
                tally.wrong++;
                if (tally.first.isEmpty()) tally.first = Optional.of(new Wrong(i, what.get(), input));
            }
        }
        return tally;
    }

    /// Reads inputs in a thread that is watched.
    private static final class Reader implements AutoCloseable {
        private final Target target;
        private final int limit;
        private final ExecutorService thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("reader").factory());
        private final ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        private final Path folder;
        private boolean hangs;

        Reader(Target target, int limit) {
            this.target = target;
            this.limit = limit;
            try {
                folder = Files.createTempDirectory("gradus-fuzz");
            } catch (IOException e) {
                throw new UncheckedIOException("cannot make a folder", e);
            }
        }

        /// What went wrong, if anything.
        Optional<String> wrong(byte[] input, Tally tally) {
            Future<Long> reading = thread.submit(() -> read(input));
            long allowed = target.memory(input.length);
            try {
                long taken = reading.get(limit, TimeUnit.SECONDS);
                if (taken > allowed) return Optional.of("it took " + taken + " bytes of memory");
                tally.read++;
                return Optional.empty();
            } catch (TimeoutException _) {
                hangs = true;
                return Optional.of("it took more than " + limit + " s; no more inputs are tried");
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            } catch (ExecutionException e) {
                Throwable cause = e.getCause();
                Optional<String> flaw = cause instanceof InputException refusal
                        ? flaw(String.valueOf(refusal.getMessage()))
                        : Optional.of(trace(cause));
                if (flaw.isEmpty()) tally.refused++;
                return flaw;
            }
        }

        /// @return the memory that it took
        private long read(byte[] input) throws IOException {
            long before = memory.getCurrentThreadAllocatedBytes();
            target.read(input, folder);
            return memory.getCurrentThreadAllocatedBytes() - before;
        }

        private static String trace(@Nullable Throwable cause) {
            if (cause == null) return "nothing";
            StringBuilder trace = new StringBuilder(cause.toString());
            Arrays.stream(cause.getStackTrace())
                    .limit(6)
                    .forEach(line -> trace.append("\n    at ").append(line));
            return trace.toString();
        }

        /// What is wrong with a message for people.
        private static Optional<String> flaw(String message) {
            boolean well = message.length() <= LONGEST_MESSAGE
                    && message.codePoints().noneMatch(c -> Character.isISOControl(c))
                    && !message.matches("(?s).*(java\\.|org\\.gradus|Exception|NullPointer).*")
                    && message.contains(":");
            return well ? Optional.empty() : Optional.of("the message \"" + message + "\"");
        }

        @Override
        public void close() {
            thread.shutdownNow();
            if (!hangs) Traces.delete(folder);
        }
    }
}
