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

    private static final Duration WARM = Duration.ofMillis(300);
    private static final Duration WARM_AT_MOST = Duration.ofMillis(1500);
    private static final Duration MEASURE = Duration.ofMillis(100);

    /// The share of measurements that are taken for what the machine can do when left alone.
    private static final double UNDISTURBED = 0.1;

    /// Measures them, which takes about three seconds.
    public static Limits measure(int threads) {
        return new Limits(
                threads,
                together(threads, Limits::multiplyAdds),
                together(threads, () -> bandwidth(NEAR)),
                together(threads, () -> bandwidth(FAR)),
                function(Expr::tanh) / threads,
                function(Expr::exp) / threads);
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

    private static double multiplyAdds() {
        float[] kept = new float[1];
        double time = seconds(() -> kept[0] += Roofline.multiplyAdds(ROUNDS));
        // what was computed is used, so that it cannot be left out
        if (!Float.isFinite(kept[0])) throw new AssertionError("multiply-adds overflowed");
        return (double) Roofline.operations() * ROUNDS / time;
    }

    private static double bandwidth(int bytes) {
        int n = bytes / STREAMED / 64 * 64;
        float[] x = new float[n], z = new float[n], y = new float[n];
        return (double) STREAMED * n / seconds(() -> Roofline.stream(x, z, y));
    }

    /// Seconds for each element of a function that the engine computes.
    private static double function(UnaryOperator<Expr> function) {
        Expr x = Expr.input("x", Shape.of(ELEMENTS)), y = function.apply(x);
        try (Session session = Session.of(Plan.of(Graph.of(List.of(y), List.of())), new Store())) {
            session.set(x, Tensor.generate(x.shape(), i -> 4.0 * i / ELEMENTS - 2));
            return seconds(session::run) / ELEMENTS;
        }
    }

    /// Seconds that a step takes when it is warm.
    private static double seconds(Runnable step) {
        Stopwatch.warm(step, WARM, WARM_AT_MOST);
        return Stopwatch.time(step, MEASURE).quantile(UNDISTURBED) / 1e6;
    }
}
