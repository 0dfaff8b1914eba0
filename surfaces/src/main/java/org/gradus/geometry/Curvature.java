package org.gradus.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.gradus.tensor.Tensor;

/// The spectrum of a Hessian, as far as it was looked at.
///
/// @param lowest the lowest eigenvalues found, smallest first, at least one
/// @param largest the largest eigenvalue found
/// @param tolerance eigenvalues up to this magnitude count as 0
/// @param zeros how many eigenvalues are 0, beyond those that known symmetries explain; only from a
///     whole Hessian
/// @param symmetries how many directions were left out since known symmetries make the loss
///     constant along them
/// @param trace the sum of all eigenvalues
public record Curvature(
        List<Ritz> lowest, Ritz largest, double tolerance, OptionalInt zeros, int symmetries, Trace trace) {
    /// Up to so many parameters the Hessian is computed whole.
    static final int WHOLE = 200;

    private static final int STEPS = 32, STARTS = 2, LOWEST = 5, TRACE_PROBES = 12;

    /// The share of the Hessian's norm up to which an eigenvalue counts as 0.
    private static final double ZERO = 1e-6;

    /// A product with the Hessian of a network is off by less than so many roundings of its norm.
    private static final double PRODUCT = 50;

    /// Eigenvalues below so many roundings of the norm count as 0.
    private static final double ROUNDINGS = 1000;

    public Curvature {
        lowest = List.copyOf(lowest);
    }

    /// The smallest eigenvalue found.
    public Ritz least() {
        return lowest.getFirst();
    }

    /// The largest magnitude of an eigenvalue found.
    public double norm() {
        return Math.max(Math.abs(least().value()), Math.abs(largest.value()));
    }

    /// Whether the Hessian was computed whole, so that nothing was missed.
    public boolean whole() {
        return zeros.isPresent();
    }

    /// Measures a Hessian: whole where it is small, otherwise its ends by [Lanczos].
    ///
    /// @param symmetries orthonormal directions along which the loss is known to be constant
    /// @param sampled on how many of the objective's pieces
    static Curvature of(Objective objective, double[] at, List<double[]> symmetries, int sampled) {
        if (symmetries.size() >= at.length) {
            throw new IllegalArgumentException("curvature: symmetries explain every direction");
        }
        return objective.size() <= WHOLE ? whole(objective, at, symmetries) : ends(objective, at, symmetries, sampled);
    }

    private static Curvature whole(Objective objective, double[] at, List<double[]> symmetries) {
        Eigen eigen = outside(objective.hessian(at), symmetries);
        int n = at.length - symmetries.size();
        double[] values = eigen.values();
        double norm = Math.max(Math.abs(values[0]), Math.abs(values[n - 1])), zero = ZERO * norm, sum = 0;
        int zeros = 0;
        List<Ritz> lowest = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            sum += values[i];
            if (Math.abs(values[i]) <= zero) zeros++;
            if (i < LOWEST) lowest.add(new Ritz(values[i], 0, Tensor.vector(eigen.vector(i))));
        }
        return new Curvature(
                lowest,
                new Ritz(values[n - 1], 0, Tensor.vector(eigen.vector(n - 1))),
                zero,
                OptionalInt.of(zeros),
                symmetries.size(),
                new Trace(sum, 0, 0));
    }

    /// The eigenvalues of a matrix outside some directions, followed by one for each of these,
    /// which are made larger than all others.
    private static Eigen outside(double[][] hessian, List<double[]> known) {
        int n = hessian.length;
        double size = 0;
        for (double[] row : hessian) {
            size += Vectors.dot(row, row);
            Vectors.reject(row, known);
        }
        double[][] inside = new double[n][n];
        for (int j = 0; j < n; j++) {
            double[] column = new double[n];
            for (int i = 0; i < n; i++) column[i] = hessian[i][j];
            Vectors.reject(column, known);
            for (double[] q : known) Vectors.add(column, (1 + 10 * Math.sqrt(size)) * q[j], q);
            for (int i = 0; i < n; i++) inside[i][j] = column[i];
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) inside[i][j] = inside[j][i] = (inside[i][j] + inside[j][i]) / 2;
        }
        return Eigen.of(inside);
    }

    private static Curvature ends(Objective objective, double[] at, List<double[]> symmetries, int sampled) {
        List<Ritz> pairs = Lanczos.extremes(
                at.length,
                v -> objective.times(at, v, sampled),
                symmetries,
                STEPS,
                STARTS,
                PRODUCT * objective.rounding());
        Ritz least = pairs.getFirst(), largest = pairs.getLast();
        double norm = Math.max(Math.abs(least.value()), Math.abs(largest.value()));
        double zero = Math.max(ZERO, ROUNDINGS * objective.rounding()) * norm;
        if (sampled < objective.pieces()) zero = Math.max(zero, 3 * error(objective, at, least, sampled));
        Trace trace = Trace.of(at.length, v -> objective.times(at, v, sampled), TRACE_PROBES);
        return new Curvature(
                pairs.subList(0, Math.min(LOWEST, pairs.size())),
                largest,
                zero,
                OptionalInt.empty(),
                symmetries.size(),
                trace);
    }

    /// The standard error, over pieces of the data, of the curvature along a direction.
    private static double error(Objective objective, double[] at, Ritz pair, int sampled) {
        if (sampled < 2) return 0;
        double[] v = pair.vector().toDoubles();
        double sum = 0, squares = 0;
        for (int piece = 0; piece < sampled; piece++) {
            double c = Vectors.dot(v, objective.timesPiece(at, v, piece));
            sum += c;
            squares += c * c;
        }
        double mean = sum / sampled;
        return Math.sqrt(Math.max(0, squares / sampled - mean * mean) / (sampled - 1));
    }
}
