package org.gradus.clinic;

import java.util.List;
import java.util.stream.IntStream;

/// The mean difference between two arms in held-out loss, seed by seed; negative is better.
///
/// @param bound how far the one-sided 99 % bounds of the mean lie from it, on either side
record Effect(double mean, double bound) {
    /// The one-sided 99 % quantiles of Student's t, by degrees of freedom from 1.
    private static final double[] T_99 = {
        31.82, 6.965, 4.541, 3.747, 3.365, 3.143, 2.998, 2.896, 2.821, 2.764, 2.718, 2.681, 2.650, 2.624
    };

    static Effect of(List<Double> treated, List<Double> untreated) {
        int n = treated.size();
        double[] differences = IntStream.range(0, n)
                .mapToDouble(i -> treated.get(i) - untreated.get(i))
                .toArray();
        double mean = 0, squares = 0;
        for (double d : differences) mean += d / n;
        for (double d : differences) squares += (d - mean) * (d - mean);
        double t = T_99[Math.clamp(n - 2, 0, T_99.length - 1)];
        return new Effect(mean, t * Math.sqrt(squares / (n - 1) / n));
    }

    /// Whether the treated arm is surely better, by an amount that is worth having.
    boolean below(double worth) {
        return mean + bound < 0 && mean <= -worth;
    }
}
