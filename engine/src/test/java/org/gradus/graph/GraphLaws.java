package org.gradus.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.gradus.grad.Gradient;
import org.gradus.graph.Graph.Update;
import org.gradus.graph.op.Add;
import org.gradus.graph.op.Multiply;
import org.gradus.law.Golden;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

class GraphLaws {
    private final Expr x = Expr.input("x", Shape.of(2, 3));
    private final Expr w = Expr.parameter("w", Shape.of(3, 1));
    private final Expr step = Expr.state("step", Shape.SCALAR, Kind.INT);

    /// A step of gradient descent on a tiny network, with a counter.
    private Graph descent() {
        Expr loss = x.matmul(w).tanh().square().mean().named("loss");
        Expr gradient = Gradient.of(loss, List.of(w)).get(0);
        return Graph.of(
                List.of(loss),
                List.of(
                        new Update(w, w.minus(gradient.times(0.5))),
                        new Update(step, step.plus(Expr.constant(Tensor.of(Shape.SCALAR, new int[] {1}))))));
    }

    private Map<Expr, Tensor> values() {
        return Map.of(
                x, Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6),
                w, Tensor.of(Shape.of(3, 1), 0.1, -0.2, 0.3),
                step, Tensor.of(Shape.SCALAR, new int[] {41}));
    }

    @Test
    void everyNodeStandsOnceAndAfterItsInputs() {
        Graph graph = descent();
        Set<Expr> seen = new HashSet<>();
        for (Expr node : graph.nodes()) {
            assertThat(seen).containsAll(node.inputs());
            assertThat(seen.add(node)).isTrue();
        }
        assertThat(graph.inputs()).containsExactly(x, w, step);
        assertThat(seen).containsAll(graph.outputs());
    }

    @Test
    void whatNobodyNeedsIsLeftOut() {
        Expr needed = x.exp();
        x.log();
        assertThat(Graph.of(needed, needed).nodes()).containsExactly(x, needed);
    }

    @Test
    void orderIsThatOfUseAndRepeatable() {
        Expr a = x.exp(), b = x.tanh(), c = b.plus(a);
        assertThat(Graph.of(c).nodes()).containsExactly(x, b, a, c);
        assertThat(descent().print()).isEqualTo(descent().print());
    }

    @Test
    void theUpdatesAreValuesLikeAnyOther() {
        Graph graph = descent();
        Map<Expr, Tensor> values = graph.eval(values());
        Update weights = graph.updates().get(0), counter = graph.updates().get(1);
        assertThat(values.get(counter.value())).isEqualTo(Tensor.of(Shape.SCALAR, new int[] {42}));
        assertThat(values.get(weights.value()).shape()).isEqualTo(w.shape());
        assertThat(values.get(weights.value())).isNotEqualTo(values.get(w));
        assertThat(values.get(w)).isEqualTo(values().get(w));
    }

    @Test
    void checkRefusesAProgramThatCannotRun() {
        Expr y = x.exp(), other = x.tanh();
        refused(new Graph(List.of(y, x), List.of(y), List.of()), "comes before");
        refused(new Graph(List.of(x, y, y), List.of(y), List.of()), "twice");
        refused(new Graph(List.of(x, y), List.of(other), List.of()), "not among the nodes");
        Expr wide = Expr.constant(Tensor.full(Shape.of(3, 2), 1));
        List<Expr> none = List.of();
        refused(new Graph(List.of(w, wide), none, List.of(new Update(w, wide))), "cannot be updated by");
        Expr real = Expr.constant(1);
        refused(new Graph(List.of(step, real), none, List.of(new Update(step, real))), "cannot be updated by");
        refused(new Graph(List.of(w), none, List.of(new Update(w, w), new Update(w, w))), "updated twice");
        refused(new Graph(List.of(x), none, List.of(new Update(x, x))), "neither a parameter nor a state");
        refused(new Graph(List.of(x, y), none, List.of(new Update(y, y))), "neither a parameter nor a state");
        refused(new Graph(List.of(x), none, List.of(new Update(w, w))), "not among the nodes");
        assertThatThrownBy(() -> Graph.of(none, List.of(new Update(x, x)))).isInstanceOf(IllegalStateException.class);
    }

    private static void refused(Graph graph, String because) {
        assertThatThrownBy(graph::check)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Graph: ")
                .hasMessageContaining(because);
    }

    @Test
    void everyLeafNeedsAValueOfItsShapeAndKind() {
        Graph graph = Graph.of(x.exp(), step);
        Tensor good = Tensor.full(x.shape(), 1), count = Tensor.of(Shape.SCALAR, new int[] {1});
        assertThatThrownBy(() -> graph.eval(Map.of(step, count))).hasMessageContainingAll("no value", "x");
        assertThatThrownBy(() -> graph.eval(Map.of(step, count, x, Tensor.vector(1))))
                .hasMessageContainingAll("x", "[2, 3]", "[1]");
        assertThatThrownBy(() -> graph.eval(Map.of(step, Tensor.scalar(1), x, good)))
                .hasMessageContainingAll("step", "INT", "F64");
        assertThatThrownBy(() -> Graph.of(x).eval(Map.of(x, Tensor.generateInts(x.shape(), _ -> 1))))
                .hasMessageContainingAll("x", "REAL", "I32");
    }

    @Test
    void aPassThatRewritesKeepsTheValues() {
        Pass halves = graph -> graph.map(node -> node.op() instanceof Multiply
                ? node.input(1).times(0.5).times(node.input(0)).times(2)
                : node);
        Pass swap = graph -> graph.map(
                node -> node.op() instanceof Add ? node.with(node.inputs().reversed()) : node);
        Graph before = descent(), after = halves.andThen(swap).apply(before);
        assertThat(after.nodes()).hasSizeGreaterThan(before.nodes().size());
        Map<Expr, Tensor> old = before.eval(values()), now = after.eval(values());
        close(now.get(after.outputs().get(0)), old.get(before.outputs().get(0)));
        assertThat(after.updates()).extracting(Update::state).containsExactly(w, step);
        for (int i = 0; i < 2; i++) {
            close(
                    now.get(after.updates().get(i).value()),
                    old.get(before.updates().get(i).value()));
        }
    }

    private static void close(Tensor actual, Tensor expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        assertThat(actual.toDoubles()).containsExactly(expected.toDoubles(), within(1e-14));
    }

    @Test
    void mappingEveryNodeToItselfKeepsTheNodes() {
        Graph graph = descent();
        assertThat(graph.map(node -> node)).isEqualTo(graph);
    }

    @Test
    void aRebuiltNodeKeepsItsNameAndPlace() {
        Expr y = x.plus(w.reshape(Shape.of(3))).named("y");
        Expr rebuilt = y.with(y.inputs().reversed());
        assertThat(rebuilt.name()).isEqualTo("y");
        assertThat(rebuilt.site()).isEqualTo(y.site());
        assertThat(rebuilt).isNotEqualTo(y);
        assertThat(y).hasToString("Add [2, 3] y");
    }

    @Test
    void printingShowsEveryNodeOnItsLine() {
        Golden.hold("graph.txt", descent().print());
    }

    @Test
    void theFirstNodeThatIsNotFiniteIsNamed() {
        Expr risky = x.log().named("risky");
        Expr y = x.plus(1).exp().plus(risky.times(0)).sum();
        Graph graph = Graph.of(y);
        assertThat(graph.firstNonFinite(Map.of(x, Tensor.full(x.shape(), 1)))).isEmpty();
        assertThat(graph.firstNonFinite(Map.of(x, Tensor.full(x.shape(), 0)))).contains(risky);
        assertThat(graph.firstNonFinite(Map.of(x, Tensor.full(x.shape(), Double.NaN))))
                .contains(x);
    }

    @Test
    void aGraphOfAHundredThousandNodesNeedsNoDeepStack() {
        Expr leaf = Expr.input("leaf", Shape.SCALAR), y = leaf, one = Expr.constant(1);
        for (int i = 0; i < 100_000; i++) y = y.plus(one);
        Graph graph = Graph.of(y);
        assertThat(graph.nodes()).hasSize(100_002);
        Map<Expr, Tensor> in = Map.of(leaf, Tensor.scalar(5));
        assertThat(graph.eval(in).get(y).item()).isEqualTo(100_005);
        Graph copy = graph.map(node -> node.op() instanceof Add ? node.with(node.inputs()) : node);
        assertThat(copy.eval(in).get(copy.outputs().get(0)).item()).isEqualTo(100_005);
        assertThat(graph.print().lines()).hasSize(100_003);
    }

    /// Without remembering what is done, this walk would take 2^200 steps.
    @Test
    void sharedNodesAreVisitedOnce() {
        Expr y = Expr.input("leaf", Shape.SCALAR);
        for (int i = 0; i < 200; i++) y = y.plus(y);
        assertThat(Graph.of(y).nodes()).hasSize(201);
    }

    @Test
    void fluentVerbsSaySumsAndMeansAlongAxes() {
        Tensor value = Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 9);
        Map<Expr, double[]> expected = Map.of(
                x.sum(), new double[] {24},
                x.sum(0), new double[] {5, 7, 12},
                x.sum(-1, 0, 1), new double[] {24},
                x.mean(), new double[] {4},
                x.mean(1), new double[] {2, 6},
                x.max(), new double[] {9},
                x.max(-1), new double[] {3, 9},
                x.transpose(), new double[] {1, 4, 2, 5, 3, 9},
                x.square().minus(x), new double[] {0, 2, 6, 12, 20, 72},
                x.sumTo(Shape.of(3)), new double[] {5, 7, 12});
        expected.forEach((y, numbers) -> assertThat(
                        Graph.of(y).eval(Map.of(x, value)).get(y).toDoubles())
                .containsExactly(numbers));
        assertThat(x.sum(0).shape()).isEqualTo(Shape.of(1, 3));
        assertThat(x.sumTo(x.shape())).isSameAs(x);
        assertThat(x.sumTo(Shape.SCALAR).shape()).isEqualTo(Shape.SCALAR);
        assertThat(IntStream.of(0, 1).mapToObj(a -> x.max(a).shape())).containsExactly(Shape.of(1, 3), Shape.of(2, 1));
    }
}
