package org.gradus.forecast;

import java.util.Arrays;
import org.gradus.data.Samples;
import org.gradus.tensor.Tensor;

/// Measures on samples what the forecast must know of them.
final class Population {
    /// The least `‖x‖²`, as a share of the mean, that a sample is taken to have: a sample of
    /// length 0 has no logarithm.
    static final double SHORTEST = 1e-3;

    /// So many samples are compared pair by pair.
    private static final int COMPARED = 256;

    private final Tensor samples;
    private final int rows;
    private final double[] mean;

    private Population(Tensor samples) {
        this.samples = samples;
        this.rows = samples.shape().dim(0);
        this.mean = new double[samples.shape().row().size()];
        for (int i = 0; i < samples.size(); i++) mean[i % mean.length] += samples.get(i) / rows;
    }

    /// @param samples `[n, …the shape of a sample]`, each taken as a row
    /// @param batch samples in a batch
    /// @throws NoForecast when there is nothing that a layer could pass on
    static Input of(Tensor samples, int batch) throws NoForecast {
        finite(samples);
        Population population = new Population(samples);
        int n = population.rows;
        double[] squares = new double[n];
        for (int i = 0; i < n; i++) {
            double[] x = population.row(i);
            squares[i] = dot(x, x);
        }
        double square = Arrays.stream(squares).sum() / n;
        if (square == 0) throw new NoForecast("inputs", "all are 0, so that there is no signal to follow");
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

    private static void finite(Tensor samples) throws NoForecast {
        for (int i = 0; i < samples.size(); i++) {
            if (Double.isFinite(samples.get(i))) continue;
            throw new NoForecast("inputs", Samples.place(samples.shape(), i) + " is no finite number");
        }
    }

    private double[] row(int row) {
        double[] x = new double[mean.length];
        for (int j = 0; j < x.length; j++) x[j] = samples.get(row * x.length + j);
        return x;
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
        int n = Math.min(COMPARED, rows);
        double[][] own = new double[n][];
        double square = 0;
        for (int i = 0; i < n; i++) {
            own[i] = minus(row(i), mean);
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
