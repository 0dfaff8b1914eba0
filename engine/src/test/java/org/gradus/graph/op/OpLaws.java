package org.gradus.graph.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Kind;
import org.gradus.graph.Op;
import org.gradus.graph.op.Operations.Applied;
import org.gradus.law.FiniteDifferences;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.ShapeException;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every operation, on each of its examples.
class OpLaws {
    private static final List<Long> SEEDS = List.of(1L, 2L, 3L);

    /// Those that no gradient passes: their values move in jumps, or hang on integers or on nothing, or (Detach)
    /// it is their purpose.
    private static final Set<String> WITHOUT_PATH = Set.of(
            "ArgMax",
            "Constant",
            "Detach",
            "Equal",
            "Greater",
            "Input",
            "IsFinite",
            "OneHot",
            "RandomBernoulli",
            "RandomNormal",
            "RandomUniform",
            "ToReal");

    static Stream<Class<?>> operations() {
        return Operations.all().stream();
    }

    static Stream<Op.Example> examples() {
        return Operations.examples();
    }

    static Stream<Arguments> examplesAndSeeds() {
        return Operations.examples().flatMap(e -> SEEDS.stream().map(seed -> Arguments.of(e, seed)));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyOperationDeclaresExamplesOfItself(Class<?> op) {
        List<Op.Example> examples = Operations.examples(op);
        assertThat(examples.isEmpty()).isEqualTo(op == Input.class);
        assertThat(examples).allMatch(e -> e.op().getClass() == op);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyOperationIsARecordSoThatEqualSettingsAreEqual(Class<?> op) {
        assertThat(op.isRecord()).isTrue();
        List<Op.Example> once = Operations.examples(op), again = Operations.examples(op);
        for (int i = 0; i < once.size(); i++) {
            assertThat(once.get(i).op()).isEqualTo(again.get(i).op());
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theValueHasTheInferredShapeAndKind(Op.Example example) {
        Applied a = Applied.of(example);
        Tensor value = Graph.of(a.y()).eval(a.at()).get(a.y());
        assertThat(value.shape()).isEqualTo(a.y().shape());
        assertThat(value.element() == Element.I32).isEqualTo(a.y().kind() == Kind.INT);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void onIntegersAnOperationMakesTheKindItSaysOrRefuses(Op.Example example) {
        List<Tensor> ints =
                example.inputs().stream().map(x -> x.as(Element.I32)).toList();
        try {
            Applied a = Applied.of(new Op.Example(example.op(), ints));
            assertThat(example.op().eval(ints).element() == Element.I32).isEqualTo(a.y().kind() == Kind.INT);
        } catch (ShapeException e) {
            assertThat(e).hasMessageContaining("must be");
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void singlePrecisionInputsGiveTheValueOfTheirExactNumbers(Op.Example example) {
        List<Tensor> narrow = example.inputs().stream()
                .map(x -> x.element() == Element.I32 ? x : x.as(Element.F32))
                .toList();
        List<Tensor> wide = narrow.stream()
                .map(x -> x.element() == Element.I32 ? x : x.as(Element.F64))
                .toList();
        double[] value = example.op().eval(narrow).toDoubles();
        assertThat(value).containsExactly(example.op().eval(wide).toDoubles());
    }

    @ParameterizedTest
    @MethodSource("examplesAndSeeds")
    void theGradientAgreesWithFiniteDifferences(Op.Example example, long seed) {
        Applied a = Applied.of(example);
        boolean smooth = a.y().kind() == Kind.REAL && !(example.op() instanceof Detach);
        if (smooth) FiniteDifferences.agree(a.y(), a.at(), varied(a), seed);
    }

    @ParameterizedTest
    @MethodSource("examplesAndSeeds")
    void theGradientOfTheGradientAgreesWithFiniteDifferences(Op.Example example, long seed) {
        Applied a = Applied.of(example);
        FiniteDifferences.agreeTwice(a.y(), a.at(), varied(a), seed);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theReverseRuleReachesEveryRealInputThatMovesTheValueSmoothlyAndNoOther(Op.Example example) {
        Applied a = Applied.of(example);
        Set<Integer> expected = new TreeSet<>();
        for (Expr x : varied(a)) {
            if (!WITHOUT_PATH.contains(example.op().name()))
                expected.add(a.y().inputs().indexOf(x));
        }
        assertThat(cotangents(a.y()).reached()).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void aCotangentHasTheShapeOfItsInputOrOneThatSumsToIt(Op.Example example) {
        Applied a = Applied.of(example);
        for (Added added : cotangents(a.y()).added()) {
            Shape input = a.y().input(added.input()).shape();
            assertThat(input.stretchesTo(added.cotangent().shape())).isTrue();
            assertThat(added.cotangent().sumTo(input).shape()).isEqualTo(input);
        }
    }

    @Test
    void elementwiseOperationsAcceptNothing() {
        Shape empty = Shape.of(0, 3);
        Tensor nothing = Tensor.of(empty, new double[0]);
        Set<String> tried = new TreeSet<>();
        Operations.examples().forEach(example -> {
            int count = example.op() instanceof Op.Unary ? 1 : example.op() instanceof Op.Binary ? 2 : 0;
            if (count == 0) return;
            List<Tensor> inputs = count == 1 ? List.of(nothing) : List.of(nothing, Tensor.vector(1, 2, 3));
            Applied a = Applied.of(new Op.Example(example.op(), inputs));
            assertThat(example.op().eval(inputs).shape())
                    .as(example.op().name())
                    .isEqualTo(empty);
            FiniteDifferences.agree(a.y(), a.at(), varied(a), 1);
            tried.add(example.op().name());
        });
        assertThat(tried).contains("Add", "Divide", "Exp", "Tanh").hasSizeGreaterThan(15);
    }

    /// The real inputs; a mask is left out, since a value jumps where its mask leaves 0.
    private static List<Expr> varied(Applied a) {
        return FiniteDifferences.reals(a.at()).stream()
                .filter(x -> !(a.y().op() instanceof Select && x == a.y().input(0)))
                .toList();
    }

    private static Recorder cotangents(Expr y) {
        Recorder recorder = new Recorder(y, new ArrayList<>());
        y.op().vjp(y, Expr.constant(Tensor.full(y.shape(), 1)), recorder);
        return recorder;
    }

    private record Added(int input, Expr cotangent) {}

    /// Wants every real input, and keeps what it is given for one.
    private record Recorder(Expr y, List<Added> added) implements Op.Cotangents {
        @Override
        public boolean wants(int input) {
            return y.input(input).kind() == Kind.REAL;
        }

        @Override
        public void add(int input, Expr cotangent) {
            if (wants(input)) added.add(new Added(input, cotangent));
        }

        Set<Integer> reached() {
            return added.stream().map(Added::input).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
