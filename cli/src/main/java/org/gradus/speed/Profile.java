package org.gradus.speed;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gradus.graph.op.MatMul;
import org.gradus.plan.Call;
import org.gradus.plan.Operand;
import org.gradus.plan.Plan;
import org.gradus.run.Roofline;
import org.gradus.run.Session;
import org.gradus.tensor.Shape;
import org.gradus.train.Trainer;

/// Where a step's time goes: its plan's calls, timed one by one. Equal calls are one line.
///
/// @param lines the dearest first
/// @param total microseconds of all calls together
/// @param step microseconds of a step that is not timed call by call
public record Profile(List<Line> lines, double total, double step) {
    private static final int CHUNKS = 15;

    /// Steps are warmed up for as long as they are timed, and where compilers are slow so many times as long.
    private static final int PATIENCE = 8;

    /// Runs whose allocations are counted.
    private static final int COUNTED = 8;

    public Profile {
        lines = List.copyOf(lines);
    }

    /// Equal calls.
    ///
    /// @param what the operation, or those that are fused
    /// @param shapes what it works on
    /// @param count how many there are
    /// @param microseconds of all together
    /// @param share of the total
    /// @param operations floating-point operations of all together, if they are matrix products, else 0
    /// @param bytes that all together read and write at least
    /// @param allocated bytes that all together allocate; none, once everything is compiled
    public record Line(
            String what,
            String shapes,
            int count,
            double microseconds,
            double share,
            long operations,
            long bytes,
            long allocated) {
        /// Operations a second, or for calls that are no product, bytes a second.
        public double rate() {
            return (operations > 0 ? operations : bytes) / (microseconds / 1e6);
        }
    }

    /// Trains a network for some time and looks at its calls.
    public static Profile of(Mlp mlp, Watch watch, int threads, Duration time) {
        try (Trainer trainer = Workload.of(mlp).trainer(watch, threads)) {
            Stopwatch.warm(trainer::step, time, time.multipliedBy(PATIENCE), Roofline::warm);
            Session session = trainer.session();
            return of(session, time.dividedBy(2L * CHUNKS));
        }
    }

    /// Whole steps and timed calls in turns: medians over chunks, of the mean over the runs of a chunk for calls.
    private static Profile of(Session session, Duration chunk) {
        int calls = session.plan().calls().size();
        double[][] chunks = new double[calls][CHUNKS];
        List<Times> steps = new ArrayList<>();
        for (int c = 0; c < CHUNKS; c++) {
            Times times = Stopwatch.time(session::run, chunk);
            steps.add(times);
            int runs = (int) Math.clamp(chunk.toNanos() / 1e3 / times.median(), 1, 100_000);
            long[] nanos = new long[calls];
            for (int r = 0; r < runs; r++) session.run(System::nanoTime, nanos);
            for (int i = 0; i < calls; i++) chunks[i][c] = nanos[i] / 1e3 / runs;
        }
        double[] each =
                Arrays.stream(chunks).mapToDouble(c -> Times.of(c).median()).toArray();
        return of(session.plan(), each, allocated(session), Times.all(steps).median());
    }

    /// The bytes that each call allocates on this thread.
    private static long[] allocated(Session session) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] bytes = new long[session.plan().calls().size()];
        for (int r = 0; r < COUNTED; r++) session.run(threads::getCurrentThreadAllocatedBytes, bytes);
        return Arrays.stream(bytes).map(b -> b / COUNTED).toArray();
    }

    private static Profile of(Plan plan, double[] each, long[] allocated, double step) {
        Map<String, List<Integer>> equal = new LinkedHashMap<>();
        for (int i = 0; i < each.length; i++) {
            Call call = plan.calls().get(i);
            equal.computeIfAbsent(what(call) + shapes(call), _ -> new ArrayList<>())
                    .add(i);
        }
        double total = Arrays.stream(each).sum();
        List<Line> lines = equal.values().stream()
                .map(calls -> line(plan, calls, each, allocated, total))
                .sorted(Comparator.comparingDouble(Line::microseconds).reversed())
                .toList();
        return new Profile(lines, total, step);
    }

    private static Line line(Plan plan, List<Integer> calls, double[] each, long[] allocated, double total) {
        Call call = plan.calls().get(calls.getFirst());
        double time = calls.stream().mapToDouble(i -> each[i]).sum();
        int n = calls.size();
        long made = calls.stream().mapToLong(i -> allocated[i]).sum();
        return new Line(
                what(call), shapes(call), n, time, time / total, n * operations(call), n * bytes(plan, call), made);
    }

    /// What a call computes, in words.
    static String what(Call call) {
        return switch (call) {
            case Call.Single single
            when single.op() instanceof MatMul(boolean left, boolean right) ->
                "matmul " + (left ? "T" : "N") + (right ? "T" : "N");
            case Call.Single single -> single.op().name();
            case Call.Fused fused ->
                fused.steps().stream().map(s -> s.op().name()).distinct().collect(Collectors.joining(" "));
            default -> call.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        };
    }

    private static String shapes(Call call) {
        return switch (call) {
            case Call.Single single when single.op() instanceof MatMul -> shapes(single.inputs().stream());
            case Call.Fused fused -> fused.shape().toString();
            default ->
                shapes(Stream.concat(
                        call.inputs().stream().limit(1), call.outputs().stream().limit(1)));
        };
    }

    private static String shapes(Stream<Operand> operands) {
        return operands.map(o -> o.shape().toString()).collect(Collectors.joining(" "));
    }

    private static long operations(Call call) {
        if (!(call instanceof Call.Single single) || !(single.op() instanceof MatMul product)) return 0;
        Shape left = single.inputs().getFirst().shape();
        return 2L * single.output().shape().size() * left.dim(product.leftTransposed() ? 0 : 1);
    }

    private static long bytes(Plan plan, Call call) {
        return Stream.concat(call.inputs().stream(), call.outputs().stream())
                .mapToLong(o -> (long) o.shape().size()
                        * plan.slots().get(o.slot()).element().bytes())
                .sum();
    }
}
