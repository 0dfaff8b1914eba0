package user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Graph.Update;
import org.gradus.graph.Kind;
import org.gradus.graph.Op;
import org.gradus.graph.op.*;
import org.gradus.law.Golden;
import org.gradus.tensor.Shape;
import org.gradus.tensor.ShapeException;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a user reads when shapes do not fit. This class lives outside the library's packages, as a user's does.
class ErrorsLaws {
    private static final Expr X = Expr.input("x", Shape.of(64, 784));
    private static final Expr W = Expr.parameter("head/weight", Shape.of(512, 10));
    private static final Expr THREE = Expr.input("three", Shape.of(2, 3));
    private static final Expr FOUR = Expr.input("four", Shape.of(4));
    private static final Expr NUMBER = Expr.input("number", Shape.SCALAR);
    private static final Expr LABELS = Expr.ints("labels", Shape.of(5));
    private static final Expr KEY = Expr.state("key", Shape.of(2), Kind.INT);
    private static final Shape WIDE = Shape.of(3, 3);

    /// An operation and inputs that it refuses.
    record Refused(Op op, List<Expr> inputs) {
        static Refused of(Op op, Expr... inputs) {
            return new Refused(op, List.of(inputs));
        }

        String message() {
            Throwable thrown = catchThrowable(() -> Expr.of(op, inputs.toArray(Expr[]::new)));
            assertThat(thrown).isInstanceOf(ShapeException.class);
            assertThat(thrown).hasMessageEndingWith("\n  applied at " + SiteLaws.before(SiteLaws.line(), 2));
            return thrown.getMessage();
        }
    }

