package org.gradus.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.gradus.moments.ScalarFunction;

/// The activations of the tests, written out by hand, and stacks made of them.
final class Curves {

    private Curves() {}

    record Curve(DoubleUnaryOperator function, DoubleUnaryOperator derivative, double steepest, List<Double> kinks)
            implements ScalarFunction {
        @Override
        public void evaluate(double[] x, double[] value, double[] slope) {
            for (int i = 0; i < x.length; i++) {
                value[i] = function.applyAsDouble(x[i]);
                slope[i] = derivative.applyAsDouble(x[i]);
            }
        }
    }

    static Curve linear() {
        return new Curve(x -> x, _ -> 1, 1, List.of());
    }

    static Curve relu() {
        return new Curve(x -> Math.max(x, 0), x -> x > 0 ? 1 : 0, 1, List.of(0.0));
    }

    static Curve tanh() {
        return new Curve(
                Math::tanh,
                x -> {
                    double e = Math.exp(-2 * Math.abs(x));
                    return 4 * e / ((1 + e) * (1 + e));
                },
                1,
                List.of());
    }

    static Curve sigmoid() {
        return new Curve(
                x -> 1 / (1 + Math.exp(-x)),
                x -> {
                    double e = Math.exp(-Math.abs(x));
                    return e / ((1 + e) * (1 + e));
                },
                0.25,
                List.of());
    }

    static Curve hardTanh() {
        return new Curve(x -> Math.clamp(x, -1.0, 1.0), x -> Math.abs(x) < 1 ? 1 : 0, 1, List.of(-1.0, 1.0));
    }

    static Curve selu() {
        double alpha = 1.6732632423543772;
        double lambda = 1.0507009873554805;
        return new Curve(
                x -> lambda * (x > 0 ? x : alpha * Math.expm1(x)),
                x -> lambda * (x > 0 ? 1 : alpha * Math.exp(x)),
                lambda * alpha,
                List.of(0.0));
    }

    /// GELU with the normal distribution function by its series (Marsaglia 2004), which is exact to rounding
    /// here.
    static Curve gelu() {
        return new Curve(x -> x * cdf(x), x -> cdf(x) + x * density(x), 1.1290, List.of());
    }

    private static double density(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    private static double cdf(double x) {
        if (Math.abs(x) > 8) {
            return x > 0 ? 1 : 0;
        }
        double term = x;
        double sum = x;
        for (int n = 3; Math.abs(term) > 1e-17 * Math.abs(sum); n += 2) {
            term *= x * x / n;
            sum += term;
        }
        return 0.5 + sum * density(x);
    }

    /// `depth` square layers of `f`, then a linear output layer as wide with variance 1/n.
    static List<Block> stack(Curve f, int width, int depth, Weights weights) {
        return stack(f, width, depth, weights, Norm.NONE, 1);
    }

    static List<Block> stack(Curve f, int width, int depth, Weights weights, Norm norm, double keep) {
        List<Block> blocks = new ArrayList<>();
        for (int i = 1; i <= depth; i++) {
            blocks.add(new Block.Dense("dense" + i, width, width, weights, norm, f, f.steepest(), keep));
        }
        blocks.add(head(width));
        return blocks;
    }

    /// One layer of `f`, `depth` residual blocks `x + scale · f(W x)`, and a linear output layer.
    static List<Block> residual(Curve f, int width, int depth, Weights weights, double scale) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.Dense.plain("dense", width, width, weights, f, f.steepest()));
        for (int i = 1; i <= depth; i++) {
            Block.Dense branch = Block.Dense.plain("block" + i + "/dense", width, width, weights, f, f.steepest());
            blocks.add(new Block.Residual("block" + i, scale, List.of(branch)));
        }
        blocks.add(head(width));
        return blocks;
    }

    private static Block head(int width) {
        return Block.Dense.plain("head", width, width, Weights.independent(1.0 / width), linear(), 1);
    }
}
