package org.gradus.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A library in a JVM of its own, seen from outside: it is given orders and watched for its answers. One
/// that does not answer in time is ended, and from then on answers that it is lost.
final class Contestant implements AutoCloseable {
    private static final String MARK = "@ ";
    private static final String END = "";

    /// Its answer is awaited for so many times as long as the order should take, and then some.
    private static final int PATIENCE = 6;

    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final Duration START = Duration.ofMinutes(2);

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Duration grace;
    private Answer state;

    /// Starts a JVM and waits for its first step.
    Contestant(ProcessBuilder builder) {
        this(builder, START, GRACE);
    }

    /// @param patience how long its first step may take
    /// @param grace how much longer than it should an order may take
    Contestant(ProcessBuilder builder, Duration patience, Duration grace) {
        this.grace = grace;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().start(this::listen);
        state = await(patience);
    }

    private void listen() {
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
                Stream<String> all = said.lines()) {
            all.filter(line -> line.startsWith(MARK)).forEach(lines::add);
        } catch (IOException | UncheckedIOException _) {
            // the process is gone, which the end tells
        }
        lines.add(END);
    }

    /// How it began: ready, or lost.
    Answer state() {
        return state;
    }

    /// Has it make steps until they are steady.
    Answer warm(Duration least, Duration most, Mode mode) {
        return order("warm " + least.toMillis() + " " + most.toMillis() + " " + mode.word(), most);
    }

    /// Has it time steps.
    Answer run(Duration time, Mode mode) {
        return order("run " + time.toMillis() + " " + mode.word(), time);
    }

    private Answer order(String order, Duration expected) {
        if (state instanceof Answer.Lost) return state;
        try {
            Writer orders = process.outputWriter(StandardCharsets.UTF_8);
            orders.write(order + "\n");
            orders.flush();
        } catch (IOException _) {
            // the process is gone, which the end tells
        }
        Answer answer = await(expected.multipliedBy(PATIENCE).plus(grace));
        if (answer instanceof Answer.Lost) state = answer;
        return answer;
    }

    private Answer await(Duration patience) {
        try {
            String line = lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (line == null) {
                process.destroyForcibly();
                return new Answer.Lost("no answer in " + patience.toSeconds() + " s");
            }
            if (!line.isEmpty()) return Answer.parse(line.substring(MARK.length()));
            return new Answer.Lost("ended with code " + process.waitFor());
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    /// Ends its JVM.
    @Override
    public void close() {
        try {
            process.outputWriter(StandardCharsets.UTF_8).close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
        } catch (IOException _) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }
}
