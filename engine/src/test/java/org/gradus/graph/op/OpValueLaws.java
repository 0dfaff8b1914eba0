package org.gradus.graph.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Kind;
import org.gradus.graph.Op;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What each operation computes, by numbers worked by hand or taken to 20 digits elsewhere.
class OpValueLaws {
    private static final double NAN = Double.NaN, INF = Double.POSITIVE_INFINITY;
    private static final Tensor TWO_BY_THREE = Tensor.of(Shape.of(2, 3), 1, -2, 3, 4, 5, -6);

    record Worked(Op op, List<Tensor> inputs, Tensor value) {
        static Worked of(Op op, Tensor value, Tensor... inputs) {
            return new Worked(op, List.of(inputs), value);
        }
    }

    private static Tensor v(double... elements) {
        return Tensor.vector(elements);
    }

    static Stream<Worked> worked() {
        return Stream.of(elementwise(), pairs(), folds(), structure()).flatMap(List::stream);
    }

    private static List<Worked> elementwise() {
        return List.of(
                Worked.of(new Abs(), v(2, 0, 3, INF, NAN), v(-2, -0.0, 3, -INF, NAN)),
                Worked.of(new Cos(), v(1, 0.5, -1, NAN), v(0, -Math.PI / 3, Math.PI, INF)),
                Worked.of(new Detach(), v(-2, 7), v(-2, 7)),
                // mpmath, 40 digits
                Worked.of(
                        new Erf(),
                        v(
                                0,
                                1.1283791670955126e-20,
                                0.5204998778130465,
                                -0.8427007929497149,
                                0.9999779095030014,
                                1,
                                NAN),
                        v(0, 1e-20, 0.5, -1, 3, INF, NAN)),
                Worked.of(new Exp(), v(1, Math.E, 0, INF, NAN), v(0, 1, -INF, INF, NAN)),
                Worked.of(new Expm1(), v(0, 1e-20, -1, INF, NAN), v(0, 1e-20, -INF, INF, NAN)),
                Worked.of(new IsFinite(), v(1, 1, 0, 0, 0), v(0, -1e308, INF, -INF, NAN)),
                Worked.of(new Log(), v(0, 1, -INF, INF, NAN), v(1, Math.E, 0, INF, -1)),
                Worked.of(new Negate(), v(2, -3, -INF, NAN), v(-2, 3, INF, NAN)),
                // mpmath, 40 digits: erfc(-x/√2)/2
                Worked.of(
                        new NormalCdf(),
                        v(0, 1, 2.7536241186062337e-89, 1.1285884059538408e-19, 0.006209665325776135, 0.5, NAN),
                        v(-INF, INF, -20, -9, -2.5, 0, NAN)),
                Worked.of(new Relu(), v(0, 0, 3, INF, 0, NAN), v(-2, -0.0, 3, INF, -INF, NAN)),
                Worked.of(
                        new SigmoidSlope(),
                        v(0.25, 0, 0, 4.248354255291589e-18, 0.23500371220159449, NAN),
                        v(0, -INF, INF, -40, -0.5, NAN)),
                Worked.of(new Sin(), v(0, -1, 0.5, NAN), v(0, -Math.PI / 2, Math.PI / 6, INF)),
                Worked.of(
                        new Sigmoid(),
                        v(0.5, 0, 1, 4.248354255291589e-18, 0.37754066879814546, NAN),
                        v(0, -INF, INF, -40, -0.5, NAN)),
                Worked.of(
                        new Softplus(),
                        v(Math.log(2), 0, INF, 4.248354255291589e-18, 0.4740769841801067, NAN),
                        v(0, -INF, INF, -40, -0.5, NAN)),
                Worked.of(new Sqrt(), v(2, 0, INF, NAN), v(4, 0, INF, -1)),
                Worked.of(new Tanh(), v(0, -1, 1, 0.6, NAN), v(0, -INF, INF, Math.log(2), NAN)),
                Worked.of(new ToReal(), v(-3, 0, 7), Tensor.ints(-3, 0, 7)));
    }

