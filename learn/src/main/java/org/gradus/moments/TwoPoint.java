package org.gradus.moments;

/// The two-point kernels of an activation φ: what two inputs still share after it.
///
/// The pre-activations `(u₁, u₂)` of two inputs are jointly normal with second moment `q` and correlation
/// `c`.
///
/// @param q second moment of both pre-activations
/// @param c their correlation
/// @param product `E φ(u₁) φ(u₂)`; `V(q)` at `c = 1`
/// @param slopeProduct `E φ'(u₁) φ'(u₂)`; `D(q)` at `c = 1`
public record TwoPoint(double q, double c, double product, double slopeProduct) {

    private static final double LIMIT = 8.5;
    private static final double STEP = 2;
    private static final double UNRELATED = 1e-13;

    /// Integrates both kernels by a quadrature in two dimensions, to about 11 digits.
    ///
    /// `u₁ = √q t` and `u₂ = √q (c t + r w)` with `r = √(1 - c²)` and independent standard normal `t`, `w`.
    /// For each `t` the panels over `w` break where `u₂` meets a kink. The integral over `w`, as a function
    /// of `t`, then turns a corner of width `r` near each kink, so the panels over `t` close in on it in
    /// powers of two.
    ///
    /// @param function the activation
    /// @param q second moment of its arguments; below 1e-300 the limit `q → 0+` is returned
    /// @param c their correlation
    /// @return the kernels; infinite where [Moments#at] is
    /// @throws IllegalArgumentException if `q` is not between 0 and 1e300, or `c` not between -1 and 1
    public static TwoPoint at(ScalarFunction function, double q, double c) {
        if (!(c >= -1 && c <= 1)) {
            throw new IllegalArgumentException("two-point kernel: correlation " + c + " is not between -1 and 1");
        }
        double scale = Moments.scale(q);
        if (Moments.outgrown(function, scale)) {
            return new TwoPoint(q, c, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        if (Math.abs(c) < UNRELATED) {
            Conditional alone = Conditional.at(function, new double[1], scale)[0];
            double shared = c * scale * scale * alone.slope * alone.slope;
            return new TwoPoint(q, c, alone.value * alone.value + shared, alone.slope * alone.slope);
        }
        double width = Math.sqrt((1 - c) * (1 + c));
        Breaks breaks = new Breaks().of(function, scale, 0, STEP);
        breaks.of(function, scale * c, 0, STEP);
        for (double kink : function.kinks()) {
            breaks.closeIn(kink / (scale * c), STEP, Math.max(width / Math.abs(c), Math.ulp(1.0)));
        }
        // of what grows like exp(r |x|), the product of both is largest at most 2 r standard deviations out
        double limit = LIMIT + 2 * function.growth() * scale;
        Panels outer = Panels.normal(GaussLegendre.COARSE, limit, STEP, breaks);
        double[] t = outer.nodes;
        double[] value = new double[t.length];
        double[] slope = new double[t.length];
        function.evaluate(affine(t, scale, 0), value, slope);
        double product = 0;
        double slopeProduct = 0;
        Conditional[] other = Conditional.at(function, affine(t, scale * c, 0), scale * width);
        for (int i = 0; i < t.length; i++) {
            product += outer.weights[i] * value[i] * other[i].value;
            slopeProduct += outer.weights[i] * slope[i] * other[i].slope;
        }
        return new TwoPoint(q, c, product, slopeProduct);
    }

    private static double[] affine(double[] t, double scale, double offset) {
        double[] x = new double[t.length];
        for (int i = 0; i < t.length; i++) {
            x[i] = offset + scale * t[i];
        }
        return x;
    }

    /// `E φ(mean + sd w)` and `E φ'(mean + sd w)`: what the second input is expected to show, given the
    /// first.
    private record Conditional(double value, double slope) {

        /// One for each mean; the function is asked once for all of them.
        static Conditional[] at(ScalarFunction function, double[] means, double sd) {
            double limit = LIMIT + function.growth() * sd;
            Panels[] panels = new Panels[means.length];
            int points = 0;
            for (int i = 0; i < means.length; i++) {
                panels[i] = sd == 0
                        ? Panels.POINT
                        : Panels.normal(
                                GaussLegendre.COARSE, limit, STEP, new Breaks().of(function, sd, means[i], STEP));
                points += panels[i].nodes.length;
            }
            double[] x = new double[points];
            int next = 0;
            for (int i = 0; i < means.length; i++) {
                double[] inner = affine(panels[i].nodes, sd, means[i]);
                System.arraycopy(inner, 0, x, next, inner.length);
                next += inner.length;
            }
            double[] value = new double[points];
            double[] slope = new double[points];
            function.evaluate(x, value, slope);
            return means(panels, value, slope);
        }

        private static Conditional[] means(Panels[] panels, double[] value, double[] slope) {
            Conditional[] means = new Conditional[panels.length];
            int next = 0;
            for (int i = 0; i < panels.length; i++) {
                double meanValue = 0;
                double meanSlope = 0;
                for (double weight : panels[i].weights) {
                    meanValue += weight * value[next];
                    meanSlope += weight * slope[next++];
                }
                means[i] = new Conditional(meanValue, meanSlope);
            }
            return means;
        }
    }
}
