package org.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Kind;
import org.gradus.graph.Op;
import org.gradus.graph.op.*;
import org.gradus.kernel.FloatKernels;
import org.gradus.kernel.Kernels;
import org.gradus.kernel.PlainLanes;
import org.gradus.kernel.vector.VectorLanes;
import org.gradus.plan.Plan;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every kernel is equal to the meaning of its operation, at awkward sizes and on numbers that are not finite, in
/// both twins to the bit.
class KernelLaws {
    private static final int[] SIZES = {0, 1, 3, 7, 8, 9, 15, 16, 17, 31, 64, 257, 1023};
    private static final double[] SPECIAL = {
        Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 0, 1, -1, 0.5, -40, 40, 1e-30
    };
    private static final Kernels PLAIN = new FloatKernels(new PlainLanes());
    private static final Kernels VECTOR = new FloatKernels(new VectorLanes());

    static Stream<Class<?>> builtIns() {
        return Arrays.stream(Op.BuiltIn.class.getPermittedSubclasses());
    }

    @SuppressWarnings("unchecked")
    private static List<Op.Example> examples(Class<?> op) {
        try {
            return (List<Op.Example>) op.getMethod("examples").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(op + " has no examples()", e);
        }
    }

    @ParameterizedTest
    @MethodSource("builtIns")
    void everyExampleOfEveryOperation(Class<?> op) {
        for (Op.Example example : examples(op)) equalsMeaning(example.op(), example.inputs(), 1e-6);
    }

    static Stream<Op> unary() {
        return builtIns()
                .filter(Op.Unary.class::isAssignableFrom)
                .map(op -> examples(op).get(0).op());
    }

    static Stream<Op> binary() {
        return builtIns()
                .filter(Op.Binary.class::isAssignableFrom)
                .map(op -> examples(op).get(0).op());
    }

    @ParameterizedTest
    @MethodSource("unary")
    void functionsOfOneNumber(Op op) {
        for (int n : SIZES) equalsMeaning(op, List.of(numbers(n, Shape.of(n))), 1e-6);
        equalsMeaning(op, List.of(Tensor.vector(SPECIAL)), 1e-6);
    }

    @ParameterizedTest
    @MethodSource("binary")
    void functionsOfTwoNumbersOverAllPatternsOfBroadcasting(Op op) {
        for (int n : SIZES) {
            for (Shape right : List.of(Shape.of(3, n), Shape.of(n), Shape.of(3, 1), Shape.SCALAR, Shape.of(1, 1))) {
                Tensor a = numbers(n, Shape.of(3, n)), b = numbers(n + 1, right);
                equalsMeaning(op, List.of(a, b), 1e-6);
                equalsMeaning(op, List.of(b, a), 1e-6);
            }
        }
        equalsMeaning(op, List.of(numbers(1, Shape.of(4, 1, 5)), numbers(2, Shape.of(3, 1))), 1e-6);
        equalsMeaning(op, List.of(numbers(1, Shape.of(4, 3, 5)), numbers(2, Shape.of(4, 1, 5))), 1e-6);
        equalsMeaning(op, List.of(numbers(1, Shape.of(4, 3, 5)), numbers(2, Shape.of(3, 1))), 1e-6);
        Tensor special = Tensor.vector(SPECIAL);
        equalsMeaning(op, List.of(special.reshape(Shape.of(SPECIAL.length, 1)), special), 1e-6);
    }

