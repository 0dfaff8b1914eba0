package org.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Kind;
import org.gradus.graph.op.RandomNormal;
import org.gradus.kernel.FloatKernels;
import org.gradus.kernel.Kernels;
import org.gradus.kernel.PlainLanes;
import org.gradus.kernel.vector.VectorLanes;
import org.gradus.math.Nonlinear;
import org.gradus.plan.Networks;
import org.gradus.plan.Plan;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// A session computes what its graph means, with the same bits however it runs, and keeps states
/// in the store.
class SessionLaws {
    private static final Kernels PLAIN = new FloatKernels(new PlainLanes());
    private static final Kernels VECTOR = new FloatKernels(new VectorLanes());
    private static final int PROGRAMS = 150;

    @Test
    void plansKeepTheMeaningOfRandomPrograms() {
        for (int seed = 0; seed < PROGRAMS; seed++) {
            Graph graph = Networks.random(seed);
            Map<Expr, Tensor> given = Networks.values(graph, seed);
            List<Tensor> planned = Trial.session(Plan.of(graph, Element.F64), given, 1, VECTOR);
            Trial.near(planned, Trial.meaning(graph, given), 1e-12, "program " + seed);
        }
    }

    @Test
    void kernelsKeepTheMeaningOfRandomPrograms() {
        for (int seed = 0; seed < PROGRAMS; seed++) {
            Graph graph = Networks.random(seed);
            Map<Expr, Tensor> given = Networks.values(graph, seed);
            Trial.near(
                    Trial.session(Plan.of(graph), given, 1, VECTOR),
                    Trial.meaning(graph, given),
                    2e-4,
                    "program " + seed);
        }
    }

    @Test
    void bothTwinsAndAllPlansGiveTheSameBits() {
        for (int seed = 0; seed < PROGRAMS; seed++) {
            Plan plan = Plan.of(Networks.random(seed));
            Map<Expr, Tensor> given = Networks.values(plan.graph(), seed);
            List<Tensor> plain = Trial.session(plan, given, 1, PLAIN);
            for (Plan choice : Networks.plans(plan.graph())) {
                assertThat(Trial.session(choice, given, 1, VECTOR))
                        .as("vectors, program %d", seed)
                        .isEqualTo(plain);
            }
        }
    }

    @Test
    void threadsGiveTheSameBits() {
        Plan plan = Plan.of(Networks.step(67, 130, 257, 2, 10, true));
        Map<Expr, Tensor> given = Networks.values(plan.graph(), 5);
        List<Tensor> one = Trial.session(plan, given, 1, VECTOR);
        assertThat(Trial.session(plan, given, 2, VECTOR)).isEqualTo(one);
        assertThat(Trial.session(plan, given, 3, VECTOR)).isEqualTo(one);
        assertThat(Trial.session(plan, given, 3, PLAIN)).isEqualTo(one);
    }

    @Test
    void threadsShareFoldsAndRandomNumbersWithTheSameBits() {
        Expr x = Expr.input("x", Shape.of(333, 129)), key = Expr.state("key", Shape.of(3), Kind.INT);
        Expr noise = Expr.of(new RandomNormal(x.shape(), 3), key);
        Expr y = x.plus(noise);
        Graph graph = Graph.of(y.sum(1), y.max(0), y.sum(), y.transpose().matmul(x), Nonlinear.softmax(y));
        Plan plan = Plan.of(graph);
        Map<Expr, Tensor> given = new HashMap<>(Networks.values(graph, 6));
        List<Tensor> one = Trial.session(plan, given, 1, PLAIN);
        Trial.near(one, Trial.meaning(graph, given), 1e-5, "one thread");
        assertThat(Trial.session(plan, given, 2, VECTOR)).isEqualTo(one);
        assertThat(Trial.session(plan, given, 3, VECTOR)).isEqualTo(one);
    }

    @Test
    void rowsLongerThanABlockKeepTheirMeaning() {
        Expr x = Expr.input("x", Shape.of(2, 5, 3001)), row = Expr.input("row", Shape.of(3001));
        Expr rows = Expr.input("rows", Shape.of(5, 3001)), column = Expr.input("column", Shape.of(5, 1));
        Expr outer = Expr.input("outer", Shape.of(2, 1, 3001));
        Graph graph = Graph.of(
                x.plus(row).tanh().times(row),
                x.times(rows).plus(row).sigmoid().minus(column),
                x.plus(outer).times(column).exp().plus(2),
                x.reshape(Shape.of(10, 3001)).minus(row).abs());
        Plan plan = Plan.of(graph);
        Map<Expr, Tensor> given = Networks.values(graph, 8);
        List<Tensor> one = Trial.session(plan, given, 1, VECTOR);
        Trial.near(one, Trial.meaning(graph, given), 1e-6, "long rows");
        for (int threads = 2; threads <= 4; threads++) {
            assertThat(Trial.session(plan, given, threads, PLAIN)).isEqualTo(one);
        }
    }

    @Test
    void aTrainingStepKeepsItsMeaning() {
        for (boolean momentum : new boolean[] {false, true}) {
            Graph graph = Networks.step(29, 17, 33, 3, 10, momentum);
            Map<Expr, Tensor> given = Networks.values(graph, 3);
            Trial.near(Trial.session(Plan.of(graph), given, 1, VECTOR), Trial.meaning(graph, given), 1e-5, "step");
        }
    }

    @Test
    void stepsFollowOneAnother() {
        Graph graph = Networks.step(8, 5, 9, 2, 3, true);
        Map<Expr, Tensor> given = new HashMap<>(Networks.values(graph, 4));
        Store store = Trial.store(graph, given, Element.F32);
        try (Session session = Session.of(Plan.of(graph), store)) {
            for (Expr x : graph.inputs()) if (Trial.data(x)) session.set(x, given.get(x));
            for (int step = 0; step < 10; step++) {
                session.run();
                List<Tensor> meaning = Trial.meaning(graph, given);
                Trial.near(session.get(graph.outputs().get(0)), meaning.get(0), 1e-4, "loss of step " + step);
                for (int i = 0; i < graph.updates().size(); i++) {
                    given.put(
                            graph.updates().get(i).state(),
                            meaning.get(graph.outputs().size() + i));
                }
            }
        }
    }
}
