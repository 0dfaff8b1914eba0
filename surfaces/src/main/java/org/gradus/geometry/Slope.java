package org.gradus.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether there is a gradient: by itself, and against the scatter of the samples.
///
/// @param norm ‖g‖, of the mean loss over all data
/// @param relative ‖g‖ max(1, ‖θ‖) / (1 + |L|), which does not change when the loss is scaled
/// @param chance the norm up to which chance alone explains ‖g‖: that of the samples, and that of
///     the batches which moved the weights last; 0 where there are no samples
/// @param fall what the best step along the gradient gains by the curvature along it; infinite
///     where that is not up
/// @param noise the scatter of the samples, where there are some
/// @param batch how many samples a piece of the data holds
public record Slope(double norm, double relative, double chance, double fall, Optional<NoiseScale> noise, int batch) {
    /// The relative gradient below which a point counts as stationary.
    private static final double FLAT = 1e-5;

    private static final int ALONG = 4;

    /// Whether the point is stationary, exactly or up to the noise of the samples.
    public boolean stationary() {
        return exact() || norm <= chance;
    }

    /// Whether it is stationary even without any allowance for noise.
    public boolean exact() {
        return relative < FLAT;
    }

    /// Measures the gradient, and its scatter between pieces of the data.
    ///
    /// The gradient is chance when ‖g‖² ≤ (1 + 2 √(2/M)) tr Σ / N with Σ the covariance of one
    /// sample's gradient, N the samples and M = tr(Σ)² / tr(Σ²). Pieces of b samples
    /// scatter with Σ/b, and the products of their deviations estimate tr(Σ²).
    ///
    /// Beside that, small batches keep the weights in motion about a resting point: where drift and
    /// noise balance, E‖g‖² = rate · tr(HΣ) / (2 · batch) on a quadratic (Mandt, Hoffman and Blei
    /// 2017, eq. 13).
    ///
    /// @param batch how many samples a piece holds
    /// @param agitation rate / (2 · batch size) of the training; 0 where there was none
    static Slope of(Objective objective, double[] at, double loss, double[] gradient, int batch, double agitation) {
        double norm = Vectors.norm(gradient);
        double relative = norm * Math.max(1, Vectors.norm(at)) / (1 + Math.abs(loss));
        double fall = fall(gradient, objective.times(at, gradient));
        int k = objective.pieces();
        if (k < 3) return new Slope(norm, relative, 0, fall, Optional.empty(), batch);
        List<double[]> deviations = new ArrayList<>();
        double squares = 0;
        for (int piece = 0; piece < k; piece++) {
            double[] g = objective.gradient(at, piece);
            squares += Vectors.dot(g, g) / k;
            deviations.add(Vectors.plus(g, -1, gradient));
        }
        // of k deviations from their own mean, each keeps (k - 1)/k of its variance
        double total = 0, crossed = 0;
        for (int i = 0; i < k; i++) {
            total += Vectors.dot(deviations.get(i), deviations.get(i)) / (k - 1);
            for (int j = 0; j < i; j++) crossed += Math.pow(Vectors.dot(deviations.get(i), deviations.get(j)), 2);
        }
        double twice = crossed / (k * (k - 1) / 2.0);
        double free = twice > 0 ? Math.max(1, total * total / twice) : 1;
        double motion = agitation > 0 ? agitation * batch * curved(objective, at, deviations) : 0;
        double chance = Math.sqrt((1 + 2 * Math.sqrt(2 / free)) * total * Math.max(1.0 / k, motion));
        NoiseScale noise = NoiseScale.of(batch, squares, (double) batch * k, norm * norm);
        return new Slope(norm, relative, chance, fall, Optional.of(noise), batch);
    }

    private static double fall(double[] gradient, double[] bent) {
        double squares = Vectors.dot(gradient, gradient), curved = Vectors.dot(gradient, bent);
        if (squares == 0) return 0;
        return curved > 0 ? squares * squares / (2 * curved) : Double.POSITIVE_INFINITY;
    }

    /// tr(HΣ) / tr Σ, the mean curvature along the deviations, from a few of them.
    private static double curved(Objective objective, double[] at, List<double[]> deviations) {
        double curved = 0, squares = 0;
        for (double[] d : deviations.subList(0, Math.min(ALONG, deviations.size()))) {
            curved += Vectors.dot(d, objective.times(at, d));
            squares += Vectors.dot(d, d);
        }
        return squares > 0 ? Math.max(0, curved / squares) : 0;
    }
}
