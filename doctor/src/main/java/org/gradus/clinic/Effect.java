package org.gradus.clinic;

import java.util.List;
import java.util.stream.IntStream;

/// The mean difference between two arms in held-out loss, seed by seed; negative is better.
///
/// @param bound how far the ends of the 99 % interval of the mean lie from it, on either side
record Effect(double mean, double bound) {
    /// The 99.5 % quantiles of Student's t, by degrees of freedom from 1: a mean lies beyond
    /// either end of the interval by chance in one case of two hundred.
    private static final double[] QUANTILES = {
        63.66, 9.925, 5.841, 4.604, 4.032, 3.707, 3.499, 3.355, 3.250, 3.169, 3.106, 3.055, 3.012, 2.977
    };

    static Effect of(List<Double> treated, List<Double> untreated) {
        int n = treated.size();
        double[] differences = IntStream.range(0, n)
                .mapToDouble(i -> treated.get(i) - untreated.get(i))
                .toArray();
        double mean = 0, squares = 0;
        for (double d : differences) mean += d / n;
        for (double d : differences) squares += (d - mean) * (d - mean);
        double t = QUANTILES[Math.clamp(n - 2, 0, QUANTILES.length - 1)];
        return new Effect(mean, t * Math.sqrt(squares / (n - 1) / n));
    }

    /// Whether the treated arm is surely better, by an amount that is worth having.
    boolean below(double worth) {
        return mean + bound < 0 && mean <= -worth;
    }

    /// Whether it seems to be better by so much that more seeds are worth their time: half the
    /// interval is clear of 0, which with five seeds happens by chance in one case of twenty.
    boolean promises(double worth) {
        return mean + bound / 2 < 0 && mean <= -worth;
    }
}
