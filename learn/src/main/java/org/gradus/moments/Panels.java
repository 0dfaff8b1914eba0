package org.gradus.moments;

import java.util.Arrays;

/// A quadrature rule for the standard normal measure: `E f(t) ≈ Σ weight[i] · f(node[i])`, `t ~
/// N(0, 1)`.
///
/// Gauss-Legendre on each panel between neighbouring break points. Inside a panel the integrand
/// is smooth, so it converges fast. Gauss-Hermite, the usual choice, is off by 2 % for a kinked
/// function and by 70 % for a saturated `tanh` (20 points, E φ'²).
final class Panels {

    private static final double ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

    /// The rule for a variable that is always 0.
    static final Panels POINT = new Panels(new double[] {0}, new double[] {1});

    final double[] nodes;
    final double[] weights;

    private Panels(double[] nodes, double[] weights) {
        this.nodes = nodes;
        this.weights = weights;
    }

    /// The rule on `[-limit, limit]` with a break at every multiple of `step` and at each extra
    /// break inside.
    static Panels normal(GaussLegendre rule, double limit, double step, Breaks extra) {
        int regular = (int) Math.round(2 * limit / step);
        for (int i = 0; i <= regular; i++) {
            extra.add(-limit + 2 * limit * i / regular);
        }
        double[] breaks = extra.within(limit);
        double[] nodes = new double[(breaks.length - 1) * rule.nodes.length];
        double[] weights = new double[nodes.length];
        int next = 0;
        for (int i = 1; i < breaks.length; i++) {
            double half = (breaks[i] - breaks[i - 1]) / 2;
            double centre = (breaks[i] + breaks[i - 1]) / 2;
            for (int k = 0; k < rule.nodes.length && half > 0; k++) {
                double t = centre + half * rule.nodes[k];
                nodes[next] = t;
                weights[next++] = half * rule.weights[k] * Math.exp(-t * t / 2) / ROOT_TWO_PI;
            }
        }
        return new Panels(Arrays.copyOf(nodes, next), Arrays.copyOf(weights, next));
    }

    /// The same nodes, weighed by the density `(1 - t² / d)^((d - 3) / 2)` of a coordinate on a
    /// sphere.
    Panels onSphere(double dimension) {
        double[] sphere = new double[weights.length];
        double sum = 0;
        for (int i = 0; i < sphere.length; i++) {
            double t = nodes[i];
            double inside = 1 - t * t / dimension;
            if (inside > 0) {
                // the quotient of both densities; the sum of all weights makes up for their constants
                sphere[i] = weights[i] * Math.exp((dimension - 3) / 2 * Math.log(inside) + t * t / 2);
            }
            sum += sphere[i];
        }
        for (int i = 0; i < sphere.length; i++) {
            sphere[i] /= sum;
        }
        return new Panels(nodes, sphere);
    }
}
