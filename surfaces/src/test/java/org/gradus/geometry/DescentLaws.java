package org.gradus.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gradus.draw.Numbers;
import org.gradus.geometry.Certificate.Verdict;
import org.gradus.geometry.Descent.Reason;
import org.gradus.graph.Expr;
import org.gradus.name.Examples;
import org.gradus.name.Names;
import org.gradus.optim.CosineDecay;
import org.gradus.optim.Momentum;
import org.gradus.optim.Optimizer;
import org.gradus.optim.Sgd;
import org.gradus.tensor.Shape;
import org.gradus.tensor.ShapeException;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Descent goes down, ends where the gradient is 0, and says what kind of point that is.
final class DescentLaws {
    private static final Expr X = Expr.parameter("x", Shape.SCALAR), Y = Expr.parameter("y", Shape.SCALAR);

    /// Every optimizer that ships, without weight decay, which has a minimum of its own, at a rate that suits a bowl of
    /// curvatures 1 and 4.
    static Stream<Optimizer> optimizers() {
        return Examples.of(Optimizer.class).stream()
                .collect(Collectors.toMap(o -> Names.of(o.getClass()), o -> o, (first, _) -> first, TreeMap::new))
                .values()
                .stream()
                .map(o -> o.withDecay(0).orElse(o).withRate(rate(o)));
    }

    private static double rate(Optimizer o) {
        return switch (Names.of(o.getClass())) {
            case "adagrad" -> 0.5;
            case "lion", "rmsprop" -> 0.01;
            default -> 0.05;
        };
    }

