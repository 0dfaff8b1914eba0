package org.gradus.geometry;

import java.util.function.UnaryOperator;

/// The sum of all eigenvalues of a Hessian, estimated by random probes (Hutchinson 1990): the mean
/// of v·Hv over vectors v of random signs.
///
/// @param value the estimate
/// @param error its standard error; 0 when it was computed exactly
/// @param probes how many vectors it took
public record Trace(double value, double error, int probes) {
    /// The relative standard error at which it is enough.
    private static final double ENOUGH = 0.05;

    private static final int LEAST = 6;

    /// @param size how many rows the matrix has
    /// @param product the matrix times a vector
    /// @param most the largest number of probes
    public static Trace of(int size, UnaryOperator<double[]> product, int most) {
        double mean = 0, squares = 0;
        int n = 0;
        while (n < most) {
            double[] v = Vectors.signs(size, n);
            double x = Vectors.dot(v, product.apply(v)), off = x - mean;
            n++;
            mean += off / n;
            squares += off * (x - mean);
            if (n >= LEAST && error(squares, n) < ENOUGH * Math.abs(mean)) break;
        }
        return new Trace(mean, error(squares, n), n);
    }

    private static double error(double squares, int n) {
        return n < 2 ? Double.POSITIVE_INFINITY : Math.sqrt(squares / (n - 1) / n);
    }
}
