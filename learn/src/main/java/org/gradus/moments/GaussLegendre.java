package org.gradus.moments;

/// A Gauss-Legendre rule on [-1, 1]: exact for polynomials up to degree `2 points - 1`.
final class GaussLegendre {

    /// 24 points: rounding error is all that is left on panels half a standard deviation wide.
    static final GaussLegendre FINE = new GaussLegendre(24);

    /// 14 points, for two dimensions: errors below 1e-12 on panels two standard deviations wide.
    static final GaussLegendre COARSE = new GaussLegendre(14);

    private static final int NEWTON_STEPS = 8;

    final double[] nodes;
    final double[] weights;

    private GaussLegendre(int points) {
        nodes = new double[points];
        weights = new double[points];
        for (int i = 0; i < points; i++) {
            root(i, points);
        }
    }

    /// Root `i` of the Legendre polynomial by Newton's method, and its weight `2 / ((1 - x²) P'(x)²)`.
    private void root(int i, int points) {
        double x = Math.cos(Math.PI * (i + 0.75) / (points + 0.5));
        double derivative = 0;
        for (int step = 0; step < NEWTON_STEPS; step++) {
            double before = 1;
            double p = x;
            for (int k = 2; k <= points; k++) {
                double after = ((2 * k - 1) * x * p - (k - 1) * before) / k;
                before = p;
                p = after;
            }
            derivative = points * (x * p - before) / (x * x - 1);
            x -= p / derivative;
        }
        nodes[i] = x;
        weights[i] = 2 / ((1 - x * x) * derivative * derivative);
    }
}
