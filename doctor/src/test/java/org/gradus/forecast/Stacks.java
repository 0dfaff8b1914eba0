package org.gradus.forecast;

import java.util.ArrayList;
import java.util.List;
import org.gradus.activation.Activation;
import org.gradus.activation.Identity;
import org.gradus.forecast.Block.Norm;
import org.gradus.forecast.Block.Weights;
import org.gradus.moments.ScalarFunction;

/// Networks of one kind of layer, for the tests.
final class Stacks {

    private Stacks() {}

    static Forecast forecast(Signal input, List<Block> network) {
        try {
            return Walk.through(input, network, Walk.Detail.LAYERS, NoForecast.Deadline.NONE)
                    .forecast();
        } catch (NoForecast e) {
            return new Forecast.NotPredicted(e.path(), e.reason());
        }
    }

    static Block.Dense dense(String path, int inputs, int outputs, Weights weights, Activation f) {
        return Block.Dense.linear(path, inputs, outputs, weights)
                .with(f.function().orElseThrow(), f.fullSlope());
    }

    /// `depth` square layers of `f`, then a linear output layer as wide with variance 1/n.
    static List<Block> plain(Activation f, int width, int depth, Weights weights) {
        return normalized(f, width, depth, weights, Norm.NONE, 1);
    }

    /// The same with a normalisation, and dropout that keeps the share `keep`.
    static List<Block> normalized(Activation f, int width, int depth, Weights weights, Norm norm, double keep) {
        ScalarFunction function = f.function().orElseThrow().tabulated();
        double steepest = f.fullSlope();
        List<Block> blocks = new ArrayList<>();
        for (int i = 1; i <= depth; i++) {
            blocks.add(new Block.Dense("dense" + i, width, width, weights, norm, function, steepest, keep));
        }
        blocks.add(head(width));
        return blocks;
    }

    /// One layer of `f`, `depth` residual blocks `x + scale · f(W x)`, and a linear output layer.
    static List<Block> residual(Activation f, int width, int depth, Weights weights, double scale) {
        ScalarFunction function = f.function().orElseThrow().tabulated();
        double steepest = f.fullSlope();
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.Dense.linear("dense", width, width, weights).with(function, steepest));
        for (int i = 1; i <= depth; i++) {
            Block.Dense branch = Block.Dense.linear("block" + i + "/dense", width, width, weights)
                    .with(function, steepest);
            blocks.add(new Block.Residual("block" + i, scale, List.of(branch)));
        }
        blocks.add(head(width));
        return blocks;
    }

    private static Block head(int width) {
        return dense("head", width, width, Weights.independent(1.0 / width), new Identity());
    }
}
