package org.gradus.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gradus.graph.Expr;
import org.gradus.math.Nonlinear;
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

/// Functions of each element, transcendental ones among them, in the second cache and in the third.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class ElementBenchmark {
    /// A function of each element.
    public enum Function {
        RELU,
        SQUARE,
        TANH,
        SIGMOID,
        EXP,
        SOFTPLUS,
        GELU,
        /// Several operations that can be fused.
        CHAIN;

        private Expr of(Expr x) {
            return switch (this) {
                case RELU -> x.relu();
                case SQUARE -> x.square();
                case TANH -> x.tanh();
                case SIGMOID -> x.sigmoid();
                case EXP -> x.exp();
                case SOFTPLUS -> x.softplus();
                case GELU -> Nonlinear.gelu(x);
                case CHAIN -> x.plus(1).times(0.5).tanh().times(x);
            };
        }
    }

    @Param
    public Function function = Function.RELU;

    @Param({"16384", "1048576"})
    public int elements;

    private Calculation calculation = Calculation.NONE;

    /// Plans the function.
    @Setup
    public void plan() {
        Expr x = Expr.input("x", Shape.of(elements));
        calculation = Calculation.of(List.of(x), function.of(x));
    }

    /// All elements once.
    @Benchmark
    public double compute() {
        return calculation.run();
    }

    /// Lets go of the plan.
    @TearDown
    public void close() {
        calculation.close();
    }
}