    private static List<Worked> pairs() {
        Tensor row = v(10, 20, 30);
        return List.of(
                Worked.of(new Add(), Tensor.of(Shape.of(2, 3), 11, 18, 33, 14, 25, 24), TWO_BY_THREE, row),
                Worked.of(new Add(), Tensor.ints(7, 0, 4), Tensor.ints(7, 0, 3), Tensor.ints(0, 0, 1)),
                Worked.of(new Subtract(), Tensor.of(Shape.of(2, 3), -9, -22, -27, -6, -15, -36), TWO_BY_THREE, row),
                Worked.of(new Multiply(), v(8, -10, 0, NAN), v(2, -2, 0, 0), v(4, 5, 6, INF)),
                Worked.of(new Divide(), v(0.5, -0.4, INF, NAN), v(2, -2, 1, 0), v(4, 5, 0, 0)),
                Worked.of(
                        new Atan2(),
                        v(Math.PI / 4, Math.PI, -Math.PI / 2, -3 * Math.PI / 4, 0, NAN),
                        v(2, 0, -3, -1, 0, NAN),
                        v(2, -1, 0, -1, 0, 1)),
                Worked.of(
                        new Power(),
                        v(8, -8, 0.25, 3, NAN, 1, INF),
                        v(2, -2, 2, 9, -2, 0, 0),
                        v(3, 3, -2, 0.5, 0.5, 0, -1)),
                Worked.of(new Equal(), v(1, 0, 0), v(2, 3, NAN), v(2, 4, NAN)),
                Worked.of(new Greater(), v(1, 0, 0, 0, 0), v(3, 2, 1, NAN, 1), v(2, 2, 2, 1, NAN)),
                Worked.of(new Select(), v(10, -2, 30), v(1, 0, NAN), row, v(-1, -2, -3)),
                Worked.of(
                        new MatMul(false, false),
                        Tensor.of(Shape.of(2, 1), -3, 22),
                        TWO_BY_THREE,
                        Tensor.of(Shape.of(3, 1), 2, 4, 1)),
                Worked.of(
                        new MatMul(true, false),
                        Tensor.of(Shape.of(3, 1), 9, 8, -9),
                        TWO_BY_THREE,
                        Tensor.of(Shape.of(2, 1), 1, 2)),
                Worked.of(
                        new MatMul(false, true),
                        Tensor.of(Shape.of(2, 2), 14, -24, -24, 77),
                        TWO_BY_THREE,
                        TWO_BY_THREE));
    }

    private static List<Worked> folds() {
        Tensor empty = Tensor.of(Shape.of(0, 2), new double[0]);
        return List.of(
                Worked.of(new Summary(), v(5, 1.25, Math.sqrt(4.6875), -2, 4), v(4, -2, 1, 2)),
                Worked.of(new Summary(), v(0, 0, 0, 0, 0), v(0, -0.0)),
                Worked.of(new Summary(), v(NAN, NAN, NAN, NAN, NAN), v(1, NAN)),
                Worked.of(new Summary(), v(0, NAN, NAN, INF, -INF), v()),
                Worked.of(new Sum(List.of(0, 1), false), Tensor.scalar(5), TWO_BY_THREE),
                Worked.of(new Sum(List.of(0), true), Tensor.of(Shape.of(1, 3), 5, 3, -3), TWO_BY_THREE),
                Worked.of(new Sum(List.of(1), false), v(2, 3), TWO_BY_THREE),
                Worked.of(new Sum(List.of(0), false), v(0, 0), empty),
                Worked.of(new Max(List.of(0, 1), false), Tensor.scalar(5), TWO_BY_THREE),
                Worked.of(new Max(List.of(1), true), Tensor.of(Shape.of(2, 1), 3, 5), TWO_BY_THREE),
                Worked.of(new Max(List.of(0), false), v(-INF, -INF), empty),
                Worked.of(new Max(List.of(0), false), Tensor.scalar(NAN), v(1, NAN, 2)),
                Worked.of(new ArgMax(), Tensor.ints(2, 1), TWO_BY_THREE),
                Worked.of(new ArgMax(), Tensor.ints(0, 1), Tensor.of(Shape.of(2, 2), 5, 5, NAN, 1)),
                Worked.of(
                        new LogSumExp(),
                        Tensor.of(Shape.of(2, 1), 1000 + Math.log(2), -INF),
                        Tensor.of(Shape.of(2, 2), 1000, 1000, -INF, -INF)),
                Worked.of(new LogSumExp(), v(INF), v(INF, 1)),
                Worked.of(new LogSumExp(), v(NAN), v(NAN, 1)));
    }

