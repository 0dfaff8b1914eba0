package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.tensor.Tensor;

/// Φ(x), the standard normal distribution function, with full relative accuracy in the left tail.
///
/// It is erfc(-x / √2) / 2: by the series of erf with positive terms for |x| < 2 and by the continued fraction
/// of erfc beyond (Abramowitz and Stegun 7.1.6 and 7.1.14). The derivative is the normal density.
public record NormalCdf() implements Op.BuiltIn, Op.Unary {
    private static final double ROOT_2_PI = Math.sqrt(2 * Math.PI);

    @Override
    public double apply(double x) {
        if (Double.isNaN(x)) return x;
        if (Math.abs(x) < 2) return 0.5 + density(x) * series(x);
        return x < 0 ? tail(-x) : 1 - tail(x);
    }

    /// Φ(x) - 1/2, with full relative accuracy around 0.
    static double overHalf(double x) {
        if (Double.isNaN(x)) return x;
        if (Math.abs(x) < 2) return density(x) * series(x);
        return x < 0 ? tail(-x) - 0.5 : 0.5 - tail(x);
    }

    private static double density(double x) {
        return Math.exp(-x * x / 2) / ROOT_2_PI;
    }

    /// 1 - Φ(x) for x from 2 on.
    private static double tail(double x) {
        double density = density(x);
        return density == 0 ? 0 : density / fraction(x);
    }

    /// Σ x^(2n+1) / (1·3·5…(2n+1)), which times the density is Φ(x) - 1/2.
    private static double series(double x) {
        double term = x, sum = x;
        for (int n = 3; Math.abs(term) > 1e-17 * Math.abs(sum); n += 2) {
            term *= x * x / n;
            sum += term;
        }
        return sum;
    }

    /// x + 1/(x + 2/(x + 3/(x + …))), which divides the density to give the upper tail.
    private static double fraction(double x) {
        double value = x;
        for (int n = 150; n > 0; n--) value = x + n / value;
        return value;
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        into.add(0, dy.times(y.input(0).square().times(-0.5).exp().times(1 / ROOT_2_PI)));
    }

    public static List<Example> examples() {
        return List.of(Example.of(new NormalCdf(), Tensor.vector(-9, -2.5, -0.4, 0, 1.3, 4)));
    }
}
