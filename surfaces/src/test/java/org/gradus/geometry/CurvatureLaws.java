package org.gradus.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.gradus.graph.Expr;
import org.gradus.math.Nonlinear;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Products with the Hessian, eigenvalues, Lanczos bounds and traces against what they must equal.
final class CurvatureLaws {
    /// A small tanh network on fixed samples: 4-6-5-3 with softmax cross-entropy, 83 parameters.
    private static Objective network() {
        Tensor inputs = Tensor.of(Shape.of(20, 4), Vectors.normal(80, 7));
        Expr w1 = Expr.parameter("w1", Shape.of(4, 6)), b1 = Expr.parameter("b1", Shape.of(6));
        Expr w2 = Expr.parameter("w2", Shape.of(6, 5)), b2 = Expr.parameter("b2", Shape.of(5));
        Expr w3 = Expr.parameter("w3", Shape.of(5, 3)), b3 = Expr.parameter("b3", Shape.of(3));
        Expr h = Expr.constant(inputs).matmul(w1).plus(b1).tanh();
        Expr z = h.matmul(w2).plus(b2).tanh().matmul(w3).plus(b3);
        Tensor right = Tensor.generate(Shape.of(20, 3), i -> i % 3 == i / 3 * 7 % 3 ? 1 : 0);
        Expr loss = Nonlinear.logSoftmax(z).times(Expr.constant(right)).sum().times(-1.0 / 20);
        return Objective.of(loss, List.of(w1, b1, w2, b2, w3, b3));
    }

    private static double[] point(int size) {
        return Vectors.times(0.7, Vectors.normal(size, 3));
    }

    @Test
    void theProductWithTheHessianIsTheDifferenceOfGradients() {
        try (Objective f = network()) {
            double[] at = point(f.size()), v = Vectors.normal(f.size(), 4);
            double h = Math.cbrt(Math.ulp(1.0)) * (1 + Vectors.norm(at)) / Vectors.norm(v);
            double[] exact = f.times(at, v);
            double[] ahead = f.gradient(Vectors.plus(at, h, v)), behind = f.gradient(Vectors.plus(at, -h, v));
            double[] numeric = Vectors.times(1 / (2 * h), Vectors.plus(ahead, -1, behind));
            assertThat(Vectors.norm(Vectors.plus(exact, -1, numeric))).isLessThan(1e-8 * Vectors.norm(exact));
        }
    }

    @Test
    void theProductIsThatOfTheWholeHessianWhichIsSymmetric() {
        try (Objective f = network()) {
            double[] at = point(f.size()), v = Vectors.normal(f.size(), 5);
            double[][] h = f.hessian(at);
            double[] byRows =
                    Arrays.stream(h).mapToDouble(row -> Vectors.dot(row, v)).toArray();
            double[] exact = f.times(at, v);
            assertThat(Vectors.norm(Vectors.plus(exact, -1, byRows))).isLessThan(1e-13 * Vectors.norm(exact));
            for (int i = 0; i < h.length; i++) {
                for (int j = 0; j < i; j++) assertThat(h[i][j]).isCloseTo(h[j][i], within(1e-14));
            }
        }
    }

