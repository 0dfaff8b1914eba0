package org.gradus.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gradus.graph.Expr;
import org.gradus.graph.op.MatMul;
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

/// Matrix products, forward (NN), by the weights (TN) and by the inputs (NT).
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class MatMulBenchmark {
    /// Rows, columns and inner elements of the product.
    @Param({
        "NN 64 64 64",
        "NN 256 256 256",
        "NN 512 512 512",
        "NN 1024 1024 1024",
        "NN 32 16 16",
        "NN 64 512 128",
        "NN 128 512 784",
        "NN 128 512 512",
        "NN 128 256 256",
        "NN 128 10 512",
        "TN 784 512 128",
        "TN 512 512 128",
        "TN 256 256 128",
        "TN 16 16 32",
        "NT 128 784 512",
        "NT 128 512 512",
        "NT 128 256 256",
        "NT 32 16 16"
    })
    public String product = "";

    private Calculation calculation = Calculation.NONE;

    /// Plans the product.
    @Setup
    public void plan() {
        String[] words = product.split(" ");
        boolean left = words[0].charAt(0) == 'T', right = words[0].charAt(1) == 'T';
        int m = Integer.parseInt(words[1]), n = Integer.parseInt(words[2]), k = Integer.parseInt(words[3]);
        Expr a = Expr.input("a", left ? Shape.of(k, m) : Shape.of(m, k));
        Expr b = Expr.input("b", right ? Shape.of(n, k) : Shape.of(k, n));
        calculation = Calculation.of(List.of(a, b), Expr.of(new MatMul(left, right), a, b));
    }

    /// One product.
    @Benchmark
    public double multiply() {
        return calculation.run();
    }

    /// Lets go of the plan.
    @TearDown
    public void close() {
        calculation.close();
    }
}
