package org.gradus.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Pass;
import org.gradus.graph.op.*;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every pass keeps the value of every output and update, and does what it is for.
class PassLaws {
    private final Expr x = Expr.input("x", Shape.of(2, 3));
    private final Expr row = Expr.input("row", Shape.of(3));

    static Stream<Pass> passes() {
        return Stream.of(new Fold(), new Narrow(), new Simplify(), new Share(), Simplify.all());
    }

    @ParameterizedTest
    @MethodSource("passes")
    void valuesStayTheSame(Pass pass) {
        for (int seed = 0; seed < 60; seed++) {
            Graph before = Networks.random(seed), after = pass.apply(before);
            Map<Expr, Tensor> given = Networks.values(before, seed);
            Map<Expr, Tensor> expected = before.eval(given), actual = after.eval(given);
            for (int i = 0; i < before.outputs().size(); i++) {
                same(
                        actual.get(after.outputs().get(i)),
                        expected.get(before.outputs().get(i)),
                        pass + " " + seed);
            }
            for (int i = 0; i < before.updates().size(); i++) {
                assertThat(after.updates().get(i).state())
                        .isSameAs(before.updates().get(i).state());
                Tensor value = actual.get(after.updates().get(i).value());
                same(value, expected.get(before.updates().get(i).value()), pass + " " + seed);
            }
        }
    }

    private static void same(Tensor actual, Tensor expected, String where) {
        assertThat(actual.shape()).as(where).isEqualTo(expected.shape());
        assertThat(actual.toDoubles()).as(where).containsExactly(expected.toDoubles(), within(1e-12));
    }

    private static Expr only(Pass pass, Expr output) {
        return pass.apply(Graph.of(output)).outputs().get(0);
    }

    @Test
    void foldComputesWhatDependsOnConstantsAlone() {
        Expr folded = only(new Fold(), x.times(Expr.constant(2).plus(3).sqrt()));
        assertThat(folded.input(1).op()).isEqualTo(new Constant(Tensor.scalar(Math.sqrt(5))));
    }

    @Test
    void foldDoesNotBlowConstantsUp() {
        Expr wide = Expr.constant(2).broadcastTo(Shape.of(100, 100));
        assertThat(only(new Fold(), wide).op()).isInstanceOf(Broadcast.class);
    }

    @Test
    void shareMakesEqualNodesOne() {
        Graph shared = new Share().apply(Graph.of(x.tanh().plus(row), x.tanh().plus(row)));
        assertThat(shared.outputs().get(0)).isSameAs(shared.outputs().get(1));
    }

    @Test
    void shareKeepsDifferentInputsApart() {
        Expr other = Expr.input("x", Shape.of(2, 3));
        Graph shared = new Share().apply(Graph.of(x.tanh(), other.tanh()));
        assertThat(shared.outputs().get(0)).isNotSameAs(shared.outputs().get(1));
    }

    @Test
    void narrowReadsBehindABroadcast() {
        Expr sum = only(new Narrow(), x.plus(row.broadcastTo(Shape.of(2, 3))));
        assertThat(sum.input(1)).isSameAs(row);
    }

    @Test
    void narrowStretchesTheResultWhenAllInputsAreNarrow() {
        Expr wide = row.broadcastTo(Shape.of(2, 3));
        Expr narrowed = only(new Narrow(), wide.times(wide));
        assertThat(narrowed.op()).isInstanceOf(Broadcast.class);
        assertThat(narrowed.input(0).shape()).isEqualTo(row.shape());
    }

    @Test
    void simplifyDropsWhatChangesNothing() {
        List<Expr> idle = List.of(
                x.times(1),
                Expr.constant(Tensor.full(x.shape(), 1)).times(x),
                x.dividedBy(Expr.constant(1)),
                x.negate().negate(),
                Expr.of(new Reshape(x.shape()), x),
                Expr.of(new Transpose(List.of(0, 1)), x),
                Expr.of(new Broadcast(x.shape()), x));
        for (Expr e : idle) assertThat(only(new Simplify(), e)).as("%s", e).isSameAs(x);
    }

    @Test
    void simplifyKeepsAProductWithOnesThatStretches() {
        Expr stretched = row.times(Expr.constant(Tensor.full(Shape.of(2, 3), 1)));
        assertThat(only(new Simplify(), stretched).shape()).isEqualTo(Shape.of(2, 3));
    }

    @Test
    void aMatrixProductReadsThroughATransposition() {
        Expr product = only(new Simplify(), x.matmul(x.transpose()));
        assertThat(product.op()).isEqualTo(new MatMul(false, true));
        assertThat(product.inputs()).containsExactly(x, x);
    }
}
