package org.gradus.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.op.IsFinite;
import org.gradus.math.Statistics;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.junit.jupiter.api.Test;

/// How graphs become calls: what is fused, in which order, on which slots.
class PlanLaws {
    private static final Shape SHAPE = Shape.of(4, 3);
    private final Expr x = Expr.input("x", SHAPE);
    private final Expr w = Expr.parameter("w", SHAPE);

    @Test
    void aSmallTrainingStepIsPlannedAsWritten() throws IOException {
        String printed = Plan.of(Networks.step(4, 3, 5, 1, 2, true)).print();
        Path golden = Path.of("src", "test", "resources", "plan", "small-step.txt");
        if ("rewrite".equals(System.getProperty("gradus.golden"))) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, printed);
        }
        assertThat(printed).isEqualTo(Files.readString(golden));
    }

    @Test
    void theSameGraphMakesTheSamePlan() {
        for (int seed = 0; seed < 30; seed++) {
            assertThat(Plan.of(Networks.random(seed)).print())
                    .isEqualTo(Plan.of(Networks.random(seed)).print());
        }
    }

    /// A few numbers that are kept to the end must not keep a large buffer from being used again.
    @Test
    void whatIsObservedTakesOnlyTheMemoryOfItsNumbers() {
        Shape large = Shape.of(64, 64);
        Expr value = Expr.input("v", large), weight = Expr.parameter("m", large);
        List<Expr> observed = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            value = value.matmul(weight).tanh();
            observed.add(Statistics.summary(value));
        }
        observed.add(value.sum());
        long plain = Plan.of(Graph.of(value.sum())).bytes();
        long watched = Plan.of(Graph.of(observed.toArray(Expr[]::new))).bytes();
        assertThat(watched).isLessThan(plain + large.size() * Float.BYTES / 2);
    }

    @Test
    void elementwiseOperationsBecomeOneCall() {
        Plan plan = Plan.of(Graph.of(x.plus(w).tanh().times(2).minus(x)));
        assertThat(plan.calls()).hasSize(1);
        assertThat(((Call.Fused) plan.calls().get(0)).steps()).hasSize(4);
    }

    @Test
    void aFoldAndItsReaderAreApart() {
        Plan plan = Plan.of(Graph.of(x.minus(x.max(1)).square()));
        assertThat(plan.calls()).hasSize(2);
    }

    @Test
    void aFoldRunsWithWhatMakesItsInput() {
        Plan plan = Plan.of(
                Graph.of(x.plus(w).tanh().sum(0), x.plus(w).tanh().square().max()));
        assertThat(plan.calls()).hasSize(1);
        assertThat(plan.calls().get(0).outputs())
                .extracting(Operand::shape)
                .containsExactlyInAnyOrder(Shape.of(1, 3), Shape.SCALAR);
    }

    @Test
    void whatOnlyAnObserverWaitsForRidesInTheLatestPass() {
        Expr g = x.matmul(Expr.input("k", Shape.of(3, 3))),
                norm = g.square().sum().sqrt();
        Expr finite = Expr.of(new IsFinite(), g.abs().sum());
        Expr stepped = finite.select(w.minus(g), w);
        Plan plan = Plan.of(Graph.of(List.of(norm, w.max()), List.of(new Graph.Update(w, stepped))));
        Call.Fused early = (Call.Fused) plan.calls().get(1);
        assertThat(early.folds()).as("the flag waits for it").hasSize(1);
        Call.Fused update = plan.calls().stream()
                .filter(c -> c.outputs().stream().anyMatch(o -> o.slot() == slot(plan, w)))
                .map(Call.Fused.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(update.folds()).as("norm and maximum do not").hasSize(2);
    }

    @Test
    void aReshapeIsNoCall() {
        Plan plan = Plan.of(Graph.of(x.tanh().reshape(Shape.of(12)).reshape(Shape.of(2, 6))));
        assertThat(plan.calls()).hasSize(1);
        assertThat(plan.outputs().get(0).shape()).isEqualTo(Shape.of(2, 6));
    }

    @Test
    void anUpdateIsWrittenIntoItsState() {
        Plan plan = Plan.of(Graph.of(List.of(), List.of(new Graph.Update(w, w.minus(x.times(0.1))))));
        int state = slot(plan, w);
        assertThat(plan.calls()).hasSize(1);
        assertThat(plan.calls().get(0).outputs().get(0).slot()).isEqualTo(state);
    }

    @Test
    void aStateIsReadByAllBeforeItIsOverwritten() {
        Expr stepped = w.minus(x.times(0.1));
        Plan plan = Plan.of(Graph.of(List.of(w.max(), w.matmul(x.transpose())), List.of(new Graph.Update(w, stepped))));
        int state = slot(plan, w);
        Call last = plan.calls().getLast();
        assertThat(last.outputs()).anyMatch(o -> o.slot() == state);
        assertThat(plan.calls()).noneMatch(c -> c instanceof Call.Copy);
    }

    @Test
    void aStateThatIsReadBesideItsNewValueIsReplacedAtTheEnd() {
        Expr stepped = w.matmul(w.transpose()).matmul(w);
        Expr moved = w.minus(stepped.sum(0)).max();
        Plan plan = Plan.of(Graph.of(List.of(moved), List.of(new Graph.Update(w, stepped))));
        assertThat(plan.calls().getLast()).isInstanceOf(Call.Copy.class);
    }

    @Test
    void slotsAreUsedAgain() {
        Expr h = x.matmul(Expr.input("k", Shape.of(3, 3)));
        Expr k = Expr.input("k2", Shape.of(3, 3));
        for (int i = 0; i < 20; i++) h = h.matmul(k);
        Plan plan = Plan.of(Graph.of(h));
        assertThat(plan.slots().size() - plan.leaves().size()).isEqualTo(2);
    }

    @Test
    void onlyWhatIsAskedForIsPlanned() {
        Plan plan = Plan.of(Networks.step(4, 3, 5, 3, 2, false));
        Expr in = plan.leaves().stream()
                .map(Plan.Leaf::expr)
                .filter(e -> e.name().equals("x"))
                .findFirst()
                .orElseThrow();
        assertThat(plan.calls().stream().filter(c -> c.inputs().stream().anyMatch(o -> o.slot() == slot(plan, in))))
                .as("the input is read by its layer, forward and backward, and has no gradient")
                .hasSize(2);
    }

    @Test
    void thousandsOfLayersArePlannedWithoutADeepStack() {
        Expr h = x;
        for (int i = 0; i < 3000; i++)
            h = h.matmul(Expr.constant(org.gradus.tensor.Tensor.full(Shape.of(3, 3), i)))
                    .tanh();
        assertThat(Plan.of(Graph.of(h)).calls()).hasSize(6000);
    }

    /// From the fold to its input lead 2^60 ways.
    @Test
    void aValueThatIsReadTwiceInEveryLayerIsLookedIntoOnce() {
        Expr h = x;
        for (int i = 0; i < 60; i++) h = h.tanh().plus(h.abs());
        assertThat(Plan.of(Graph.of(h.sum())).calls()).isNotEmpty();
    }

    /// Such as an observer takes of every layer: in one call they would take minutes to lay out.
    @Test
    void manyNumbersAreMadeInCallsOfBoundedSize() {
        List<Expr> numbers = new ArrayList<>();
        for (int i = 0; i < 5000; i++)
            numbers.add(Expr.input("x" + i, SHAPE).sum().times(0.5).plus(1));
        assertThat(Plan.of(Graph.of(numbers, List.of())).calls())
                .filteredOn(call -> call instanceof Call.Fused f && f.shape().size() == 1)
                .hasSizeGreaterThan(10)
                .allSatisfy(call -> assertThat(((Call.Fused) call).steps()).hasSizeLessThanOrEqualTo(256));
    }

    @Test
    void aWalkDownAGraphStopsAtItsEnds() {
        Expr h = x.tanh(), y = h.times(w).sum();
        assertThat(Graph.order(List.of(y), Set.of(h))).contains(h, w, y).doesNotContain(x);
        assertThat(Graph.order(List.of(y))).contains(x);
    }

    @Test
    void realNumbersDoNotFitIntegers() {
        assertThatThrownBy(() -> Plan.of(Graph.of(x.tanh()), Element.I32)).hasMessageContaining("I32");
    }

    private static int slot(Plan plan, Expr leaf) {
        return plan.leaves().stream()
                .filter(l -> l.expr() == leaf)
                .findFirst()
                .orElseThrow()
                .slot();
    }
}
