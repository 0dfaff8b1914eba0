package org.gradus.train;

import java.util.Arrays;

/// The mean of some measurements and how far they lie apart.
///
/// @param mean of those that are numbers; NaN where none is
/// @param sd the standard deviation of a sample, divided by n - 1; NaN for fewer than two
/// @param count how many are numbers
public record Spread(double mean, double sd, int count) {
    public static Spread of(double... values) {
        double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
        int n = known.length;
        double mean = Arrays.stream(known).sum() / n;
        double squares = Arrays.stream(known).map(v -> (v - mean) * (v - mean)).sum();
        return new Spread(mean, n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1)), n);
    }
}
