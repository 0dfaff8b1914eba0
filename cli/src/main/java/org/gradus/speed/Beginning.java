package org.gradus.speed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.gradus.train.Trainer;

/// How a training gets under way in a JVM of its own, in seconds since that JVM started.
///
/// @param first when the first step was done: data, weights and plan made, all of it by code that is not yet compiled
/// @param steady when steps had become as fast as they get: the start of the first tenth of a second whose median is
///     within a tenth of the final one
public record Beginning(double first, double steady) {
    private static final long WINDOW = Duration.ofMillis(100).toNanos();
    private static final Duration WATCHED = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double CLOSE = 1.1;

    /// Starts a JVM like this one that trains a network from its first step; nothing when that cannot be done here.
    public static Optional<Beginning> measure(Mlp mlp, int threads) {
        List<String> command = Jvm.command(Beginning.class, List.of(mlp.toString(), String.valueOf(threads)));
        try {
            Process child = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            child.getOutputStream().close();
            if (!child.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) child.destroyForcibly();
            String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return said.startsWith("began ") ? Optional.of(parse(said)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    private static Beginning parse(String said) {
        String[] words = said.strip().split(" ");
        return new Beginning(Double.parseDouble(words[1]), Double.parseDouble(words[2]));
    }

    /// The other JVM's work: `Beginning NETWORK THREADS`.
    public static void main(String[] arguments) {
        List<Long> ends = new ArrayList<>();
        long first;
        try (Trainer trainer =
                Workload.of(Mlp.parse(arguments[0])).trainer(Watch.PLAIN, Integer.parseInt(arguments[1]))) {
            trainer.step();
            long now = System.nanoTime(), wall = System.currentTimeMillis();
            first = wall - ManagementFactory.getRuntimeMXBean().getStartTime();
            ends.add(now);
            while (ends.getLast() - now < WATCHED.toNanos()) {
                trainer.step();
                ends.add(System.nanoTime());
            }
        }
        double steady = first / 1e3 + steady(ends) / 1e9;
        System.out.println("began " + first / 1e3 + " " + steady);
    }

    /// Nanoseconds from the end of the first step until steps are about as fast as they get.
    static long steady(List<Long> ends) {
        long start = ends.getFirst(), last = ends.getLast();
        double goal = CLOSE * median(ends, last - (last - start) / 3, last);
        for (long from = start; from < last - WINDOW; from += WINDOW) {
            if (median(ends, from, from + WINDOW) <= goal) return from - start;
        }
        return last - start;
    }

    /// The median time of the steps that ended within a window; infinite when none did.
    private static double median(List<Long> ends, long from, long to) {
        List<Double> taken = new ArrayList<>();
        for (int i = 1; i < ends.size(); i++) {
            long end = ends.get(i);
            if (end > from && end <= to) taken.add((double) (end - ends.get(i - 1)));
        }
        if (taken.isEmpty()) return Double.POSITIVE_INFINITY;
        return Times.of(taken.stream().mapToDouble(t -> t).toArray()).median();
    }
}
