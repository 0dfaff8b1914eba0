package org.gradus.bench;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.gradus.speed.Mlp;
import org.gradus.speed.Watch;
import org.gradus.speed.Workload;
import org.gradus.train.Trainer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Whole training steps.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class StepBenchmark {
    @Param({"W1", "W2", "W3"})
    public String network = "";

    @Param
    public Watch watch = Watch.PLAIN;

    @Param({"1", "2"})
    public int threads;

    private Optional<Trainer> trainer = Optional.empty();

    /// Starts the training.
    @Setup
    public void start() {
        trainer = Optional.of(Workload.of(Mlp.parse(network)).trainer(watch, threads));
    }

    /// Forward, backward, update.
    @Benchmark
    public double step() {
        return trainer.orElseThrow().step().loss();
    }

    /// Ends the training.
    @TearDown
    public void close() {
        trainer.ifPresent(Trainer::close);
    }
}
