package org.gradus.forecast;

import java.util.Arrays;
import org.gradus.data.Samples;
import org.gradus.tensor.Tensor;

/// The forward signal between two layers, as it is expected over networks; at first the samples themselves.
///
/// @param power mean square of a unit's value
/// @param mean mean of the values over units; 0 is taken for that of the samples
/// @param overlap mean over units of the product of the values for two inputs
/// @param spread variance over networks and inputs of `ln power`; behind batch normalisation of
///     that power which inputs do not share
/// @param memory what is left of a difference in the correlation of two inputs: `∂ correlation here
///     / ∂ correlation of the inputs`
/// @param aspect mean square of the correlation of two inputs, after what all share is taken off:
///     one over the number of directions in which inputs differ
/// @param batch samples in a batch, over which batch normalisation takes its statistics
record Signal(double power, double mean, double overlap, double spread, double memory, double aspect, int batch) {
    /// The least `‖x‖²`, as a share of the mean, that a sample is taken to have: a sample of
    /// length 0 has no logarithm.
    private static final double SHORTEST = 1e-3;

    /// So many samples are compared pair by pair.
    private static final int COMPARED = 256;

    /// Samples that are all of one length and differ in very many directions, in a very large batch.
    ///
    /// @param power mean square of a feature, positive
    /// @param correlation mean over pairs of samples of `x·y`, divided by the mean of `x·x`; between -1 and 1
    static Signal of(double power, double correlation) {
        if (!(power > 0) || !Double.isFinite(power) || !(Math.abs(correlation) <= 1)) {
            throw new IllegalArgumentException("forecast: an input has a positive mean square and a correlation "
                    + "between -1 and 1 · mean square " + power + " · correlation " + correlation);
        }
        return new Signal(power, 0, power * correlation, 0, 1, 0, Integer.MAX_VALUE);
    }

    /// Standardised data: mean square 1, and samples that share nothing on average.
    static Signal standardized() {
        return of(1, 0);
    }

    /// What the forecast must know of samples.
    ///
    /// @param samples `[n, …the shape of a sample]`, each taken as a row
    /// @param batch samples in a batch
    /// @throws NoForecast when there is nothing that a layer could pass on
    static Signal of(Tensor samples, int batch) throws NoForecast {
        int n = samples.shape().dim(0), width = samples.size() / n;
        double[] mean = new double[width], squares = new double[n];
        for (int i = 0; i < n; i++) {
            double[] x = row(samples, i);
            for (int j = 0; j < width; j++) mean[j] += x[j] / n;
            squares[i] = dot(x, x);
        }
        double square = Arrays.stream(squares).sum() / n, power = square / width;
        if (square == 0) throw new NoForecast("inputs", "all are 0, so that there is no signal to follow");
        // over pairs of different samples: (‖Σx‖² - Σ‖x‖²) / (n - 1) / Σ‖x‖²
        double correlation = n < 2 ? 0 : (dot(mean, mean) * n - square) / (n - 1) / square;
        double overlap = power * Math.clamp(correlation, -1, 1);
        return new Signal(power, 0, overlap, spread(squares, square), 1, aspect(samples, mean), Math.min(batch, n));
    }

    private static double[] row(Tensor samples, int row) throws NoForecast {
        double[] x = new double[samples.size() / samples.shape().dim(0)];
        for (int j = 0; j < x.length; j++) {
            int at = row * x.length + j;
            x[j] = samples.get(at);
            if (!Double.isFinite(x[j]))
                throw new NoForecast("inputs", Samples.place(samples.shape(), at) + " is no finite number");
        }
        return x;
    }

    /// Logarithms of numbers over their mean, those raised that are too near to 0 for one.
    static double[] logs(double[] x, double mean) {
        return Arrays.stream(x).map(v -> Math.log(Math.max(v / mean, SHORTEST))).toArray();
    }

    /// Variance of `ln ‖x‖²`.
    private static double spread(double[] squares, double mean) {
        double[] logs = logs(squares, mean);
        double n = logs.length, sum = 0;
        for (double log : logs) sum += log;
        return Math.max(0, dot(logs, logs) / n - sum / n * (sum / n));
    }

    /// Mean over pairs of `(x·y)² / (mean ‖x‖²)²`, both about the mean of all.
    private static double aspect(Tensor samples, double[] mean) throws NoForecast {
        int n = Math.min(COMPARED, samples.shape().dim(0));
        double[][] own = new double[n][];
        double square = 0, sum = 0;
        for (int i = 0; i < n; i++) {
            own[i] = row(samples, i);
            for (int j = 0; j < mean.length; j++) own[i][j] -= mean[j];
            square += dot(own[i], own[i]) / n;
            for (int j = 0; j < i; j++) sum += Math.pow(dot(own[i], own[j]), 2);
        }
        return n < 2 || square == 0 ? 0 : Math.min(1, 2 * sum / (n * (n - 1.0)) / (square * square));
    }

    static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) sum += x[i] * y[i];
        return sum;
    }

    /// The correlation of two inputs at this place.
    double correlation() {
        return Math.clamp(overlap / power, -1.0, 1.0);
    }

    /// The part of the power that two inputs do not share.
    double own() {
        return Math.max(0, power - overlap);
    }
}
