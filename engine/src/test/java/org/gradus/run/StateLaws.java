package org.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Kind;
import org.gradus.graph.op.Add;
import org.gradus.graph.op.RandomUniform;
import org.gradus.plan.Networks;
import org.gradus.plan.Plan;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// States live in the store: read as they were before a run, written once, shared by sessions.
class StateLaws {
    private static final Shape PAIR = Shape.of(2);
    private final Expr a = Expr.parameter("a", PAIR);
    private final Expr b = Expr.parameter("b", PAIR);
    private final Store store = new Store();

    StateLaws() {
        store.put("a", Tensor.vector(1, 2));
        store.put("b", Tensor.vector(10, 20));
    }

    private Session session(List<Expr> outputs, Graph.Update... updates) {
        return Session.of(Plan.of(Graph.of(outputs, List.of(updates))), store);
    }

    private double[] state(String name) {
        return store.get(name).toDoubles();
    }

    @Test
    void twoStatesCanChangePlaces() {
        try (Session session = session(List.of(), new Graph.Update(a, b), new Graph.Update(b, a))) {
            session.run();
            assertThat(state("a")).containsExactly(10, 20);
            assertThat(state("b")).containsExactly(1, 2);
            session.run();
            assertThat(state("a")).containsExactly(1, 2);
        }
    }

    @Test
    void everyUpdateReadsTheOldValues() {
        Graph.Update first = new Graph.Update(a, a.plus(b)), second = new Graph.Update(b, a.times(b));
        try (Session session = session(List.of(), first, second)) {
            session.run();
            assertThat(state("a")).containsExactly(11, 22);
            assertThat(state("b")).containsExactly(10, 40);
        }
    }

    @Test
    void oneValueCanGoToTwoStates() {
        Expr sum = a.plus(b);
        try (Session session = session(List.of(sum), new Graph.Update(a, sum), new Graph.Update(b, sum))) {
            session.run();
            assertThat(state("a")).containsExactly(11, 22);
            assertThat(state("b")).containsExactly(11, 22);
        }
    }

    @Test
    void anOutputThatIsAStateIsItsOldValue() {
        try (Session session = session(List.of(a), new Graph.Update(a, a.times(2)))) {
            session.run();
            assertThat(session.get(a).toDoubles()).containsExactly(1, 2);
            assertThat(state("a")).containsExactly(2, 4);
        }
    }

    @Test
    void theChangeOfAStateCanBeMeasuredInTheStepThatMakesIt() {
        Expr next = a.times(3), moved = next.minus(a).abs().max();
        try (Session session = session(List.of(moved), new Graph.Update(a, next))) {
            session.run();
            assertThat(session.scalar(moved)).isEqualTo(4);
            session.run();
            assertThat(session.scalar(moved)).isEqualTo(12);
        }
    }

    @Test
    void aStateUpdatedByItselfStays() {
        try (Session session = session(List.of(), new Graph.Update(a, a))) {
            session.run();
            assertThat(state("a")).containsExactly(1, 2);
        }
    }

    @Test
    void countersAndKeysGoOnInIntegers() {
        Expr key = Expr.state("key", Shape.of(3), Kind.INT);
        Expr next = Expr.of(new Add(), key, Expr.constant(Tensor.ints(0, 0, 1)));
        Expr random = Expr.of(new RandomUniform(PAIR, 7), key);
        store.put("key", Tensor.ints(5, 6, 0));
        try (Session session = session(List.of(random), new Graph.Update(key, next))) {
            session.run();
            Tensor first = session.get(random);
            session.run();
            assertThat(session.get(random)).isNotEqualTo(first);
            assertThat(store.get("key")).isEqualTo(Tensor.ints(5, 6, 2));
            store.put("key", Tensor.ints(5, 6, 0));
            session.run();
            assertThat(session.get(random)).isEqualTo(first);
        }
    }