    private static Expr bowl() {
        return X.plus(-1).square().plus(Y.plus(2).square().times(4)).times(0.5);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void everyOptimizerReachesTheBottomOfABowl(Optimizer optimizer) {
        Descent.End end = Descent.of(bowl())
                .from(X, 0)
                .from(Y, 0)
                .withOptimizer(optimizer)
                .withSchedule(new CosineDecay(0, 0))
                .withSteps(2000)
                .run();
        assertThat(end.number(X)).as(end.sentence()).isCloseTo(1, within(1e-3));
        assertThat(end.number(Y)).as(end.sentence()).isCloseTo(-2, within(1e-3));
    }

    @Test
    void itEndsAtAMinimumAndCertifiesIt() {
        Descent.End end = Descent.of(bowl())
                .from(X, 5)
                .from(Y, 5)
                .withOptimizer(Sgd.of(0.2))
                .run();
        assertThat(end.reason()).isEqualTo(Reason.GRADIENT);
        assertThat(end.last().step()).isBetween(50, 200);
        assertThat(end.last().relative()).isLessThanOrEqualTo(1e-9);
        assertThat(end.certificate().orElseThrow().verdict()).isEqualTo(Verdict.LOCAL_MINIMUM);
        assertThat(end.sentence()).startsWith("Ended after ").contains("the gradient is 0", "local minimum");
    }

    private static Verdict verdict(Expr cost, double x, double y) {
        return Descent.of(cost)
                .from(X, x)
                .from(Y, y)
                .withOptimizer(Sgd.of(0.1))
                .run()
                .certificate()
                .orElseThrow()
                .verdict();
    }

    @Test
    void onTheRidgeOfASaddleItSaysSaddle() {
        assertThat(verdict(X.square().minus(Y.square()), 0.7, 0)).isEqualTo(Verdict.STRICT_SADDLE);
        assertThat(verdict(X.square().plus(Y.square()).negate(), 0, 0)).isEqualTo(Verdict.LOCAL_MAXIMUM);
        assertThat(verdict(X.square().times(X).plus(Y.square()), 0, 0.5)).isEqualTo(Verdict.DEGENERATE);
    }

    @Test
    void whereNothingChangesItSaysPlateau() {
        assertThat(verdict(X.times(0).plus(3), 1, 2)).isEqualTo(Verdict.PLATEAU);
        assertThat(verdict(X.relu().plus(Y.relu()), -1, -2)).isEqualTo(Verdict.PLATEAU);
        assertThat(verdict(X.sigmoid().times(Y.sigmoid()), -30, -40)).isEqualTo(Verdict.PLATEAU);
        Descent.End one = Descent.of(X.sigmoid()).from(X, -30).run();
        assertThat(one.certificate().orElseThrow().verdict()).isEqualTo(Verdict.PLATEAU);
        assertThat(one.sentence()).contains("plateau").doesNotContain("a better value");
    }

    @Test
    void aStationaryPointThatIsPassedAtSpeedDoesNotEndIt() {
        // momentum crosses the bottom of x² exactly at step 4
        List<Double> at = new ArrayList<>();
        Descent fast = Descent.of(X.square().times(0.5)).from(X, 1).withOptimizer(new Momentum(1, 0.5));
        Descent.End end =
                fast.withSteps(50).run(it -> at.add(it.weights().getFirst().item()));
        assertThat(at).contains(0.0);
        assertThat(end.reason()).isEqualTo(Reason.STEPS);
    }

    @Test
    void everyIterateHasTheCostAndTheGradientOfItsOwnWeights() {
        // the second cost is a parameter itself, and the gradient of the third is
        for (Expr cost : List.of(X.square().times(0.5), X, X.times(Y), bowl())) {
            List<Descent.Iterate> iterates = new ArrayList<>();
            Descent.of(cost)
                    .from(X, 3)
                    .from(Y, -1)
                    .withOptimizer(Sgd.of(0.25))
                    .withSteps(5)
                    .run(iterates::add);
            assertThat(iterates).hasSize(6);
            try (Objective f = Objective.of(cost, List.of(X, Y))) {
                for (Descent.Iterate it : iterates) {
                    double[] at =
                            it.weights().stream().mapToDouble(Tensor::item).toArray();
                    assertThat(it.cost()).as("cost of " + cost).isEqualTo(f.value(at));
                    double[] gradient = f.gradient(at);
                    for (int i = 0; i < 2; i++) {
                        assertThat(it.gradient().get(i).item()).isEqualTo(gradient[i]);
                        double moved = at[i] - 0.25 * gradient[i];
                        assertThat(it.update().get(i).item()).isCloseTo(moved - at[i], within(1e-15));
                    }
                }
            }
            for (int k = 1; k < iterates.size(); k++) {
                double before = iterates.get(k - 1).weights().getFirst().item(),
                        update = iterates.get(k - 1).update().getFirst().item();
                assertThat(iterates.get(k).weights().getFirst().item()).isCloseTo(before + update, within(1e-15));
            }
        }
    }

    @Test
    void equalSettingsGiveEqualBits() {
        Descent descent = Descent.of(Surface.rosenbrock(2).value(List.of(X, Y)))
                .from(X, -1.2)
                .from(Y, 1)
                .withSteps(300);
        List<Descent.Iterate> one = new ArrayList<>(), other = new ArrayList<>();
        descent.run(one::add);
        descent.run(other::add);
        assertThat(one).isEqualTo(other).hasSizeGreaterThan(100);
    }

    @Test
    void aRateThatIsTooLargeIsDivergence() {
        Descent.End end = Descent.of(X.square().square())
                .from(X, 2)
                .withOptimizer(Sgd.of(1))
                .run();
        assertThat(end.reason()).isEqualTo(Reason.DIVERGED);
        assertThat(end.certificate()).isEmpty();
        assertThat(end.sentence()).contains("not finite");
        assertThat(Descent.of(X.log()).from(X, -1).run().reason()).isEqualTo(Reason.DIVERGED);
    }

    @Test
    void itEndsAfterItsStepsOrWhenItIsToldTo() {
        Descent slow = Descent.of(bowl()).from(X, 0).from(Y, 0).withOptimizer(Sgd.of(1e-4));
        Descent.End end = slow.withSteps(7).run();
        assertThat(end.reason()).isEqualTo(Reason.STEPS);
        assertThat(end.last().step()).isEqualTo(7);
        assertThat(end.certificate().orElseThrow().verdict()).isEqualTo(Verdict.NOT_STATIONARY);
        assertThat(slow.until(it -> it.step() == 3).run().reason()).isEqualTo(Reason.STOPPED);
    }

    @Test
    void parametersMayBeTensors() {
        Expr w = Expr.parameter("w", Shape.of(3, 1));
        Expr x = Expr.constant(Tensor.of(Shape.of(4, 3), 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1));
        Expr y = Expr.constant(Tensor.of(Shape.of(4, 1), 2, -1, 3, 4));
        Descent.End end =
                Descent.of(x.matmul(w).minus(y).square().mean()).from(w, 0).run();
        double[] expected = {2, -1, 3};
        for (int i = 0; i < 3; i++) assertThat(end.at(w).get(i)).isCloseTo(expected[i], within(1e-7));
        assertThat(end.certificate().orElseThrow().verdict()).isEqualTo(Verdict.LOCAL_MINIMUM);
    }

    @Test
    void whatCannotBeDescendedIsRefused() {
        Expr input = Expr.input("data", Shape.SCALAR), vector = Expr.parameter("v", Shape.of(3));
        assertThatThrownBy(() -> Descent.of(vector))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[3]");
        assertThatThrownBy(() -> Descent.of(Expr.ints("n", Shape.SCALAR))).hasMessageContaining("integer");
        assertThatThrownBy(() -> Descent.of(Expr.constant(1)).run()).hasMessageContaining("no parameters");
        assertThatThrownBy(() -> Descent.of(X.times(Y)).from(X, 1).run()).hasMessageContaining("y has no start");
        assertThatThrownBy(() -> Descent.of(X.times(input)).from(X, 1).run()).hasMessageContaining("data");
        assertThatThrownBy(() -> Descent.of(X).from(input, 1)).hasMessageContaining("no parameter");
        assertThatThrownBy(() -> Descent.of(X).from(X, Tensor.vector(1, 2))).isInstanceOf(ShapeException.class);
        Expr twin = Expr.parameter("x", Shape.SCALAR);
        assertThatThrownBy(
                        () -> Descent.of(X.times(twin)).from(X, 1).from(twin, 1).run())
                .hasMessageContaining("name of its own");
        assertThatThrownBy(() -> Descent.of(X).withSteps(0)).hasMessageContaining("at least 1 step");
        assertThatThrownBy(() -> Descent.of(X).withTolerance(Double.NaN)).hasMessageContaining("tolerance");
    }

    @Test
    void whatAWalkTellsOfItsEndIsOfOneStep() {
        Surface surface = Surface.himmelblau();
        List<StationaryPoint> points = StationaryPoints.of(surface);
        Walk walk = Walk.of(surface, Sgd.of(0.01), List.of(-1.0, 1.0), 300);
        Walk.End end = walk.end(surface, points);
        assertThat(end.kind()).isEqualTo(Walk.Ending.ARRIVED);
        assertThat(end.step()).isLessThan(walk.steps());
        double there = walk.iterates().get(end.step()).cost();
        assertThat(there).isGreaterThan(1e6 * walk.last().cost());
        assertThat(walk.ending(surface, points)).endsWith("f = " + Numbers.of(there, 2));
    }

    @Test
    void aSurfaceOfOnesOwn() {
        Expr value = X.square().times(Y).plus(X.times(3).sin());
        Surface own = Surface.of("own", value, List.of(X, Y), new Surface.Domain(-2, 2, -1e9, List.of(1.0, 2.0)));
        assertThat(own.coordinates()).containsExactly("x", "y");
        Walk walk = Walk.of(own, Sgd.of(0.01), List.of(1.0, 2.0), 3);
        assertThat(walk.at(0)).containsExactly(1.0, 2.0);
        assertThat(walk.at(1).getFirst()).isCloseTo(1 - 0.01 * (4 + 3 * Math.cos(3)), within(1e-12));
        assertThat(StationaryPoints.of(own)).isEmpty(); // ∂f/∂y = x² is 0 where ∂f/∂x = 3 cos 3x is not
        assertThatThrownBy(
                        () -> Surface.of("v", Expr.parameter("v", Shape.of(2)).sum(), List.of(), own.domain()))
                .hasMessageContaining("elementwise");
        assertThatThrownBy(() -> Surface.of("z", X.times(Y), List.of(X), own.domain()))
                .hasMessageContaining("coordinate");
        assertThatThrownBy(() -> new Surface("", 1, own.domain(), p -> p.getFirst()))
                .hasMessageContaining("name");
    }
}
