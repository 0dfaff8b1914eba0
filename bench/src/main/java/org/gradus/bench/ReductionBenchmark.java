package org.gradus.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gradus.graph.Expr;
import org.gradus.graph.op.LogSumExp;
import org.gradus.math.Statistics;
import org.gradus.tensor.Shape;
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

/// Sums and other summaries of a matrix.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class ReductionBenchmark {
    /// A summary.
    public enum Summary {
        SUM,
        SUM_OF_ROWS,
        SUM_OF_COLUMNS,
        MAX,
        NORM,
        DEVIATION,
        SUMMARY,
        LOG_SUM_EXP;

        private Expr of(Expr x) {
            return switch (this) {
                case SUM -> x.sum();
                case SUM_OF_ROWS -> x.sum(0);
                case SUM_OF_COLUMNS -> x.sum(1);
                case MAX -> x.max();
                case NORM -> Statistics.norm(x);
                case DEVIATION -> Statistics.standardDeviation(x);
                case SUMMARY -> Statistics.summary(x);
                case LOG_SUM_EXP -> Expr.of(new LogSumExp(), x);
            };
        }
    }

    @Param
    public Summary summary = Summary.SUM;

    /// Rows and columns.
    @Param({"128 10", "128 512", "1024 1024"})
    public String matrix = "";

    private Calculation calculation = Calculation.NONE;

    /// Plans the summary.
    @Setup
    public void plan() {
        String[] words = matrix.split(" ");
        Expr x = Expr.input("x", Shape.of(Integer.parseInt(words[0]), Integer.parseInt(words[1])));
        calculation = Calculation.of(List.of(x), summary.of(x));
    }

    /// One summary.
    @Benchmark
    public double summarise() {
        return calculation.run();
    }

    /// Lets go of the plan.
    @TearDown
    public void close() {
        calculation.close();
    }
}
