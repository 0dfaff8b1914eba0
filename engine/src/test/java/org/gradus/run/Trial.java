package org.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.op.Input;
import org.gradus.kernel.Kernels;
import org.gradus.plan.Plan;
import org.gradus.tensor.Element;
import org.gradus.tensor.Tensor;

/// One run of a graph in a session, or by its meaning: outputs, then new states.
final class Trial {
    private Trial() {}

    /// The values of outputs and updates by the reference meaning.
    static List<Tensor> meaning(Graph graph, Map<Expr, Tensor> given) {
        Map<Expr, Tensor> values = graph.eval(given);
        List<Tensor> all = new ArrayList<>();
        for (Expr x : graph.outputs()) all.add(values.get(x));
        for (Graph.Update u : graph.updates()) all.add(values.get(u.value()));
        return all;
    }

    /// The values of outputs, and of updated states, after one run.
    static List<Tensor> session(Plan plan, Map<Expr, Tensor> given, int threads, Kernels kernels) {
        Store store = store(plan.graph(), given, plan.real());
        try (Workers workers = Workers.of(threads);
                Session session = Session.of(plan, store, workers, kernels)) {
            for (Expr x : plan.graph().inputs()) if (data(x)) session.set(x, given.get(x));
            session.run();
            List<Tensor> all = new ArrayList<>();
            for (Expr x : plan.graph().outputs()) all.add(session.get(x));
            for (Graph.Update u : plan.graph().updates())
                all.add(store.get(u.state().name()));
            return all;
        }
    }

    static Store store(Graph graph, Map<Expr, Tensor> given, Element real) {
        Store store = new Store(real);
        for (Expr x : graph.inputs()) if (!data(x)) store.put(x.name(), given.get(x));
        return store;
    }

    static boolean data(Expr leaf) {
        return ((Input) leaf.op()).role() == Input.Role.DATA;
    }

    /// The given values rounded to `f32`, so that a plan in `f32` starts from the same numbers.
    static Map<Expr, Tensor> rounded(Map<Expr, Tensor> given) {
        Map<Expr, Tensor> rounded = new HashMap<>();
        given.forEach((x, v) -> rounded.put(x, v.element() == Element.I32 ? v : v.as(Element.F32)));
        return rounded;
    }

    /// Elements differ by at most a share of the largest magnitude in their tensor, or of 1; where one is not a
    /// finite number, so is the other.
    static void near(List<Tensor> actual, List<Tensor> expected, double share, String where) {
        assertThat(actual).as(where).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) near(actual.get(i), expected.get(i), share, where + " value " + i);
    }

    static void near(Tensor actual, Tensor expected, double share, String where) {
        assertThat(actual.shape()).as(where).isEqualTo(expected.shape());
        double scale = 1;
        for (int i = 0; i < expected.size(); i++) {
            if (Double.isFinite(expected.get(i))) scale = Math.max(scale, Math.abs(expected.get(i)));
        }
        for (int i = 0; i < expected.size(); i++) {
            double a = actual.get(i), e = expected.get(i);
            if (Double.isFinite(e)) {
                assertThat(Math.abs(a - e))
                        .as("%s at %d: %s for %s", where, i, a, e)
                        .isLessThanOrEqualTo(share * scale);
            } else {
                assertThat(Double.valueOf(a)).as("%s at %d", where, i).isEqualTo(Double.valueOf(e));
            }
        }
    }
}
