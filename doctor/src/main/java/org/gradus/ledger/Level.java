package org.gradus.ledger;

import java.util.Arrays;

/// The size of a signal over some passes: mean squares over samples, each with the scale that it
/// must be multiplied by.
final class Level {
    private final double[] squares;
    /// Decades.
    private final double[] scales;

    private Level(double[] squares, double[] scales) {
        this.squares = squares;
        this.scales = scales;
    }

    static Level of(int passes) {
        return new Level(new double[passes], new double[passes]);
    }

    /// @param decades log₁₀ of the scale of the norms
    void set(int pass, double meanSquare, double decades) {
        squares[pass] = meanSquare;
        scales[pass] = decades;
    }

    /// log₁₀ of the root of the mean over passes; -∞ when all are 0.
    double decades() {
        double top = top();
        return top + Math.log10(mean(common(top))) / 2;
    }

    boolean zero() {
        return Arrays.stream(squares).allMatch(s -> s == 0);
    }

    /// The relative standard error of the root of the mean, from the spread of what is averaged.
    double error() {
        double[] values = common(top());
        double mean = mean(values), variance = 0;
        for (double v : values) variance += (v - mean) * (v - mean) / (values.length - 1);
        return Math.sqrt(variance / values.length) / mean / 2;
    }

    /// The largest scale of a pass that is not 0.
    private double top() {
        double top = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < scales.length; i++) if (squares[i] != 0) top = Math.max(top, scales[i]);
        return top == Double.NEGATIVE_INFINITY ? 0 : top;
    }

    private double[] common(double top) {
        double[] values = new double[squares.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = squares[i] == 0 ? 0 : squares[i] * Math.pow(10, 2 * (scales[i] - top));
        }
        return values;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }
}
