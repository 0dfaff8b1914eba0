package org.gradus.moments;

import java.util.Arrays;

/// A quadrature rule for the standard normal measure: `E f(t) ≈ Σ weight[i] · f(node[i])`, `t ~ N(0, 1)`.
///
/// Gauss-Legendre with 24 points on each panel between neighbouring break points. Inside a panel the
/// integrand is smooth, so the error is that of rounding. Gauss-Hermite, the usual choice, is off by 2 % for
/// a kinked function and by 70 % for a saturated `tanh`.
final class Panels {

    private static final int POINTS = 24;
    private static final double ROOT_TWO_PI = Math.sqrt(2 * Math.PI);
    private static final double[] ABSCISSA = new double[POINTS];
    private static final double[] WEIGHT = new double[POINTS];

    static {
        for (int i = 0; i < POINTS; i++) {
            legendre(i);
        }
    }

    final double[] nodes;
    final double[] weights;

    private Panels(double[] nodes, double[] weights) {
        this.nodes = nodes;
        this.weights = weights;
    }

    /// The rule on `[-limit, limit]` with a break at every multiple of `step` and at each extra break inside.
    static Panels normal(double limit, double step, Breaks extra) {
        int regular = (int) Math.round(2 * limit / step);
        for (int i = 0; i <= regular; i++) {
            extra.add(-limit + 2 * limit * i / regular);
        }
        double[] breaks = extra.within(limit);
        double[] nodes = new double[(breaks.length - 1) * POINTS];
        double[] weights = new double[nodes.length];
        int next = 0;
        for (int i = 1; i < breaks.length; i++) {
            double half = (breaks[i] - breaks[i - 1]) / 2;
            if (half <= 0) {
                continue;
            }
            double centre = (breaks[i] + breaks[i - 1]) / 2;
            for (int k = 0; k < POINTS; k++) {
                double t = centre + half * ABSCISSA[k];
                nodes[next] = t;
                weights[next++] = half * WEIGHT[k] * Math.exp(-t * t / 2) / ROOT_TWO_PI;
            }
        }
        return new Panels(Arrays.copyOf(nodes, next), Arrays.copyOf(weights, next));
    }

    /// Root `i` of the Legendre polynomial by Newton's method, and its weight `2 / ((1 - x²) P'(x)²)`.
    private static void legendre(int i) {
        double x = Math.cos(Math.PI * (i + 0.75) / (POINTS + 0.5));
        double derivative = 0;
        for (int iteration = 0; iteration < 8; iteration++) {
            double before = 1;
            double p = x;
            for (int k = 2; k <= POINTS; k++) {
                double after = ((2 * k - 1) * x * p - (k - 1) * before) / k;
                before = p;
                p = after;
            }
            derivative = POINTS * (x * p - before) / (x * x - 1);
            x -= p / derivative;
        }
        ABSCISSA[i] = x;
        WEIGHT[i] = 2 / ((1 - x * x) * derivative * derivative);
    }
}