    private static List<Worked> structure() {
        Tensor key = Tensor.ints(0, 0, 0);
        // the first words of Philox for counters 0 and 1, step 0, seed 0
        double u = (0x6627e8d5 >>> 8) / 16777216.0;
        return List.of(
                Worked.of(new Broadcast(Shape.of(2, 2)), Tensor.of(Shape.of(2, 2), 1, 2, 1, 2), v(1, 2)),
                Worked.of(new Constant(v(1, 2)), v(1, 2)),
                Worked.of(
                        new Gather(),
                        Tensor.of(Shape.of(3, 3), 4, 5, -6, 1, -2, 3, 4, 5, -6),
                        TWO_BY_THREE,
                        Tensor.ints(1, 0, 1)),
                Worked.of(
                        new ScatterAdd(2),
                        Tensor.of(Shape.of(2, 2), 3, 4, 6, 8),
                        Tensor.of(Shape.of(3, 2), 1, 2, 3, 4, 5, 6),
                        Tensor.ints(1, 0, 1)),
                Worked.of(new OneHot(2), Tensor.of(Shape.of(4, 2), 0, 1, 1, 0, 0, 0, 0, 0), Tensor.ints(1, 0, 2, -1)),
                Worked.of(
                        new Reshape(Shape.of(3)), Tensor.ints(4, 5, 6), Tensor.of(Shape.of(1, 3), new int[] {4, 5, 6})),
                Worked.of(new Transpose(List.of(1, 0)), Tensor.of(Shape.of(3, 2), 1, 4, -2, 5, 3, -6), TWO_BY_THREE),
                Worked.of(new RandomUniform(Shape.of(1), 0), v(u), key),
                Worked.of(new RandomBernoulli(Shape.of(1), 0, u), v(0), key),
                Worked.of(new RandomBernoulli(Shape.of(1), 0, u + 0x1p-24), v(1), key));
    }

    @ParameterizedTest
    @MethodSource("worked")
    void theValueIsTheOneWorkedByHand(Worked worked) {
        Tensor value = worked.op().eval(worked.inputs());
        assertThat(value.shape()).isEqualTo(worked.value().shape());
        assertThat(value.element()).isEqualTo(worked.value().element());
        for (int i = 0; i < value.size(); i++) {
            double expected = worked.value().get(i);
            if (Double.isFinite(expected)) {
                assertThat(value.get(i)).isCloseTo(expected, within(Math.abs(expected) * 1e-14));
            } else {
                assertThat(value.get(i)).isEqualTo(Double.valueOf(expected));
            }
        }
    }

    @Test
    void everyOperationHasAWorkedValue() {
        Set<Class<?>> done = worked().map(w -> w.op().getClass()).collect(Collectors.toSet());
        // a leaf has no value; normal numbers are tried by their moments
        assertThat(Operations.all()).allMatch(op -> done.contains(op) || op == Input.class || op == RandomNormal.class);
    }

    @Test
    void aRandomOperationIsAFunctionOfItsKeyAlone() {
        Expr key = Expr.state("key", Shape.of(3), Kind.INT);
        Expr x = Expr.of(new RandomNormal(Shape.of(50), 4), key);
        Expr other = Expr.of(new RandomNormal(Shape.of(50), 5), key);
        Graph graph = Graph.of(x, other);
        Map<Expr, Tensor> once = graph.eval(Map.of(key, Tensor.ints(7, 1, 3)));
        assertThat(graph.eval(Map.of(key, Tensor.ints(7, 1, 3))).get(x)).isEqualTo(once.get(x));
        assertThat(once.get(other)).isNotEqualTo(once.get(x));
        for (Tensor changed : List.of(Tensor.ints(8, 1, 3), Tensor.ints(7, 2, 3), Tensor.ints(7, 1, 4))) {
            assertThat(graph.eval(Map.of(key, changed)).get(x)).isNotEqualTo(once.get(x));
        }
    }

    @Test
    void aNegativeHalfOfTheSeedDoesNotSpillIntoTheOther() {
        Expr key = Expr.state("key", Shape.of(3), Kind.INT);
        Expr x = Expr.of(new RandomUniform(Shape.of(4), 2), key);
        Tensor value = Graph.of(x).eval(Map.of(key, Tensor.ints(-5, 9, 1))).get(x);
        long seed = 9L << 32 | 0xFFFFFFFBL;
        for (int i = 0; i < 4; i++) {
            assertThat(value.get(i)).isEqualTo(Philox.uniform(seed, 2, 1, i));
        }
    }
}