    static Stream<Refused> refused() {
        return Stream.of(
                Refused.of(new Add(), THREE, FOUR),
                Refused.of(new Subtract(), THREE, FOUR),
                Refused.of(new Multiply(), THREE, FOUR),
                Refused.of(new Divide(), THREE, FOUR),
                Refused.of(new Power(), THREE, FOUR),
                Refused.of(new Atan2(), THREE, FOUR),
                Refused.of(new Equal(), THREE, FOUR),
                Refused.of(new Greater(), THREE, THREE.exp().sum(1).plus(FOUR)),
                Refused.of(new Select(), THREE, FOUR, NUMBER),
                Refused.of(new Select(), NUMBER, THREE, FOUR),
                Refused.of(new Broadcast(WIDE), THREE),
                Refused.of(new Broadcast(Shape.of(3)), THREE),
                Refused.of(new Reshape(WIDE), THREE),
                Refused.of(new Transpose(List.of(0, 0)), THREE),
                Refused.of(new Transpose(List.of(0)), THREE),
                Refused.of(new MatMul(false, false), X, W),
                Refused.of(new MatMul(true, false), X, W),
                Refused.of(new MatMul(false, true), X, W),
                Refused.of(new MatMul(false, false), X, FOUR),
                Refused.of(new Sum(List.of(2), true), THREE),
                Refused.of(new Max(List.of(-1), false), THREE),
                Refused.of(new ArgMax(), NUMBER),
                Refused.of(new LogSumExp(), NUMBER),
                Refused.of(new Gather(), NUMBER, LABELS),
                Refused.of(new Gather(), THREE, FOUR),
                Refused.of(new ScatterAdd(7), THREE, LABELS),
                Refused.of(new ScatterAdd(7), THREE, THREE.sum(1).reshape(Shape.of(2))),
                Refused.of(new OneHot(3), FOUR),
                Refused.of(new RandomUniform(WIDE, 0), KEY),
                Refused.of(new RandomNormal(WIDE, 0), FOUR.plus(KEY.sum()).sum().broadcastTo(Shape.of(3))),
                Refused.of(new RandomBernoulli(WIDE, 0, 0.5), KEY));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aRefusalNamesTheOperationAndEveryInputWithItsShapeAndLine(Refused refused) {
        String message = refused.message();
        assertThat(message).startsWith(refused.op().name() + ": ");
        for (Expr input : refused.inputs()) {
            assertThat(message).contains(input.name(), "made at " + input.site());
            assertThat(input.site().file()).isEqualTo("ErrorsLaws.java");
            boolean aboutShape = !message.lines().findFirst().orElseThrow().contains("must be integers");
            if (aboutShape && input != NUMBER)
                assertThat(message).contains(input.shape().toString());
        }
    }

    @Test
    void everyOperationWithAShapeRuleIsAmongTheRefused() {
        Set<Class<?>> tried = refused().map(r -> r.op().getClass()).collect(Collectors.toSet());
        // these take any shape
        Set<Class<?>> free = Set.of(Constant.class, Input.class, Summary.class, ToReal.class);
        assertThat(Op.BuiltIn.class.getPermittedSubclasses())
                .allMatch(op -> tried.contains(op) || free.contains(op) || Op.Unary.class.isAssignableFrom(op));
    }

    @Test
    void aFluentVerbFailsLikeTheOperationItIsShortFor() {
        List<Throwable> thrown = List.of(
                catchThrowable(() -> THREE.plus(FOUR)),
                catchThrowable(() -> THREE.sum(0, 5)),
                catchThrowable(() -> THREE.mean(-3)),
                catchThrowable(() -> THREE.max(2)),
                catchThrowable(() -> THREE.reshape(WIDE)),
                catchThrowable(() -> FOUR.transpose().matmul(THREE)),
                catchThrowable(() ->
                        Expr.input("column", Shape.of(100_000, 1)).plus(Expr.input("row", Shape.of(1, 100_000)))));
        assertThat(thrown)
                .allSatisfy(t -> assertThat(t)
                        .isInstanceOf(ShapeException.class)
                        .hasMessageContaining("made at ErrorsLaws.java:"));
    }

    @Test
    void theMessagesReadAsReviewed() {
        Set<String> messages = new LinkedHashSet<>();
        refused().forEach(r -> messages.add(r.message()));
        for (Throwable thrown : others()) messages.add(thrown.getMessage());
        // a line number moves with every edit of this file; the law above holds the true ones
        String text = String.join("\n\n", messages).replaceAll("ErrorsLaws.java:\\d+", "ErrorsLaws.java:LINE");
        Golden.hold("errors.txt", text + "\n");
    }

    /// Errors that are not an operation's.
    private static List<Throwable> others() {
        Graph graph = Graph.of(FOUR, LABELS);
        Tensor four = Tensor.vector(1, 2, 3, 4), labels = Tensor.ints(1, 2, 3, 4, 5);
        Expr slot = Expr.state("slot", Shape.of(4), Kind.REAL);
        List<Throwable> thrown = new ArrayList<>();
        Stream.<Runnable>of(
                        () -> THREE.sum(0, 5),
                        () -> Expr.of(new OneHot(-1), LABELS),
                        () -> Expr.input("column", Shape.of(100_000, 1)).plus(Expr.input("row", Shape.of(1, 100_000))),
                        () -> Shape.of(2, -1),
                        () -> Shape.of(2, 3).dim(2),
                        () -> Tensor.of(Shape.of(2, 3), 1, 2),
                        () -> Tensor.vector(1, 2, 3).broadcastTo(Shape.of(2)),
                        () -> Tensor.vector(1, 2, 3).rows(3),
                        () -> Tensor.vector(1, 2).getInt(0),
                        () -> Tensor.vector(1, 2).item(),
                        () -> new ScatterAdd(2).eval(List.of(four, Tensor.ints(0, 1, 2, 0))),
                        () -> graph.eval(Map.of(FOUR, four)),
                        () -> graph.eval(Map.of(FOUR, Tensor.vector(1), LABELS, labels)),
                        () -> graph.eval(Map.of(FOUR, four, LABELS, Tensor.vector(1, 2, 3, 4, 5))),
                        () -> new Graph(List.of(FOUR.exp()), List.of(), List.of()).check(),
                        () -> new Graph(List.of(), List.of(FOUR), List.of()).check(),
                        () -> Graph.of(List.of(), List.of(new Update(FOUR, FOUR))),
                        () -> Graph.of(List.of(), List.of(new Update(slot, THREE))),
                        () -> Graph.of(List.of(), List.of(new Update(slot, FOUR), new Update(slot, slot))),
                        () -> Gradient.of(THREE, List.of(THREE)),
                        () -> Gradient.vjp(THREE, FOUR, List.of(THREE)),
                        () -> Gradient.jvp(THREE, List.of(THREE), List.of()))
                .forEach(act -> thrown.add(catchThrowable(act::run)));
        assertThat(thrown).doesNotContainNull();
        return thrown;
    }
}
