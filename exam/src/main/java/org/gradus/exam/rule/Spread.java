package org.gradus.exam.rule;

import java.util.Arrays;

/// What the numbers of a tensor are like.
///
/// @param count how many there are
/// @param mean their mean
/// @param size their mean absolute value
/// @param norm the root of the sum of their squares
/// @param variance their variance
/// @param zero the share that is exactly 0
/// @param low the 5th percentile
/// @param high the 95th percentile
/// @param least the smallest
/// @param most the largest
public record Spread(
        int count,
        double mean,
        double size,
        double norm,
        double variance,
        double zero,
        double low,
        double high,
        double least,
        double most) {
    private static final double TAIL = 0.05;

    /// The spread of some numbers, at least one.
    public static Spread of(float[] values) {
        double sum = 0, sizes = 0, squares = 0, least = Double.POSITIVE_INFINITY, most = Double.NEGATIVE_INFINITY;
        int zeros = 0, n = values.length;
        for (float v : values) {
            sum += v;
            sizes += Math.abs(v);
            squares += (double) v * v;
            if (v == 0) zeros++;
            least = Math.min(least, v);
            most = Math.max(most, v);
        }
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        double mean = sum / n;
        return new Spread(
                n,
                mean,
                sizes / n,
                Math.sqrt(squares),
                Math.max(0, squares / n - mean * mean),
                (double) zeros / n,
                sorted[(int) (TAIL * (n - 1))],
                sorted[(int) Math.ceil((1 - TAIL) * (n - 1))],
                least,
                most);
    }
}
