package org.gradus.geometry;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// The eigenvalues and eigenvectors of a small symmetric matrix, by cyclic rotations (Jacobi 1846;
/// Golub and Van Loan, Matrix Computations, 8.5): every one to about the rounding of the largest.
final class Eigen {
    private static final int SWEEPS = 60;

    private final double[] values;
    private final double[][] vectors;

    private Eigen(double[] values, double[][] vectors) {
        this.values = values;
        this.vectors = vectors;
    }

    /// @param matrix symmetric and finite
    static Eigen of(double[][] matrix) {
        int n = matrix.length;
        double[][] a = new double[n][], v = new double[n][n];
        for (int i = 0; i < n; i++) {
            a[i] = matrix[i].clone();
            v[i][i] = 1;
        }
        double total = 0;
        for (double[] row : a) total += Vectors.dot(row, row);
        for (int sweep = 0; sweep < SWEEPS && beside(a) > 1e-32 * total; sweep++) {
            for (int p = 0; p < n; p++) for (int q = p + 1; q < n; q++) if (a[p][q] != 0) rotate(a, v, p, q);
        }
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> a[i][i]))
                .mapToInt(i -> i)
                .toArray();
        return new Eigen(
                Arrays.stream(order).mapToDouble(i -> a[i][i]).toArray(),
                Arrays.stream(order).mapToObj(i -> v[i]).toArray(double[][]::new));
    }

    /// The sum of squares beside the diagonal.
    private static double beside(double[][] a) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) for (int j = 0; j < a.length; j++) if (i != j) sum += a[i][j] * a[i][j];
        return sum;
    }

    /// Turns the plane of two axes so that their common entry becomes 0; the rows of `v` are the
    /// axes.
    private static void rotate(double[][] a, double[][] v, int p, int q) {
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
        double c = 1 / Math.hypot(t, 1), s = t * c;
        for (int k = 0; k < a.length; k++) {
            double x = a[k][p], y = a[k][q];
            a[k][p] = c * x - s * y;
            a[k][q] = s * x + c * y;
        }
        turn(a, p, q, c, s);
        turn(v, p, q, c, s);
    }

    private static void turn(double[][] rows, int p, int q, double c, double s) {
        for (int k = 0; k < rows[p].length; k++) {
            double x = rows[p][k], y = rows[q][k];
            rows[p][k] = c * x - s * y;
            rows[q][k] = s * x + c * y;
        }
    }

    /// The eigenvalues, smallest first.
    double[] values() {
        return values;
    }

    /// The eigenvector of length 1 that belongs to a value.
    double[] vector(int index) {
        return vectors[index];
    }
}
