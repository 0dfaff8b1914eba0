package org.gradus.speed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.gradus.model.Model;
import org.gradus.run.Roofline;
import org.gradus.tensor.Philox;
import org.gradus.train.Trainer;

/// How fast a trained network answers, on one thread, from the caller's array into the caller's array.
///
/// @param row a single row, in microseconds
/// @param batch [#ROWS] rows at once, in microseconds
/// @param allocated bytes that a single row takes
/// @param first how a JVM of its own gets under way, if one could be started
public record Prediction(Times row, Times batch, long allocated, Optional<First> first) {
    /// The rows of a batch.
    public static final int ROWS = 128;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double MILLISECOND = 1e6;

    /// The start of a JVM that uses a model, by code that is not yet compiled.
    ///
    /// @param read milliseconds that [Model#read] takes
    /// @param answered milliseconds of the first prediction after that
    public record First(double read, double answered) {}

    /// A network that is used again and again.
    public static final class Use implements AutoCloseable {
        private final Trainer trainer;
        private final Model model;
        private final float[] rows;
        private final float[] into;
        private final int count;

        /// @param count how many rows there are at once
        public Use(Mlp mlp, int count) {
            trainer = Workload.of(mlp).trainer(Watch.PLAIN, 1);
            model = trainer.model();
            this.count = count;
            rows = new float[count * mlp.inputs()];
            for (int i = 0; i < rows.length; i++) rows[i] = (float) Philox.normal(1, 0, 0, i);
            into = new float[count * model.task().outputs()];
        }

        /// Answers all rows once.
        public void predict() {
            model.predict(rows, count, into);
        }

        @Override
        public void close() {
            trainer.close();
        }
    }

    /// Measures a network.
    ///
    /// @param time how long each is timed
    /// @param start whether another JVM is started
    public static Prediction measure(Mlp mlp, Duration time, boolean start) {
        try (Use one = new Use(mlp, 1);
                Use many = new Use(mlp, ROWS)) {
            Times row = timed(one, time), batch = timed(many, time);
            long allocated = Stopwatch.allocated(one::predict);
            return new Prediction(row, batch, allocated, start ? first(one.model) : Optional.empty());
        }
    }

    private static Times timed(Use use, Duration time) {
        Stopwatch.warmFor(use::predict, time, Roofline::warm);
        return Stopwatch.time(use::predict, time);
    }

    private static Optional<First> first(Model model) {
        try {
            Path file = Files.createTempFile("gradus", ".safetensors");
            try {
                model.write(file);
                Process child = new ProcessBuilder(Jvm.command(Prediction.class, List.of(file.toString())))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                child.getOutputStream().close();
                if (!child.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) child.destroyForcibly();
                String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                String[] words = said.strip().split(" ");
                return words[0].equals("began")
                        ? Optional.of(new First(Double.parseDouble(words[1]), Double.parseDouble(words[2])))
                        : Optional.empty();
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    /// The other JVM's work: `Prediction FILE`.
    public static void main(String[] arguments) {
        long begun = System.nanoTime();
        Model model = Model.read(Path.of(arguments[0]));
        float[] row = new float[model.inputs()];
        long read = System.nanoTime();
        model.predict(row);
        long answered = System.nanoTime();
        System.out.println("began " + (read - begun) / MILLISECOND + " " + (answered - read) / MILLISECOND);
    }
}
