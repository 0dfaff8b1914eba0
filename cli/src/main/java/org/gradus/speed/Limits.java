package org.gradus.speed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.plan.Plan;
import org.gradus.run.Roofline;
import org.gradus.run.Session;
import org.gradus.run.Store;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// What this machine can do at most, measured.
///
/// @param threads how many threads work at once
/// @param operations floating-point operations a second, multiply-adds in registers
/// @param near bytes a second that y = x + z / 2 reads and writes when its arrays take 384 KiB, which is in the second
///     cache of most processors
/// @param far the same with 12 MiB, about what the weights of W2 and all that belongs to them take: in the third cache
///     of most
/// @param tanh seconds that a hyperbolic tangent of the engine takes
/// @param exp seconds that an exponential of the engine takes
public record Limits(int threads, double operations, double near, double far, double tanh, double exp) {
    private static final int NEAR = 384 << 10;
    private static final int FAR = 12 << 20;

    /// The bytes that [Roofline#stream] moves for each element.
    private static final int STREAMED = 3 * Float.BYTES;

    private static final int ROUNDS = 20_000;

    /// Elements of a function that is timed: input and output fit in the second cache.
    private static final int ELEMENTS = 1 << 14;

    private static final Duration USUAL = Duration.ofMillis(100);

    /// A loop is warmed up for so many times as long as it is measured, at least and at most.
    private static final int WARM = 3;

    private static final int WARM_AT_MOST = 40;

    /// The share of measurements that count as what the machine can do when left alone.
    private static final double UNDISTURBED = 0.1;

    /// Measures them, which takes about three seconds.
    public static Limits measure(int threads) {
        return measure(threads, USUAL);
    }

    /// @param each how long each is measured
    public static Limits measure(int threads, Duration each) {
        return new Limits(
                threads,
                together(threads, () -> multiplyAdds(each)),
                together(threads, () -> bandwidth(NEAR, each)),
                together(threads, () -> bandwidth(FAR, each)),
                function(Expr::tanh, each) / threads,
                function(Expr::exp, each) / threads);
    }

    /// What a step of a network takes at least by these limits.
    public Floor floor(Mlp mlp) {
        double forward = mlp.curve() == Mlp.Curve.TANH ? tanh : 2 * Float.BYTES / far;
        double backward = 3 * Float.BYTES / far;
        double softmax = mlp.goal() == Mlp.Goal.CROSS_ENTROPY ? exp * mlp.batch() * mlp.outputs() : 0;
        return new Floor(
                1e6 * mlp.operations() / operations,
                1e6 * (mlp.hidden() * (forward + backward) + softmax),
                1e6 * mlp.parameters() * mlp.rule().passes() * Float.BYTES / far);
    }

    /// The sum of the rates of several threads that measure at once.
    private static double together(int threads, DoubleSupplier rate) {
        if (threads == 1) return rate.getAsDouble();
        double[] rates = new double[threads];
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int mine = i;
            all.add(Thread.ofPlatform().start(() -> rates[mine] = rate.getAsDouble()));
        }
        try {
            for (Thread thread : all) thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while measuring", e);
        }
        return Arrays.stream(rates).sum();
    }

    private static double multiplyAdds(Duration each) {
        float[] kept = new float[1];
        double time = seconds(() -> kept[0] += Roofline.multiplyAdds(ROUNDS), each);
        // what was computed is used, so that it cannot be left out
        if (!Float.isFinite(kept[0])) throw new AssertionError("multiply-adds overflowed");
        return (double) Roofline.operations() * ROUNDS / time;
    }

    private static double bandwidth(int bytes, Duration each) {
        int n = bytes / STREAMED / 64 * 64;
        float[] x = new float[n], z = new float[n], y = new float[n];
        return (double) STREAMED * n / seconds(() -> Roofline.stream(x, z, y), each);
    }

    /// Seconds for each element of a function that the engine computes.
    private static double function(UnaryOperator<Expr> function, Duration each) {
        Expr x = Expr.input("x", Shape.of(ELEMENTS)), y = function.apply(x);
        try (Session session = Session.of(Plan.of(Graph.of(List.of(y), List.of())), new Store())) {
            session.set(x, Tensor.generate(x.shape(), i -> 4.0 * i / ELEMENTS - 2));
            return seconds(session::run, each) / ELEMENTS;
        }
    }

    /// Seconds that a step takes when it is warm.
    private static double seconds(Runnable step, Duration each) {
        Stopwatch.warm(step, each.multipliedBy(WARM), each.multipliedBy(WARM_AT_MOST), Roofline::warm);
        return Stopwatch.time(step, each).quantile(UNDISTURBED) / 1e6;
    }
}
