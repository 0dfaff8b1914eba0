package org.gradus.forecast;

import java.util.Arrays;
import org.gradus.tensor.Tensor;

/// Measures on samples what the forecast must know of them.
final class Population {
    /// The least `‖x‖²`, as a share of the mean, that a sample is taken to have: a sample of
    /// length 0 has no logarithm.
    private static final double SHORTEST = 1e-3;

    /// So many samples are compared pair by pair.
    private static final int COMPARED = 256;

    private final double[][] rows;
    private final double[] mean;

    private Population(Tensor samples) {
        int n = samples.shape().dim(0), features = samples.shape().last();
        rows = new double[n][features];
        mean = new double[features];
        for (int i = 0; i < samples.size(); i++) {
            double x = samples.get(i);
            rows[i / features][i % features] = x;
            mean[i % features] += x / n;
        }
    }

    /// @param samples `[n, features]`
    /// @param batch samples in a batch
    static Input of(Tensor samples, int batch) {
        Population population = new Population(samples);
        int n = population.rows.length;
        double[] squares =
                Arrays.stream(population.rows).mapToDouble(x -> dot(x, x)).toArray();
        double square = Arrays.stream(squares).sum() / n;
        // over pairs of different samples: (‖Σx‖² - Σ‖x‖²) / (n - 1) / Σ‖x‖²
        double shared = dot(population.mean, population.mean) * n;
        double correlation = n < 2 ? 0 : (shared - square) / (n - 1) / square;
        return new Input(
                square / population.mean.length,
                Math.clamp(correlation, -1, 1),
                spread(squares, square),
                population.aspect(),
                Math.min(batch, n));
    }

    /// Variance of `ln ‖x‖²`.
    private static double spread(double[] squares, double mean) {
        double sum = 0, sumOfSquares = 0;
        for (double square : squares) {
            double log = Math.log(Math.max(square / mean, SHORTEST));
            sum += log;
            sumOfSquares += log * log;
        }
        double n = squares.length;
        return Math.max(0, sumOfSquares / n - sum / n * (sum / n));
    }

    /// Mean over pairs of `(x·y)² / (mean ‖x‖²)²`, both about the mean of all.
    private double aspect() {
        int n = Math.min(COMPARED, rows.length);
        double[][] own = new double[n][];
        double square = 0;
        for (int i = 0; i < n; i++) {
            own[i] = minus(rows[i], mean);
            square += dot(own[i], own[i]) / n;
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) sum += Math.pow(dot(own[i], own[j]), 2);
        }
        return n < 2 || square == 0 ? 0 : Math.min(1, 2 * sum / (n * (n - 1.0)) / (square * square));
    }

    private static double[] minus(double[] x, double[] y) {
        double[] difference = x.clone();
        for (int i = 0; i < x.length; i++) difference[i] -= y[i];
        return difference;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) sum += x[i] * y[i];
        return sum;
    }
}
