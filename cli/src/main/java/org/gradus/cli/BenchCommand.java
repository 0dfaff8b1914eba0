package org.gradus.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.gradus.name.InputException;
import org.gradus.runs.Json;
import org.gradus.speed.Beginning;
import org.gradus.speed.Limits;
import org.gradus.speed.Load;
import org.gradus.speed.Measurement;
import org.gradus.speed.Mlp;
import org.gradus.speed.Prediction;
import org.gradus.speed.Profile;
import org.gradus.speed.Watch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gradus bench`: how fast training steps are on this machine, beside what the machine could do.
@Command(
        name = "bench",
        description = "How fast training is on this machine, in two minutes.",
        footerHeading = "%nExamples:%n",
        footer = {"  gradus bench", "  gradus bench --only=W2 --threads=1", "  gradus bench --profile=W3"})
final class BenchCommand implements Runnable {
    /// The limits of the machine are measured for a part of the time for which a step is.
    private static final double LIMITS = 15;

    /// Seconds for which a step may be timed: an hour.
    private static final int LONGEST = 3600;

    private final Gradus gradus;

    @Option(
            names = "--only",
            paramLabel = "NETWORK",
            split = ",",
            defaultValue = "W1,W2,W3",
            description = "W1, W2, W3, or a network such as 64-256x50-10/128/tanh/cross_entropy/momentum.")
    private List<String> only = List.of();

    @Option(
            names = "--threads",
            paramLabel = "N",
            split = ",",
            description = "Numbers of threads (default: 1, and 2 where there are two cores).")
    private List<Integer> threads = List.of();

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "1.5",
            description = "How long each step is timed (default: 1.5).")
    private double seconds;

    @Option(names = "--no-start", description = "Leave out the first steps, which need JVMs of their own.")
    private boolean noStart;

    @Option(names = "--predict", description = "Measure a trained network in use instead of its training.")
    private boolean predict;

    @Option(names = "--profile", paramLabel = "NETWORK", description = "Show where the time of a step goes instead.")
    private Optional<String> profile = Optional.empty();

    @Option(
            names = "--watch",
            paramLabel = "WHO",
            defaultValue = "plain",
            description = "Who looks on in a profile: plain, statistics, guard, doctor (default: plain).")
    private Watch watch = Watch.PLAIN;

    BenchCommand(Gradus gradus) {
        this.gradus = gradus;
    }

    @Override
    public void run() {
        if (!(seconds > 0 && seconds <= LONGEST)) {
            throw new InputException("--seconds: expected a number above 0, up to " + LONGEST + ", found " + seconds);
        }
        threads.forEach(Threads::checked);
        if (profile.isPresent()) {
            profile(read("--profile", profile.get()));
            return;
        }
        List<Mlp> networks = only.stream().map(n -> read("--only", n)).toList();
        if (predict) {
            predictions(networks);
            return;
        }
        Load.Start begun = Load.start();
        Map<Integer, Limits> limits = new LinkedHashMap<>();
        Duration each = Duration.ofMillis((long) Math.clamp(seconds * 1e3 / LIMITS, 1, 100));
        for (int t : threads()) {
            limits.put(t, measured("the machine's limits, threads: " + t, () -> Limits.measure(t, each)));
        }
        List<Bench> benches = networks.stream().map(mlp -> bench(mlp, limits)).toList();
        Load load = begun.stop();
        if (gradus.json()) gradus.print(BenchPage.json(limits, benches, load));
        else new BenchPage(gradus.terminal()).print(limits, benches, load);
    }

    private void predictions(List<Mlp> networks) {
        Duration time = Duration.ofNanos((long) (seconds * 1e9));
        Map<Mlp, Prediction> found = new LinkedHashMap<>();
        for (Mlp mlp : networks) {
            found.put(mlp, measured("predictions of " + mlp.name(), () -> Prediction.measure(mlp, time, !noStart)));
        }
        if (gradus.json()) gradus.print(BenchPage.json(found));
        else new BenchPage(gradus.terminal()).predictions(found);
    }

    private static Mlp read(String option, String network) {
        try {
            return Mlp.parse(network);
        } catch (IllegalArgumentException e) {
            throw new InputException(option + ": " + e.getMessage());
        }
    }

    private List<Integer> threads() {
        if (!threads.isEmpty()) return threads;
        return Runtime.getRuntime().availableProcessors() > 1 ? List.of(1, 2) : List.of(1);
    }

    private Bench bench(Mlp mlp, Map<Integer, Limits> limits) {
        Duration time = Duration.ofNanos((long) (seconds * 1e9));
        List<Bench.Timed> timed = new ArrayList<>();
        limits.forEach((t, limit) -> timed.add(new Bench.Timed(
                measured(
                        mlp.name() + ", threads: " + t,
                        () -> Measurement.of(mlp, t, List.of(Watch.STATISTICS, Watch.GUARD, Watch.DOCTOR), time)),
                limit.floor(mlp))));
        Optional<Beginning> beginning = noStart
                ? Optional.empty()
                : measured(mlp.name() + " from its first step", () -> Beginning.measure(mlp, 1));
        return new Bench(mlp, timed, beginning);
    }

    /// Says what is being measured, since nothing is printed until the end.
    private <T> T measured(String what, Supplier<T> measure) {
        if (gradus.terminal().live()) gradus.terminal().say("measuring " + what);
        return measure.get();
    }

    private void profile(Mlp mlp) {
        int most = threads.isEmpty() ? 1 : threads.getFirst();
        Profile found = measured(
                "the calls of " + mlp.name(),
                () -> Profile.of(mlp, watch, most, Duration.ofNanos((long) (seconds * 1e9))));
        if (gradus.json()) {
            gradus.print(Json.object("network", mlp.toString(), "watch", watch, "threads", most, "profile", found));
        } else new BenchPage(gradus.terminal()).profile(mlp, found);
    }
}
