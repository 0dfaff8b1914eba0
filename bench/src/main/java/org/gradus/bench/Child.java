package org.gradus.bench;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.gradus.speed.Mlp;
import org.gradus.speed.Stopwatch;
import org.gradus.speed.Times;

/// The side of a library in its own JVM: it waits for orders on standard input, one a line, and
/// answers each with a line that begins with `@`; so that at any time only one of several libraries
/// works.
///
/// - `warm LEAST MOST MODE`: make steps until they are steady, between so many milliseconds
/// - `run TIME MODE`: time steps for so many milliseconds
///
/// A mode is `plain`, `watched` or `predict`.
///
/// It begins by `@ ready SECONDS`, when it has made its first step, so long after the JVM started;
/// and answers an order by `@ times COUNT MEDIAN P10 P90 BEST`, or `@ cannot`. It ends with its
/// standard input. It uses nothing of Gradus but a clock, so that it can run beside any library on
/// a class path.
public final class Child {
    private static final String MARK = "@ ";

    private Child() {}

    /// Makes a library's training of a network.
    @FunctionalInterface
    public interface Maker {
        Subject make(Mlp mlp, int threads) throws Exception;
    }

    /// Serves until the input ends.
    ///
    /// @param arguments the network, the number of threads, and the mode of its first step
    public static void serve(String[] arguments, Maker maker) throws Exception {
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        // what libraries have to say is no answer
        System.setOut(System.err);
        try {
            Subject subject = maker.make(Mlp.parse(arguments[0]), Integer.parseInt(arguments[1]));
            mode(subject, arguments[2]).run();
            long began = ManagementFactory.getRuntimeMXBean().getStartTime();
            answers.println(MARK + "ready " + (System.currentTimeMillis() - began) / 1e3);
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                answers.println(MARK + answer(subject, order.split(" ")));
            }
            System.exit(0);
        } catch (Exception | LinkageError e) {
            e.printStackTrace();
            answers.println(MARK + "failed " + String.valueOf(e).replace('\n', ' '));
            System.exit(1);
        }
    }

    private static String answer(Subject subject, String[] order) {
        Runnable step = mode(subject, order[order.length - 1]);
        try {
            return switch (order[0]) {
                case "warm" -> {
                    Stopwatch.warm(step, milliseconds(order[1]), milliseconds(order[2]), subject::ready);
                    yield said(Stopwatch.time(step, Duration.ZERO));
                }
                case "run" -> said(Stopwatch.time(step, milliseconds(order[1])));
                default -> throw new IllegalArgumentException("no such order: " + order[0]);
            };
        } catch (UnsupportedOperationException _) {
            return "cannot";
        }
    }

    private static Runnable mode(Subject subject, String mode) {
        return switch (mode) {
            case "plain" -> subject::step;
            case "watched" -> subject::watched;
            case "predict" -> subject::predict;
            default -> throw new IllegalArgumentException("no such mode: " + mode);
        };
    }

    private static Duration milliseconds(String word) {
        return Duration.ofMillis(Long.parseLong(word));
    }

    private static String said(Times times) {
        return String.format(
                Locale.ROOT,
                "times %d %f %f %f %f",
                times.count(),
                times.median(),
                times.quantile(0.1),
                times.quantile(0.9),
                times.best());
    }
}
