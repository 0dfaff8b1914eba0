package org.gradus.moments;

import java.util.function.DoubleUnaryOperator;

/// A root finder for a function of one variable: inverse quadratic interpolation where it is safe, bisection
/// elsewhere.
///
/// Source: T. R. Chandrupatla, *A new hybrid quadratic/bisection algorithm for finding the zero of a
/// nonlinear function*, Advances in Engineering Software 28 (1997).
final class Root {

    private static final int MOST_STEPS = 200;

    private Root() {}

    /// A root of `f` between `low` and `high`, where `f` has opposite signs, to the last digits of a double.
    static double between(double low, double high, DoubleUnaryOperator f) {
        double x1 = high, x2 = low;
        double f1 = f.applyAsDouble(x1), f2 = f.applyAsDouble(x2);
        double share = 0.5;
        double best = Math.abs(f2) < Math.abs(f1) ? x2 : x1;
        for (int i = 0; i < MOST_STEPS; i++) {
            double x = x1 + share * (x2 - x1);
            double fx = f.applyAsDouble(x);
            boolean sameSide = Math.signum(fx) == Math.signum(f1);
            double x3 = sameSide ? x1 : x2;
            double f3 = sameSide ? f1 : f2;
            x2 = sameSide ? x2 : x1;
            f2 = sameSide ? f2 : f1;
            x1 = x;
            f1 = fx;
            best = Math.abs(f2) < Math.abs(f1) ? x2 : x1;
            double least = 2 * Math.ulp(best) / Math.abs(x2 - x1);
            if (least > 0.5 || f1 == 0 || f2 == 0) {
                break;
            }
            double xi = (x1 - x2) / (x3 - x2);
            double phi = (f1 - f2) / (f3 - f2);
            boolean safe = phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi;
            double quadratic =
                    f1 / (f2 - f1) * f3 / (f2 - f3) + (x3 - x1) / (x2 - x1) * f1 / (f3 - f1) * f2 / (f3 - f2);
            share = Math.clamp(safe ? quadratic : 0.5, least, 1 - least);
        }
        return best;
    }
}
