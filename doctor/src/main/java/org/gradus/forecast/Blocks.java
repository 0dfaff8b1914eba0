package org.gradus.forecast;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.gradus.activation.Activation;
import org.gradus.data.Dataset;
import org.gradus.init.Init;
import org.gradus.layer.Activate;
import org.gradus.layer.BatchNorm;
import org.gradus.layer.Chain;
import org.gradus.layer.Dense;
import org.gradus.layer.Dropout;
import org.gradus.layer.Freeze;
import org.gradus.layer.Layer;
import org.gradus.layer.LayerNorm;
import org.gradus.layer.Repeat;
import org.gradus.layer.Residual;
import org.gradus.layer.StopGradient;
import org.gradus.moments.ScalarFunction;
import org.gradus.name.Names;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Tensor;

/// Reads a recipe's layers as the blocks that a forecast is made from.
public final class Blocks {
    private final List<Block> blocks = new ArrayList<>();
    private final Map<Activation, Optional<Curve>> curves;
    private final Map<Wide, Weights> drawn;
    private int width;
    private int dense;

    private Blocks(int features, Map<Activation, Optional<Curve>> curves, Map<Wide, Weights> drawn) {
        this.width = features;
        this.curves = curves;
        this.drawn = drawn;
    }

    /// A layer and the width of its input: what the rule for its weights depends on.
    private record Wide(Dense layer, int inputs) {}

    /// An activation in numbers, made once for all layers that have it.
    record Curve(ScalarFunction function, double steepest) {
        static Optional<Curve> of(Activation phi) {
            return phi.function().map(f -> new Curve(f.tabulated(), phi.fullSlope()));
        }
    }

    /// The forecast of a recipe on its data.
    public static Forecast forecast(Recipe recipe, Dataset data) {
        return Forecaster.of(data, recipe.batch()).forecast(recipe);
    }

    /// The total gain of some layers on samples like these, without all else that a forecast says.
    ///
    /// @param inputs samples `[n, features]`
    /// @param batch samples in a batch
    /// @param curves activations in numbers, to which new ones are added
    static Optional<LogGain> total(
            List<Layer> model, Tensor inputs, int batch, Map<Activation, Optional<Curve>> curves) {
        try {
            return Walk.total(
                    Population.of(inputs, batch), of(model, inputs.shape().last(), curves));
        } catch (NoForecast _) {
            return Optional.empty();
        }
    }

    /// The forecast of some layers on samples like these.
    ///
    /// @param inputs samples `[n, features]`
    /// @param batch samples in a batch
    static Forecast forecast(List<Layer> model, Tensor inputs, int batch) {
        return new Forecaster(inputs, batch).forecast(model, Walk.Detail.LAYERS);
    }

    /// Some layers as blocks, up to the first that no theory covers.
    ///
    /// @param features the width of the input
    /// @param curves activations in numbers, to which new ones are added
    static List<Block> of(List<Layer> model, int features, Map<Activation, Optional<Curve>> curves) {
        Blocks blocks = new Blocks(features, curves, new HashMap<>());
        blocks.add(model);
        return blocks.blocks;
    }

    /// What follows a layer that no theory covers is not read: not even its width is known.
    private boolean uncharted() {
        return !blocks.isEmpty() && blocks.getLast() instanceof Block.Uncharted;
    }

    private void add(List<Layer> layers) {
        for (Layer layer : layers) {
            if (uncharted()) return;
            add(layer);
        }
    }

    private void add(Layer layer) {
        switch (layer) {
            case Dense d -> blocks.add(block(d));
            case Chain c -> add(c.layers());
            case Repeat r -> {
                for (int i = 0; i < r.times() && !uncharted(); i++) add(r.layers());
            }
            case Freeze f -> add(f.layers());
            case StopGradient _ -> blocks.add(new Block.Uncharted("stop_gradient", "the backward signal ends here"));
            case Residual r -> blocks.add(residual(r));
            case BatchNorm _ ->
                last(
                        b -> b.activation() instanceof Line ? Optional.of(with(b, Norm.BATCH)) : Optional.empty(),
                        "batch norm");
            case LayerNorm _ ->
                last(
                        b -> b.activation() instanceof Line ? Optional.of(with(b, Norm.LAYER)) : Optional.empty(),
                        "layer norm");
            case Activate a -> activate(a.function());
            case Dropout d -> last(b -> Optional.of(kept(b, 1 - d.rate())), "dropout");
            default -> blocks.add(new Block.Uncharted(name(layer), "no theory here covers this layer"));
        }
    }