    @Test
    void sessionsOfSeveralBatchSizesShareTheParameters() {
        Graph full = Networks.step(6, 4, 5, 1, 3, true), rest = Networks.step(2, 4, 5, 1, 3, true);
        Map<Expr, Tensor> given = Networks.values(full, 1);
        Store shared = Trial.store(full, given, Element.F32);
        try (Session large = Session.of(Plan.of(full), shared);
                Session small = Session.of(Plan.of(rest), shared)) {
            large.run();
            Tensor between = shared.get("dense0/weight");
            small.run();
            assertThat(shared.get("dense0/weight")).isNotEqualTo(between);
            shared.put("dense0/weight", between);
            large.run();
            assertThat(shared.get("dense0/weight")).isNotEqualTo(between);
        }
    }

    @Test
    void aCopyOfAStoreGoesItsOwnWay() {
        Store copy = store.copy();
        copy.put("a", Tensor.vector(7, 7));
        assertThat(state("a")).containsExactly(1, 2);
        assertThat(copy.names()).containsExactly("a", "b");
    }

    @Test
    void aSealedStoreRefusesNamesThatItLacks() {
        store.seal(
                (name, known) -> known.stream().filter(k -> name.startsWith(k)).toList());
        long changes = store.changes();
        assertThatThrownBy(() -> store.put("aa", Tensor.vector(5, 6)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Store: no state aa; nearest: a");
        assertThatThrownBy(() -> store.put("c", Tensor.vector(5, 6))).hasMessage("Store: no state c among [a, b]");
        assertThatThrownBy(() -> store.get("aa")).hasMessage("Store: no state aa; nearest: a");
        assertThatThrownBy(() -> store.copy().put("aa", Tensor.vector(5, 6))).hasMessageContaining("nearest: a");
        assertThat(store.names()).containsExactly("a", "b");
        assertThat(store.changes()).isEqualTo(changes);
        store.put("a", Tensor.vector(5, 6));
        assertThat(state("a")).containsExactly(5, 6);
    }

    @Test
    void whoeverMakesAStateSaysSo() {
        store.seal((_, _) -> List.of());
        store.create("c", Tensor.vector(5, 6));
        store.create("a", Tensor.vector(5, 6));
        assertThat(state("c")).containsExactly(5, 6);
        assertThat(state("a")).as("it was there").containsExactly(1, 2);
        store.put("c", Tensor.vector(7, 8));
        assertThat(state("c")).containsExactly(7, 8);
    }

    @Test
    void aMissingStateIsNamed() {
        Expr c = Expr.parameter("dense1/weight", PAIR);
        assertThatThrownBy(() -> session(List.of(c.tanh())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Store: no state dense1/weight among [a, b]");
    }

    @Test
    void aStateOfAnotherShapeIsRefused() {
        Expr wide = Expr.parameter("a", Shape.of(3));
        assertThatThrownBy(() -> session(List.of(wide.tanh())))
                .hasMessage("Session: state a is F32[2] in the store, and F32[3] in the plan");
        assertThatThrownBy(() -> store.put("a", Tensor.vector(1, 2, 3)))
                .hasMessage("Store: a is F32[2] and cannot become F32[3]");
    }

    @Test
    void twoStatesOfOneNameAreRefused() {
        Expr twin = Expr.parameter("a", PAIR);
        assertThatThrownBy(() -> session(List.of(a.plus(twin)))).hasMessage("Session: two states are named a");
    }

    @Test
    void aWrongInputIsNamed() {
        Expr x = Expr.input("x", PAIR), twin = Expr.input("x", PAIR);
        try (Session session = session(List.of(a.plus(x)))) {
            assertThatThrownBy(() -> session.set(twin, Tensor.vector(1, 2)))
                    .hasMessageContaining("Input [2] x is not the input of that name in this plan");
            assertThatThrownBy(() -> session.feed(twin)).hasMessageContaining("is not the input of that name");
            assertThatThrownBy(() -> session.set(a, Tensor.vector(1, 2)))
                    .hasMessageContaining("a is no input of this plan");
            assertThatThrownBy(() -> session.set(x.plus(1), Tensor.vector(1, 2)))
                    .hasMessageContaining("is no input of this plan");
            assertThatThrownBy(() -> session.set(x, Tensor.vector(1))).hasMessageContaining("of shape [1]");
            assertThatThrownBy(() -> session.get(b)).hasMessageContaining("no output of this plan");
        }
    }

    /// The slope of a squared error's slope no longer knows the targets; whoever gives values to a meaning or to a
    /// session need not find that out.
    @Test
    void aLeafThatNoCallReadsMayBeGivenAsItMayToAGraph() {
        Expr x = Expr.input("x", PAIR), targets = Expr.input("targets", PAIR), classes = Expr.ints("classes", PAIR);
        Expr slope = Gradient.of(x.minus(targets).square().sum(), List.of(x)).getFirst();
        Expr bend = Gradient.of(slope.sum(), List.of(x)).getFirst();
        Map<Expr, Tensor> given = Map.of(
                x,
                Tensor.vector(1, 2),
                targets,
                Tensor.vector(3, 4),
                classes,
                Tensor.ints(1, 0),
                a,
                Tensor.vector(1, 2));
        Expr both = bend.plus(a);
        Tensor meaning = Graph.of(both).eval(given).get(both);
        try (Session session = session(List.of(both))) {
            for (Expr leaf : List.of(x, targets, classes)) session.set(leaf, given.get(leaf));
            session.feed(targets).set(new float[] {5, 6}, 0);
            session.run();
            assertThat(session.get(both).toDoubles()).isEqualTo(meaning.toDoubles());
            assertThat(session.firstNonFinite()).isEmpty();
            assertThatThrownBy(() -> session.set(targets, Tensor.vector(1))).hasMessageContaining("of shape [1]");
        }
    }

    @Test
    void theOriginOfAnInfinityIsFound() {
        Expr x = Expr.input("x", PAIR);
        Expr big = x.exp(), loss = big.times(2).sum();
        try (Session session = session(List.of(loss, a.tanh()))) {
            session.set(x, Tensor.vector(1, 100));
            session.run();
            assertThat(session.scalar(loss)).isInfinite();
            assertThat(session.firstNonFinite()).as("e^100 does not fit f32").containsSame(big);
            session.set(x, Tensor.vector(1, 2));
            assertThat(session.firstNonFinite()).isEmpty();
        }
    }

    @Test
    void anInfinityInABranchThatIsNotTakenIsNoOrigin() {
        Expr x = Expr.input("x", PAIR);
        Expr safe = x.greaterThan(0).select(x.log(), Expr.constant(0)),
                loss = safe.dividedBy(x.minus(x)).sum();
        try (Session session = session(List.of(loss))) {
            session.set(x, Tensor.vector(0, 2));
            session.run();
            assertThat(session.firstNonFinite()).contains(loss.input(0));
        }
    }

    @Test
    void aTableRowBecomesABatchRow() {
        Expr x = Expr.input("x", Shape.of(2, 3)), labels = Expr.ints("labels", PAIR);
        Expr shown = x.plus(0), kept = labels.toReal();
        try (Session session = session(List.of(shown, kept))) {
            session.feed(x)
                    .setRows(
                            Tensor.of(Shape.of(3, 3), new float[] {0, 1, 2, 10, 11, 12, 20, 21, 22}),
                            new int[] {9, 2, 0},
                            1);
            session.feed(labels).setRows(Tensor.ints(5, 6, 7), new int[] {9, 2, 0}, 1);
            session.run();
            assertThat(session.get(shown).toDoubles()).containsExactly(20, 21, 22, 0, 1, 2);
            assertThat(session.get(kept).toDoubles()).containsExactly(7, 5);
            float[] read = new float[7];
            session.read(shown, read, 1);
            assertThat(read).containsExactly(0, 20, 21, 22, 0, 1, 2);
        }
    }
}