    @Test
    void rotationsGiveEveryEigenvalueAndVector() {
        int n = 30;
        double[] values = new double[n];
        Arrays.setAll(values, i -> (i - 10) * (i - 10) * (i - 10) * 1e-3);
        double[] u = Vectors.unit(Vectors.normal(n, 9));
        // a reflection has orthonormal columns, so that the eigenvalues are known
        double[][] q = new double[n][n], a = new double[n][n];
        for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) q[i][j] = (i == j ? 1 : 0) - 2 * u[i] * u[j];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) for (int k = 0; k < n; k++) a[i][j] += q[i][k] * values[k] * q[j][k];
        }
        Eigen eigen = Eigen.of(a);
        for (int k = 0; k < n; k++) {
            assertThat(eigen.values()[k]).isCloseTo(values[k], within(1e-14 * 8000e-3 * 10));
            double[] y = eigen.vector(k);
            double[] product =
                    Arrays.stream(a).mapToDouble(row -> Vectors.dot(row, y)).toArray();
            assertThat(Vectors.norm(Vectors.plus(product, -values[k], y))).isLessThan(1e-13 * 8);
        }
    }

    @Test
    void anEigenvalueLiesWithinTheBoundOfEveryRitzPair() {
        try (Objective f = network()) {
            double[] at = point(f.size());
            double[] exact = Eigen.of(f.hessian(at)).values();
            for (int steps : List.of(4, 8, 16, 48)) {
                for (Ritz pair : Lanczos.extremes(f.size(), v -> f.times(at, v), List.of(), steps, 2, 1e-14)) {
                    double nearest = Arrays.stream(exact)
                            .map(e -> Math.abs(e - pair.value()))
                            .min()
                            .orElseThrow();
                    assertThat(nearest).isLessThanOrEqualTo(pair.bound());
                }
            }
            List<Ritz> pairs = Lanczos.extremes(f.size(), v -> f.times(at, v), List.of(), 60, 2, 1e-14);
            assertThat(pairs.getFirst().value()).isCloseTo(exact[0], within(1e-9));
            assertThat(pairs.getLast().value()).isCloseTo(exact[exact.length - 1], within(1e-9));
            assertThat(exact[0]).isNegative();
        }
    }

    @Test
    void knownDirectionsAreLeftOut() {
        double[] values = {-3, 1, 2, 5};
        double[] first = {1, 0, 0, 0};
        List<Ritz> pairs = Lanczos.extremes(
                4,
                v -> new double[] {values[0] * v[0], values[1] * v[1], values[2] * v[2], values[3] * v[3]},
                List.of(first),
                10,
                2,
                1e-14);
        assertThat(pairs.getFirst().value()).isCloseTo(1, within(1e-12));
    }

    /// 0 but for the eigenvalues 1, 2, … along some orthonormal directions.
    private static UnaryOperator<double[]> along(List<double[]> directions) {
        return v -> {
            double[] product = new double[v.length];
            for (double[] q : directions) Vectors.add(product, (directions.indexOf(q) + 1) * Vectors.dot(q, v), q);
            return product;
        };
    }

    /// Random orthonormal directions.
    private static List<double[]> directions(int size, int count, int stream) {
        List<double[]> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] q = Vectors.normal(size, stream + i);
            Vectors.reject(q, all);
            all.add(Vectors.unit(q));
        }
        return all;
    }

    /// What is left of a start in the span of what was found with it is rounding, and points anywhere: along what is
    /// known, too. Who asks again without what was found must find all the rest, and nothing else.
    @Test
    void whoeverLeavesOutWhatWasFoundFindsTheRest() {
        for (int size = 2; size <= 12; size++) {
            for (int rank = 0; rank <= size; rank++) {
                UnaryOperator<double[]> product = along(directions(size, rank, 1000 + size));
                List<double[]> known = new ArrayList<>();
                List<Double> found = new ArrayList<>();
                while (known.size() < size) {
                    List<Ritz> pairs = Lanczos.extremes(size, product, known, 20, 1, 1e-16);
                    assertThat(pairs)
                            .as("%d of %d known, rank %d", known.size(), size, rank)
                            .isNotEmpty();
                    for (Ritz pair : pairs) {
                        double[] y = pair.vector().toDoubles();
                        for (double[] q : known) assertThat(Vectors.dot(q, y)).isCloseTo(0, within(1e-9));
                        Vectors.reject(y, known);
                        known.add(Vectors.unit(y));
                        found.add(pair.value());
                    }
                }
                assertThat(Lanczos.extremes(size, product, known, 20, 1, 1e-16)).isEmpty();
                int zeros = size - rank;
                double[] exact = IntStream.range(0, size)
                        .mapToDouble(i -> Math.max(0, i - zeros + 1))
                        .toArray();
                double[] sorted = found.stream().mapToDouble(v -> v).sorted().toArray();
                assertThat(sorted).as("%d, rank %d", size, rank).containsExactly(exact, within(1e-9));
            }
        }
    }

    @Test
    void theTraceIsWithinItsError() {
        try (Objective f = network()) {
            double[] at = point(f.size());
            double[][] h = f.hessian(at);
            double exact = 0;
            for (int i = 0; i < h.length; i++) exact += h[i][i];
            Trace trace = Trace.of(f.size(), v -> f.times(at, v), 400);
            assertThat(trace.error()).isPositive();
            assertThat(trace.value()).isCloseTo(exact, within(4 * trace.error()));
            assertThat(trace.error() < 0.05 * Math.abs(trace.value()) || trace.probes() == 400)
                    .isTrue();
        }
    }
}