    private static String name(Layer layer) {
        return Names.of(layer.getClass());
    }

    private Block block(Dense d) {
        String path = "dense" + ++dense;
        Init.Fans fans = new Init.Fans(width, d.units());
        Activation phi = d.activation();
        width = d.units();
        if (d.init().mean() != 0) {
            boolean equal = d.init().variance(fans, phi) == 0;
            return new Block.Uncharted(
                    path, equal ? "its weights are all equal, not random" : "the mean of its weights is not 0");
        }
        if (d.init().scaling().isPresent())
            return new Block.Uncharted(path, "its weights are scaled on data; measure instead");
        Weights weights = drawn.computeIfAbsent(new Wide(d, fans.in()), _ -> weights(d, fans));
        Block.Dense linear = Block.Dense.plain(path, fans.in(), fans.out(), weights, Line.LINE, 1);
        return phi.linear() && phi.fullSlope() == 1 ? linear : activated(linear, phi);
    }

    private Block activated(Block.Dense b, Activation phi) {
        return curves.computeIfAbsent(phi, Curve::of)
                .<Block>map(c -> new Block.Dense(
                        b.path(), b.inputs(), b.outputs(), b.weights(), b.norm(), c.function(), c.steepest(), b.keep()))
                .orElseGet(() -> new Block.Uncharted(b.path(), "its activation mixes its units"));
    }

    private void activate(Activation phi) {
        if (!blocks.isEmpty() && blocks.getLast() instanceof Block.Dense b && b.activation() instanceof Line) {
            blocks.set(blocks.size() - 1, activated(b, phi));
        } else {
            blocks.add(new Block.Uncharted("activation", "it follows no dense layer of its own"));
        }
    }

    private Block residual(Residual r) {
        Blocks branch = new Blocks(width, curves, drawn);
        branch.dense = dense;
        branch.add(r.layers());
        dense = branch.dense;
        List<Block.Dense> layers = new ArrayList<>();
        for (Block b : branch.blocks) {
            if (!(b instanceof Block.Dense d))
                return new Block.Uncharted("residual", "its branch holds more than dense layers");
            layers.add(d);
        }
        if (layers.isEmpty()) return new Block.Uncharted("residual", "its branch holds no dense layer");
        return layers.getLast().outputs() == width
                ? new Block.Residual("residual", r.scale(), layers)
                : new Block.Uncharted("residual", "its branch ends at another width than it began with");
    }

    /// Changes the block before a layer that belongs to it.
    private void last(Function<Block.Dense, Optional<Block.Dense>> change, String what) {
        Optional<Block.Dense> changed =
                !blocks.isEmpty() && blocks.getLast() instanceof Block.Dense b ? change.apply(b) : Optional.empty();
        if (changed.isPresent()) blocks.set(blocks.size() - 1, changed.get());
        else blocks.add(new Block.Uncharted(what, "it does not directly follow a dense layer"));
    }

    private static Weights weights(Dense d, Init.Fans fans) {
        Activation phi = d.activation();
        Init bias = d.biasInit().orElseGet(() -> d.init().bias(phi));
        return new Weights(
                d.init().variance(fans, phi),
                d.init().orthogonal(),
                d.bias() ? bias.variance(fans, phi) : 0,
                d.bias() ? bias.mean() : 0);
    }

    private static Block.Dense with(Block.Dense b, Norm norm) {
        return new Block.Dense(
                b.path(), b.inputs(), b.outputs(), b.weights(), norm, b.activation(), b.steepest(), b.keep());
    }

    private static Block.Dense kept(Block.Dense b, double keep) {
        return new Block.Dense(
                b.path(),
                b.inputs(),
                b.outputs(),
                b.weights(),
                b.norm(),
                b.activation(),
                b.steepest(),
                Math.max(Double.MIN_NORMAL, b.keep() * keep));
    }
}
