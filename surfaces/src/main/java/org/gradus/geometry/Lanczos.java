package org.gradus.geometry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.gradus.tensor.Tensor;

/// The ends of a large symmetric matrix's spectrum, by products with it alone (Lanczos 1950).
///
/// Every new direction is made orthogonal to all before it, so that no eigenvalue is found twice. A
/// Ritz pair (μ, y) has the residual ‖H y - μ y‖ = β |s|, with s the last entry of its eigenvector
/// in the small matrix: an eigenvalue lies within that of μ (Parlett, The Symmetric Eigenvalue
/// Problem, 13.2). It need not be the last one: a start that is orthogonal to an eigenvector never
/// finds it, so that several random starts are made.
public final class Lanczos {
    /// The relative residual of the outermost pairs at which a start is ended early.
    private static final double CONVERGED = 1e-9;

    private static final int LOOK = 8;

    /// Less than this share of a start may be rounding: one direction of a million holds a thousandth of it.
    private static final double ROUNDED = 1e-8;

    private Lanczos() {}

    /// Ritz pairs from several starts. A start that what is known spans is drawn anew: what is left of it is rounding,
    /// and points along what is known as well as elsewhere.
    ///
    /// @param size how many rows the matrix has
    /// @param product the matrix times a vector
    /// @param known orthonormal directions that are left out of the space
    /// @param steps how many products a start may take
    /// @param starts how many random starts
    /// @param rounding the relative rounding of a product, which stands beside the residual in
    ///     every bound
    /// @return smallest first; from each start, the lowest five and the highest two, unless found
    ///     before; none where nothing is left
    public static List<Ritz> extremes(
            int size, UnaryOperator<double[]> product, List<double[]> known, int steps, int starts, double rounding) {
        int most = Math.min(steps, size - known.size());
        List<Ritz> pairs = new ArrayList<>();
        for (int start = 0; start < starts && most > 0; start++) {
            double[] first = start(size, start, starts, known);
            for (Ritz pair : from(first, product, known, most, rounding)) {
                if (pairs.stream().noneMatch(p -> same(p, pair))) pairs.add(pair);
            }
        }
        pairs.sort(Comparator.comparingDouble(Ritz::value));
        return List.copyOf(pairs);
    }

    /// A random vector without its part along what is known, which holds fewer than all of so many independent ones.
    ///
    /// @param stride between the streams of its draws, so that other starts draw others
    private static double[] start(int size, int stream, int stride, List<double[]> known) {
        double[] left = new double[size];
        for (int draw = 0; draw <= known.size(); draw++) {
            left = Vectors.normal(size, stream + draw * stride);
            double whole = Vectors.norm(left);
            Vectors.reject(left, known);
            if (Vectors.norm(left) > ROUNDED * whole) break;
        }
        return left;
    }

    /// Whether two pairs from different starts are one; of several equal eigenvalues each start
    /// finds another mixture.
    private static boolean same(Ritz a, Ritz b) {
        double overlap = Vectors.dot(a.vector().toDoubles(), b.vector().toDoubles());
        return Math.abs(overlap) > 0.99 && Math.abs(a.value() - b.value()) <= a.bound() + b.bound();
    }

    private static List<Ritz> from(
            double[] start, UnaryOperator<double[]> product, List<double[]> known, int steps, double rounding) {
        List<double[]> basis = new ArrayList<>(), all = new ArrayList<>(known);
        List<Double> diagonal = new ArrayList<>(), beside = new ArrayList<>();
        double[] q = start;
        double length = Vectors.norm(q), scale = 0;
        for (int j = 0; j < steps && length > 1e-12 * Math.max(scale, Double.MIN_NORMAL); j++) {
            q = Vectors.times(1 / length, q);
            basis.add(q);
            all.add(q);
            double[] next = product.apply(q);
            diagonal.add(Vectors.dot(q, next));
            scale = Math.max(scale, Vectors.norm(next));
            Vectors.reject(next, all);
            length = Vectors.norm(next);
            beside.add(length);
            q = next;
            if ((j + 1) % LOOK == 0 && settled(small(diagonal, beside), length, scale)) break;
        }
        return basis.isEmpty() ? List.of() : pairs(small(diagonal, beside), length, basis, rounding);
    }

    private static Eigen small(List<Double> diagonal, List<Double> beside) {
        int m = diagonal.size();
        double[][] t = new double[m][m];
        for (int i = 0; i < m; i++) {
            t[i][i] = diagonal.get(i);
            if (i + 1 < m) t[i][i + 1] = t[i + 1][i] = beside.get(i);
        }
        return Eigen.of(t);
    }

    private static boolean settled(Eigen small, double beta, double scale) {
        int m = small.values().length;
        return residual(small, 0, beta) < CONVERGED * scale && residual(small, m - 1, beta) < CONVERGED * scale;
    }

    private static double residual(Eigen small, int pair, double beta) {
        return beta * Math.abs(small.vector(pair)[small.values().length - 1]);
    }

    private static List<Ritz> pairs(Eigen small, double beta, List<double[]> basis, double rounding) {
        int m = basis.size();
        List<Ritz> pairs = new ArrayList<>();
        for (int k = 0; k < m; k++) {
            if (k >= 5 && k < m - 2) continue;
            double[] y = new double[basis.getFirst().length];
            for (int j = 0; j < m; j++) Vectors.add(y, small.vector(k)[j], basis.get(j));
            double norm = Math.max(Math.abs(small.values()[0]), Math.abs(small.values()[m - 1]));
            pairs.add(new Ritz(small.values()[k], residual(small, k, beta) + rounding * norm, Tensor.vector(y)));
        }
        return pairs;
    }
}
