package org.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.kernel.FloatKernels;
import org.gradus.kernel.Kernels;
import org.gradus.kernel.PlainLanes;
import org.gradus.kernel.vector.VectorLanes;
import org.gradus.law.Allocation;
import org.gradus.math.Statistics;
import org.gradus.plan.Networks;
import org.gradus.plan.Plan;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// A step allocates nothing. These laws run in a JVM of their own: whether the compiler keeps a
/// loop's vectors out of the heap hangs on what else it has seen of the methods that loops share,
/// and a thousand other laws show it much that no training does.
class AllocationLaws {
    private static final int CHANCES = 4;

    /// The JVM itself now and then takes some bytes on a thread while it compiles.
    @Test
    void aRunAllocatesNothing() {
        assertThat(allocations(new FloatKernels(new PlainLanes()), 20)).contains(0L);
    }

    /// The compiler takes some thousand calls to keep a loop's vectors out of the heap, and now
    /// and then fails at one for good: then loops written anew get another chance.
    @Test
    void aRunOnVectorsAllocatesNothingOnceItIsCompiled() {
        List<Long> allocations = List.of();
        for (int i = 0; i < CHANCES && !allocations.contains(0L); i++) {
            allocations = allocations(new FloatKernels(new VectorLanes()), 300);
        }
        assertThat(allocations).contains(0L);
    }

    /// Folds and summaries are what a loop carries from one turn to the next. Summaries were once
    /// made from halves of vectors; stores that knew vectors of two kinds then had a loop box what
    /// it carried, for good.
    @Test
    void whatALoopCarriesStaysOutOfTheHeap() {
        Expr x = Expr.input("x", Shape.of(64, 64)), y = x.times(x);
        List<Expr> folds = List.of(Statistics.summary(y), y, y.sum(), y.sum(0), y.sum(1), y.max(1));
        Plan plan = Plan.of(Graph.of(folds, List.of()));
        List<Long> allocations = List.of();
        for (int i = 0; i < CHANCES && !allocations.contains(0L); i++) {
            try (Workers workers = Workers.of(1);
                    Session session =
                            Session.of(plan, new Store(Element.F32), workers, new FloatKernels(new VectorLanes()))) {
                allocations = untilNone(session::run, 1000);
            }
        }
        assertThat(allocations).contains(0L);
    }

    /// The bytes that 30 training steps allocate, after a first step, again and again until they
    /// are none.
    private static List<Long> allocations(Kernels kernels, int most) {
        Plan plan = Plan.of(Networks.step(32, 64, 48, 3, 10, true));
        Store store = Trial.store(plan.graph(), Networks.values(plan.graph(), 1), Element.F32);
        Tensor batch = Tensor.of(Shape.of(32, 64), new float[32 * 64]);
        float[] loss = new float[1];
        int[] labels = new int[32], rows = new int[32];
        Expr x = input(plan, "x"), y = input(plan, "labels");
        Expr output = plan.graph().outputs().get(0);
        try (Workers workers = Workers.of(1);
                Session session = Session.of(plan, store, workers, kernels)) {
            Session.Feed inputs = session.feed(x), targets = session.feed(y);
            Runnable step = () -> {
                inputs.setRows(batch, rows, 0);
                targets.set(labels, 0);
                session.run();
                session.read(output, loss, 0);
            };
            step.run();
            return untilNone(step, most);
        }
    }

    private static List<Long> untilNone(Runnable step, int most) {
        List<Long> allocations = new ArrayList<>();
        for (long bytes = 1; bytes > 0 && allocations.size() < most; allocations.add(bytes)) {
            bytes = Allocation.of(() -> {
                for (int i = 0; i < 30; i++) step.run();
            });
        }
        return allocations;
    }

    private static Expr input(Plan plan, String name) {
        return plan.graph().inputs().stream()
                .filter(e -> e.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
