package org.gradus.speed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.gradus.probe.Vitals;
import org.gradus.run.Roofline;
import org.gradus.run.Session;
import org.gradus.train.Trainer;

/// A network's training step, timed: plain, and with others looking on, in turns in one process.
///
/// @param watched the plain step first
/// @param load what else went on
public record Measurement(Mlp mlp, int threads, List<Watched> watched, Load load) {
    private static final int ROUNDS = 10;

    /// A step with someone looking on.
    ///
    /// @param ratio its mean over that of the plain step: who looks closely at one step of
    ///     thirty-two costs nothing in a median
    /// @param least the least such ratio of one round
    /// @param most the largest
    /// @param allocated bytes that a step allocates, in `Trainer.step`
    /// @param inSession bytes that the hungriest of its plans allocates in `Session.run`
    public record Watched(
            Watch watch, Times times, double ratio, double least, double most, long allocated, long inSession) {}

    /// Measures a network.
    ///
    /// @param watches who looks on beside the plain step
    /// @param time how long each is timed
    public static Measurement of(Mlp mlp, int threads, List<Watch> watches, Duration time) {
        List<Watch> all = new ArrayList<>(List.of(Watch.PLAIN));
        all.addAll(watches);
        Workload workload = Workload.of(mlp);
        List<Trainer> trainers =
                all.stream().map(w -> workload.trainer(w, threads)).toList();
        try {
            for (Trainer t : trainers) Stopwatch.warmFor(t::step, time, Roofline::warm);
            Load.Start start = Load.start();
            List<Runnable> steps = trainers.stream().<Runnable>map(t -> t::step).toList();
            List<List<Times>> rounds = Stopwatch.inTurns(steps, ROUNDS, time.dividedBy(ROUNDS));
            Load load = start.stop();
            List<Watched> watched = IntStream.range(0, all.size())
                    .mapToObj(i -> watched(all.get(i), trainers.get(i), rounds, i))
                    .toList();
            return new Measurement(mlp, threads, watched, load);
        } finally {
            trainers.forEach(Trainer::close);
        }
    }

    private static Watched watched(Watch watch, Trainer trainer, List<List<Times>> rounds, int i) {
        Times times = Times.all(rounds.stream().map(r -> r.get(i)).toList());
        Times plain = Times.all(rounds.stream().map(List::getFirst).toList());
        Times ratios = Times.of(rounds.stream()
                .mapToDouble(r -> r.get(i).mean() / r.getFirst().mean())
                .toArray());
        return new Watched(
                watch,
                times,
                times.mean() / plain.mean(),
                ratios.best(),
                ratios.quantile(1),
                Stopwatch.allocated(trainer::step),
                inSession(trainer));
    }

    /// What the hungriest of a training's plans allocates: steps that are sampled have one of
    /// their own.
    private static long inSession(Trainer trainer) {
        Set<Session> plans = new LinkedHashSet<>();
        for (int i = 0; i < Vitals.SPARSE; i++) {
            plans.add(trainer.session());
            trainer.step();
        }
        return plans.stream()
                .mapToLong(plan -> Stopwatch.allocated(plan::run))
                .max()
                .orElse(0);
    }

    /// The plain step's times.
    public Times plain() {
        return watched.getFirst().times();
    }

    /// Floating-point operations a second in matrix products, over the whole plain step.
    public double rate() {
        return mlp.operations() / (plain().median() / 1e6);
    }
}
