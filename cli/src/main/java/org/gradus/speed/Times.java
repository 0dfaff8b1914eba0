package org.gradus.speed;

import java.util.Arrays;
import java.util.List;

/// How long a step took, many times over; in microseconds.
public final class Times {
    private final double[] sorted;

    private Times(double[] sorted) {
        this.sorted = sorted;
    }

    /// @throws IllegalArgumentException when there are none
    public static Times of(double... microseconds) {
        if (microseconds.length == 0) throw new IllegalArgumentException("Times: nothing was timed");
        double[] sorted = microseconds.clone();
        Arrays.sort(sorted);
        return new Times(sorted);
    }

    /// All of several measurements as one.
    public static Times all(List<Times> parts) {
        return of(parts.stream().flatMapToDouble(t -> Arrays.stream(t.sorted)).toArray());
    }

    /// The number of times.
    public int count() {
        return sorted.length;
    }

    /// The time that a share of the steps keeps within; between two steps it is interpolated.
    public double quantile(double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        double above = sorted[Math.min(below + 1, sorted.length - 1)];
        return sorted[below] + (at - below) * (above - sorted[below]);
    }

    public double median() {
        return quantile(0.5);
    }

    /// What a step takes on average, rare steps that take longer among them.
    public double mean() {
        return Arrays.stream(sorted).average().orElseThrow();
    }

    public double best() {
        return sorted[0];
    }

    @Override
    public String toString() {
        return "median %.1f, 10 to 90 %% %.1f to %.1f, best %.1f of %d"
                .formatted(median(), quantile(0.1), quantile(0.9), best(), count());
    }
}
