package org.gradus.moments;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// The activations of the tests, each written out by hand with its slope and kinks, and the error function
/// they need.
final class Curves {

    static final double SELU_ALPHA = 1.6732632423543772;
    static final double SELU_LAMBDA = 1.0507009873554805;

    private Curves() {}

    record Curve(DoubleUnaryOperator function, DoubleUnaryOperator derivative, List<Double> kinks, double growth)
            implements ScalarFunction {
        Curve(DoubleUnaryOperator function, DoubleUnaryOperator derivative, List<Double> kinks) {
            this(function, derivative, kinks, 0);
        }

        @Override
        public void evaluate(double[] x, double[] value, double[] slope) {
            for (int i = 0; i < x.length; i++) {
                value[i] = function.applyAsDouble(x[i]);
                slope[i] = derivative.applyAsDouble(x[i]);
            }
        }
    }

    private static Curve smooth(DoubleUnaryOperator function, DoubleUnaryOperator derivative) {
        return new Curve(function, derivative, List.of());
    }

    static Curve linear() {
        return smooth(x -> x, _ -> 1);
    }

    static Curve relu() {
        return leaky(0);
    }

    static Curve leaky(double a) {
        return new Curve(x -> x > 0 ? x : a * x, x -> x > 0 ? 1 : a, List.of(0.0));
    }

    static Curve tanh() {
        return smooth(Math::tanh, x -> {
            double e = Math.exp(-2 * Math.abs(x));
            return 4 * e / ((1 + e) * (1 + e));
        });
    }

    static Curve sigmoid() {
        return smooth(Curves::logistic, x -> {
            double e = Math.exp(-Math.abs(x));
            return e / ((1 + e) * (1 + e));
        });
    }

    static Curve softplus() {
        return smooth(Curves::softplus, Curves::logistic);
    }

    static Curve silu() {
        return smooth(x -> x * logistic(x), x -> logistic(x) * (1 + x * logistic(-x)));
    }

    static Curve mish() {
        return smooth(x -> x * Math.tanh(softplus(x)), x -> {
            double t = Math.tanh(softplus(x));
            return t + x * (1 - t) * (1 + t) * logistic(x);
        });
    }

    static Curve gelu() {
        return smooth(x -> x * cdf(x), x -> cdf(x) + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI));
    }

    static Curve softsign() {
        return new Curve(x -> x / (1 + Math.abs(x)), x -> 1 / ((1 + Math.abs(x)) * (1 + Math.abs(x))), List.of(0.0));
    }

    static Curve exp() {
        return new Curve(Math::exp, Math::exp, List.of(), 1);
    }

    static Curve hardTanh() {
        return new Curve(x -> Math.clamp(x, -1.0, 1.0), x -> Math.abs(x) < 1 ? 1 : 0, List.of(-1.0, 1.0));
    }

    static Curve elu() {
        return elu(1, 1);
    }

    static Curve selu() {
        return elu(SELU_ALPHA, SELU_LAMBDA);
    }

    static Curve elu(double alpha, double lambda) {
        return new Curve(
                x -> lambda * (x > 0 ? x : alpha * Math.expm1(x)),
                x -> lambda * (x > 0 ? 1 : alpha * Math.exp(x)),
                List.of(0.0));
    }

    static Curve erf() {
        return smooth(x -> x < 0 ? erfc(-x) - 1 : 1 - erfc(x), x -> 2 / Math.sqrt(Math.PI) * Math.exp(-x * x));
    }

    static Curve sin() {
        return smooth(Math::sin, Math::cos);
    }

    static double logistic(double x) {
        return x > 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
    }

    static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    /// The standard normal distribution function.
    static double cdf(double x) {
        return erfc(-x / Math.sqrt(2)) / 2;
    }

    /// The complementary error function: its power series up to 2, its continued fraction (Laplace) above.
    static double erfc(double x) {
        if (x < 0) {
            return 2 - erfc(-x);
        }
        if (x < 2) {
            double term = x;
            double sum = x;
            for (int n = 1; n < 60; n++) {
                term *= -x * x / n;
                sum += term / (2 * n + 1);
            }
            return 1 - 2 / Math.sqrt(Math.PI) * sum;
        }
        double fraction = 0;
        for (int n = 120; n > 0; n--) {
            fraction = n / 2.0 / (x + fraction);
        }
        return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
    }
}
