package org.gradus.grad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.law.FiniteDifferences;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Jacobian- and Hessian-vector products against Jacobians and Hessians written out, and against differences.
class ProductLaws {
    private static final Expr X = Expr.input("x", Shape.of(1, 2));

    /// One coordinate of [#X], as a scalar.
    private static Expr coordinate(int i) {
        return X.times(Expr.constant(unit(i))).sum();
    }

    private static Tensor unit(int i) {
        return Tensor.of(Shape.of(1, 2), i == 0 ? 1 : 0, i == 1 ? 1 : 0);
    }

    private static Map<Expr, Tensor> at(double x, double y) {
        return Map.of(X, Tensor.of(Shape.of(1, 2), x, y));
    }

    private static double[] eval(Expr y, Map<Expr, Tensor> at) {
        return Graph.of(y).eval(at).get(y).toDoubles();
    }

    /// f(x, y) = (x² y, 5x + tanh y, x exp y) as a row of three.
    private static Expr three() {
        Expr x = coordinate(0), y = coordinate(1);
        return x.square()
                .times(y)
                .times(Expr.constant(Tensor.vector(1, 0, 0)))
                .plus(x.times(5).plus(y.tanh()).times(Expr.constant(Tensor.vector(0, 1, 0))))
                .plus(x.times(y.exp()).times(Expr.constant(Tensor.vector(0, 0, 1))));
    }

    @Test
    void theJacobianByColumnsAndByRowsIsTheOneWrittenOut() {
        double x = 1.5, y = -0.7;
        double[][] jacobian = {{2 * x * y, x * x}, {5, 1 - Math.tanh(y) * Math.tanh(y)}, {Math.exp(y), x * Math.exp(y)}
        };
        Expr f = three();
        for (int column = 0; column < 2; column++) {
            Expr product = Gradient.jvp(f, List.of(X), List.of(Expr.constant(unit(column))));
            assertThat(product.shape()).isEqualTo(f.shape());
            double[] expected = {jacobian[0][column], jacobian[1][column], jacobian[2][column]};
            assertThat(eval(product, at(x, y))).containsExactly(expected, within(1e-14));
        }
        for (int row = 0; row < 3; row++) {
            int r = row;
            Tensor cotangent = Tensor.generate(Shape.of(3), i -> i == r ? 1 : 0);
            Expr product = Gradient.vjp(f, Expr.constant(cotangent), List.of(X)).get(0);
            assertThat(eval(product, at(x, y))).containsExactly(jacobian[row], within(1e-14));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theJacobianProductIsTheSlopeAlongTheTangent(long seed) {
        Random random = new Random(seed);
        Tensor t = Tensor.generate(X.shape(), _ -> random.nextGaussian());
        Expr f = three();
        double h = 1e-5;
        double[] ahead = eval(f, at(1.5 + h * t.get(0), -0.7 + h * t.get(1)));
        double[] behind = eval(f, at(1.5 - h * t.get(0), -0.7 - h * t.get(1)));
        double[] product = eval(Gradient.jvp(f, List.of(X), List.of(Expr.constant(t))), at(1.5, -0.7));
        for (int i = 0; i < 3; i++) {
            assertThat(product[i]).isCloseTo((ahead[i] - behind[i]) / (2 * h), within(1e-8));
        }
    }

    @Test
    void theJacobianProductWithoutAPathIsZeros() {
        Expr product = Gradient.jvp(X.greaterThan(0), List.of(X), List.of(Expr.constant(unit(0))));
        assertThat(eval(product, at(1, 2))).containsExactly(0, 0);
    }

    private static double[] hessian(Expr loss, double x, double y) {
        double[] entries = new double[4];
        for (int i = 0; i < 2; i++) {
            Expr product = Gradient.hvp(loss, List.of(X), List.of(Expr.constant(unit(i))))
                    .get(0);
            System.arraycopy(eval(product, at(x, y)), 0, entries, 2 * i, 2);
        }
        return entries;
    }

    /// (1 - x)² + 100 (y - x²)², Rosenbrock 1960: at the minimum the Hessian is [[802, -400], [-400, 200]].
    @Test
    void theHessianOfRosenbrocksValleyIsTheOneWrittenOut() {
        Expr x = coordinate(0), y = coordinate(1);
        Expr loss = Expr.constant(1)
                .minus(x)
                .square()
                .plus(y.minus(x.square()).square().times(100));
        assertThat(hessian(loss, 1, 1)).containsExactly(new double[] {802, -400, -400, 200}, within(1e-11));
        double[] elsewhere = {1200 * 0.25 - 400 * 2 + 2, -400 * 0.5, -400 * 0.5, 200};
        assertThat(hessian(loss, 0.5, 2)).containsExactly(elsewhere, within(1e-11));
    }

    /// (x² + y - 11)² + (x + y² - 7)², Himmelblau 1972.
    @Test
    void theHessianOfHimmelblausFunctionHasItsEigenvaluesAtAMinimum() {
        Expr x = coordinate(0), y = coordinate(1);
        Expr loss = x.square()
                .plus(y)
                .plus(-11)
                .square()
                .plus(x.plus(y.square()).plus(-7).square());
        double[] h = hessian(loss, 3, 2);
        double mean = (h[0] + h[3]) / 2, radius = Math.hypot((h[0] - h[3]) / 2, h[1]);
        assertThat(h[1]).isEqualTo(h[2]);
        assertThat(mean - radius).isCloseTo(25.715728753, within(1e-8));
        assertThat(mean + radius).isCloseTo(82.284271247, within(1e-8));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theHessianProductIsTheSlopeOfTheGradientAndIsSymmetric(long seed) {
        Random random = new Random(seed);
        Expr w = Expr.parameter("w", Shape.of(2, 3)), b = Expr.parameter("b", Shape.of(3));
        Expr loss = X.matmul(w).plus(b).sigmoid().square().sum();
        List<Expr> wrt = List.of(w, b);
        List<Expr> u = directions(wrt, random), v = directions(wrt, random);
        Map<Expr, Tensor> at = Map.of(X, unit(1), w, normal(w, random), b, normal(b, random));
        Expr along = Gradient.dot(Gradient.of(loss, wrt), u);
        FiniteDifferences.agree(along, at, wrt, seed);
        Expr uHv = Gradient.dot(u, Gradient.hvp(loss, wrt, v)), vHu = Gradient.dot(v, Gradient.hvp(loss, wrt, u));
        Expr slope = Gradient.jvp(along, wrt, v);
        assertThat(eval(uHv, at)[0]).isCloseTo(eval(vHu, at)[0], within(1e-13)).isNotZero();
        assertThat(eval(uHv, at)[0]).isCloseTo(eval(slope, at)[0], within(1e-13));
    }

    private static List<Expr> directions(List<Expr> wrt, Random random) {
        return wrt.stream().map(x -> Expr.constant(normal(x, random))).toList();
    }

    private static Tensor normal(Expr x, Random random) {
        return Tensor.generate(x.shape(), _ -> random.nextGaussian());
    }
}