    @Test
    void selection() {
        for (int n : SIZES) {
            Tensor mask = numbers(n, Shape.of(2, n)).map(x -> x > 0 ? 1 : 0);
            equalsMeaning(new Select(), List.of(mask, numbers(n, Shape.of(2, n)), numbers(2, Shape.of(n))), 0);
        }
        Tensor special = Tensor.vector(SPECIAL);
        equalsMeaning(new Select(), List.of(special, special, Tensor.scalar(3)), 1e-6);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 7, 8, 9, 15, 16, 17, 31, 64, 257})
    void matrixProducts(int m) {
        for (int n : new int[] {0, 1, 3, 10, 16, 17, 31, 32, 33, 64, 100}) {
            for (int k : new int[] {0, 1, 7, 16, 65}) {
                Tensor a = numbers(m, Shape.of(m, k)), at = numbers(m, Shape.of(k, m));
                Tensor b = numbers(n, Shape.of(k, n)), bt = numbers(n, Shape.of(n, k));
                equalsMeaning(new MatMul(false, false), List.of(a, b), 1e-5);
                equalsMeaning(new MatMul(true, false), List.of(at, b), 1e-5);
                equalsMeaning(new MatMul(false, true), List.of(a, bt), 1e-5);
                equalsMeaning(new MatMul(true, true), List.of(at, bt), 1e-5);
            }
        }
    }

    @Test
    void longInnerSizesOfMatrixProducts() {
        for (int k : new int[] {257, 1023, 2000}) {
            Tensor a = numbers(1, Shape.of(9, k)), b = numbers(2, Shape.of(33, k));
            equalsMeaning(new MatMul(false, true), List.of(a, b), 1e-5);
        }
    }

    /// Values of a large plan are read ahead of their use.
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 49, 200, 400})
    void matrixProductsInPlansThatFillTheCaches(int m) {
        Expr far = Expr.input("far", Shape.of(1 << 22));
        Expr rest = Expr.of(new Sum(List.of(0), false), far);
        Tensor zeros = Tensor.full(far.shape(), 0).as(Element.F32);
        int n = 300, k = 270;
        for (boolean left : new boolean[] {false, true}) {
            for (boolean right : new boolean[] {false, true}) {
                Expr a = Expr.input("a", left ? Shape.of(k, m) : Shape.of(m, k));
                Expr b = Expr.input("b", right ? Shape.of(n, k) : Shape.of(k, n));
                Expr product = Expr.of(new MatMul(left, right), a, b);
                Map<Expr, Tensor> values = Map.of(
                        a,
                        numbers(1, a.shape()).as(Element.F32),
                        b,
                        numbers(2, b.shape()).as(Element.F32),
                        far,
                        zeros);
                Tensor alone = Trial.session(Plan.of(Graph.of(product)), values, 1, PLAIN)
                        .get(0);
                for (Kernels kernels : List.of(PLAIN, VECTOR)) {
                    assertThat(Trial.session(Plan.of(Graph.of(product, rest)), values, 2, kernels)
                                    .get(0))
                            .isEqualTo(alone);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 7, 8, 9, 15, 16, 17, 31, 64, 257, 1023, 9000})
    void foldsAlongAnyAxes(int n) {
        for (Shape shape : List.of(Shape.of(n), Shape.of(2, n), Shape.of(n, 2), Shape.of(2, n, 3), Shape.of(1, n, 1))) {
            Tensor x = numbers(n, shape);
            double rounding = 1e-7 * Arrays.stream(x.toDoubles()).map(Math::abs).sum();
            for (int bits = 0; bits < 1 << shape.rank(); bits++) {
                List<Integer> axes = axes(bits);
                equalsMeaning(new Sum(axes, true), List.of(x), rounding);
                equalsMeaning(new Max(axes, false), List.of(x), 0);
            }
        }
        equalsMeaning(new Sum(List.of(0, 2), false), List.of(numbers(n, Shape.of(3, 2, n, 2))), 1e-5);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 7, 8, 9, 15, 16, 17, 31, 64, 257, 1023, 4099, 9000})
    void summaries(int n) {
        for (Shape shape : List.of(Shape.of(n), Shape.of(5, n), Shape.of(n, 37), Shape.of(2, n, 3), Shape.of(n, 64))) {
            Tensor x = numbers(n, shape);
            equalsMeaning(new Summary(), List.of(x), 1e-7);
        }
        for (double special : SPECIAL) {
            Tensor x = Tensor.generate(Shape.of(7, 19), i -> i == 40 ? special : 1 - i);
            equalsMeaning(new Summary(), List.of(x), 1e-6);
        }
    }

    private static List<Integer> axes(int bits) {
        return IntStream.range(0, 4).filter(a -> (bits >> a & 1) != 0).boxed().toList();
    }

    @Test
    void foldsOfNumbersThatAreNotFinite() {
        for (int at = 0; at < SPECIAL.length; at++) {
            double value = SPECIAL[at];
            Tensor x = Tensor.generate(Shape.of(7, 19), i -> i == 40 ? value : 1 - i);
            for (List<Integer> axes : List.of(List.of(0), List.of(1), List.of(0, 1))) {
                equalsMeaning(new Sum(axes, false), List.of(x), 1e-6);
                equalsMeaning(new Max(axes, false), List.of(x), 0);
            }
            equalsMeaning(new LogSumExp(), List.of(x), 1e-6);
            equalsMeaning(new ArgMax(), List.of(x), 0);
        }
        equalsMeaning(new LogSumExp(), List.of(Tensor.full(Shape.of(2, 3), Double.NEGATIVE_INFINITY)), 0);
    }

    @Test
    void rows() {
        for (int n : SIZES) {
            if (n == 0) continue;
            Tensor x = numbers(n, Shape.of(5, n));
            equalsMeaning(new LogSumExp(), List.of(x), 1e-6);
            equalsMeaning(new ArgMax(), List.of(x), 0);
            equalsMeaning(new Transpose(List.of(1, 0)), List.of(x), 0);
            equalsMeaning(new Transpose(List.of(2, 0, 1)), List.of(numbers(n, Shape.of(2, n, 3))), 0);
            equalsMeaning(new Gather(), List.of(x, Tensor.ints(4, 0, 0, 2)), 0);
            equalsMeaning(new ScatterAdd(7), List.of(x, Tensor.ints(6, 0, 0, 2, 6)), 1e-6);
            equalsMeaning(new OneHot(n), List.of(Tensor.ints(0, n - 1, n / 2)), 0);
            equalsMeaning(new Broadcast(Shape.of(3, 5, n)), List.of(x), 0);
        }
    }

    @Test
    void integersStayExact() {
        Tensor labels = Tensor.ints(16_777_217, 16_777_216, 3, -1), others = Tensor.ints(16_777_216, 16_777_216, 3, 1);
        equalsMeaning(new Equal(), List.of(labels, others), 0);
        equalsMeaning(new Greater(), List.of(labels, others), 0);
        equalsMeaning(new Add(), List.of(labels, Tensor.ints(1).reshape(Shape.SCALAR)), 0);
        equalsMeaning(new Add(), List.of(labels, Tensor.vector(0.5)), 1e-6);
        equalsMeaning(new ToReal(), List.of(labels), 1e-6);
    }

    @Test
    void randomNumbersAreThoseOfTheMeaning() {
        Tensor key = Tensor.ints(1234567, -89, 3);
        equalsMeaning(new RandomNormal(Shape.of(70, 30), 9), List.of(key), 1e-6);
        equalsMeaning(new RandomUniform(Shape.of(7, 3), 9), List.of(key), 0);
        equalsMeaning(new RandomBernoulli(Shape.of(7, 3), 9, 0.3), List.of(key), 0);
    }

    private static Tensor numbers(int seed, Shape shape) {
        Random random = new Random(seed);
        return Tensor.generate(shape, _ -> (float) (random.nextGaussian() * 3));
    }

    /// Runs one operation in both twins and by its meaning, on inputs rounded to `f32`.
    private static void equalsMeaning(Op op, List<Tensor> given, double share) {
        List<Expr> leaves = new ArrayList<>();
        Map<Expr, Tensor> values = new HashMap<>();
        for (int i = 0; i < given.size(); i++) {
            Tensor x = given.get(i);
            boolean ints = x.element() == Element.I32;
            Expr leaf = ints ? Expr.ints("i" + i, x.shape()) : Expr.input("x" + i, x.shape());
            leaves.add(leaf);
            values.put(leaf, ints ? x : x.as(Element.F32));
        }
        if (op instanceof Input) return;
        Expr y = Expr.of(op, leaves.toArray(Expr[]::new));
        assertThat(y.kind()).isIn(Kind.REAL, Kind.INT);
        Graph graph = Graph.of(y);
        Plan plan = Plan.of(graph);
        List<Tensor> plain = Trial.session(plan, values, 1, PLAIN);
        String where = op + " of " + given.stream().map(Tensor::shape).toList();
        // a number beyond the range of `f32` is infinite there
        List<Tensor> meaning = Trial.meaning(graph, values).stream()
                .map(x -> x.element() == Element.I32 ? x : x.as(Element.F32))
                .toList();
        Trial.near(plain, meaning, share, where);
        assertThat(Trial.session(plan, values, 1, VECTOR)).as(where).isEqualTo(plain);
    }
}
