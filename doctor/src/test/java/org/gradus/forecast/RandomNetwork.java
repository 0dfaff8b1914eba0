package org.gradus.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A fresh network in plain arrays: one random input forward, one random error signal backward.
///
/// Holds what the forecast must predict, made without any of its formulas.
final class RandomNetwork {

    private final RandomGenerator random;
    private final List<Layer> layers = new ArrayList<>();

    private RandomNetwork(RandomGenerator random) {
        this.random = random;
    }

    /// A dense layer that has been run forward.
    private static final class Layer {
        final Block.Dense spec;
        final double[][] weights;
        double deviation = 1;
        double[] argument = {};
        double[] slope = {};
        double[] value = {};

        Layer(Block.Dense spec, double[][] weights) {
            this.spec = spec;
            this.weights = weights;
        }
    }

    /// Draws a network and runs it; the squared norms of δ at every dense layer, from the input to the
    /// output.
    static double[] signals(List<Block> blocks, Signal input, RandomGenerator random) {
        RandomNetwork network = new RandomNetwork(random);
        double[] x = network.input(input, inputs(blocks.getFirst()));
        List<List<Layer>> made = new ArrayList<>();
        for (Block block : blocks) {
            List<Layer> inside = new ArrayList<>();
            double[] h = x;
            for (Block.Dense spec : dense(block)) {
                Layer layer = new Layer(spec, network.draw(spec));
                h = network.forward(layer, h);
                inside.add(layer);
                network.layers.add(layer);
            }
            x = block instanceof Block.Residual r ? plus(x, h, r.scale()) : h;
            made.add(inside);
        }
        return network.backward(blocks, made, network.gaussian(x.length));
    }

    private double[] backward(List<Block> blocks, List<List<Layer>> made, double[] top) {
        double[] norms = new double[layers.size()];
        int next = layers.size();
        double[] g = top;
        for (int b = blocks.size() - 1; b >= 0; b--) {
            double scale = blocks.get(b) instanceof Block.Residual r ? r.scale() : 1;
            double[] back = plus(new double[g.length], g, scale);
            for (Layer layer : made.get(b).reversed()) {
                double[] delta = delta(layer, back);
                norms[--next] = dot(delta, delta);
                back = transposed(layer.weights, delta);
            }
            g = blocks.get(b) instanceof Block.Residual ? plus(back, g, 1) : back;
        }
        return norms;
    }

    private double[] forward(Layer layer, double[] x) {
        Block.Dense spec = layer.spec;
        double[] z = new double[spec.outputs()];
        double sdBias = Math.sqrt(spec.weights().biasVariance());
        for (int i = 0; i < z.length; i++) {
            double sum = spec.weights().biasMean() + sdBias * random.nextGaussian();
            for (int j = 0; j < x.length; j++) {
                sum += layer.weights[i][j] * x[j];
            }
            z[i] = sum;
        }
        if (spec.norm() == Block.Norm.LAYER) {
            double mean = mean(z);
            for (int i = 0; i < z.length; i++) {
                z[i] -= mean;
            }
            layer.deviation = Math.sqrt(dot(z, z) / z.length);
            for (int i = 0; i < z.length; i++) {
                z[i] /= layer.deviation;
            }
        }
        layer.argument = z;
        layer.value = new double[z.length];
        layer.slope = new double[z.length];
        spec.activation().evaluate(z, layer.value, layer.slope);
        for (int i = 0; i < z.length; i++) {
            double mask = spec.keep() == 1 || random.nextDouble() < spec.keep() ? 1 / spec.keep() : 0;
            layer.value[i] *= mask;
            layer.slope[i] *= mask;
        }
        return layer.value;
    }

    private static double[] delta(Layer layer, double[] g) {
        double[] delta = new double[g.length];
        for (int i = 0; i < g.length; i++) {
            delta[i] = g[i] * layer.slope[i];
        }
        if (layer.spec.norm() == Block.Norm.LAYER) {
            double mean = mean(delta);
            double along = 0;
            for (int i = 0; i < delta.length; i++) {
                along += delta[i] * layer.argument[i] / delta.length;
            }
            for (int i = 0; i < delta.length; i++) {
                delta[i] = (delta[i] - mean - along * layer.argument[i]) / layer.deviation;
            }
        }
        return delta;
    }

    private double[][] draw(Block.Dense spec) {
        double sd = Math.sqrt(spec.weights().variance());
        double[][] weights = new double[spec.outputs()][];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = plus(new double[spec.inputs()], gaussian(spec.inputs()), sd);
        }
        return spec.weights().orthogonal() ? orthogonal(weights, sd) : weights;
    }

    /// Gram-Schmidt on the rows of a square matrix, twice for accuracy; entries then have the deviation `sd`.
    private static double[][] orthogonal(double[][] rows, double sd) {
        for (int i = 0; i < rows.length; i++) {
            for (int again = 0; again < 2; again++) {
                for (int j = 0; j < i; j++) {
                    subtract(rows[i], rows[j], dot(rows[i], rows[j]) / dot(rows[j], rows[j]));
                }
            }
            double length = Math.sqrt(dot(rows[i], rows[i]));
            for (int k = 0; k < rows[i].length; k++) {
                rows[i][k] *= sd * Math.sqrt(rows.length) / length;
            }
        }
        return rows;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            sum += x[k] * y[k];
        }
        return sum;
    }

    private static void subtract(double[] x, double[] y, double factor) {
        for (int k = 0; k < x.length; k++) {
            x[k] -= factor * y[k];
        }
    }

    private double[] input(Signal input, int width) {
        double[] x = gaussian(width);
        return plus(new double[width], x, Math.sqrt(input.power() * width / dot(x, x)));
    }

    private double[] gaussian(int n) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }

    private static int inputs(Block block) {
        return dense(block).getFirst().inputs();
    }

    private static List<Block.Dense> dense(Block block) {
        return switch (block) {
            case Block.Dense d -> List.of(d);
            case Block.Residual r -> r.branch();
            case Block.Uncharted _, Block.Measured _ -> throw new IllegalArgumentException("not charted: " + block);
        };
    }

    private static double[] transposed(double[][] weights, double[] delta) {
        double[] g = new double[weights[0].length];
        for (int i = 0; i < delta.length; i++) {
            for (int j = 0; j < g.length; j++) {
                g[j] += weights[i][j] * delta[i];
            }
        }
        return g;
    }

    private static double[] plus(double[] x, double[] y, double scale) {
        double[] sum = x.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += scale * y[i];
        }
        return sum;
    }

    private static double mean(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += v;
        }
        return sum / x.length;
    }
}
