package org.gradus.forecast;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gradus.activation.Activation;
import org.gradus.data.Dataset;
import org.gradus.graph.Expr;
import org.gradus.init.Init;
import org.gradus.layer.Call;
import org.gradus.layer.Layer;
import org.gradus.layer.Network;
import org.gradus.layer.Role;
import org.gradus.layer.Trace;
import org.gradus.moments.ScalarFunction;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Shape;
import org.gradus.tensor.ShapeException;
import org.gradus.tensor.Tensor;

/// Reads a network as the blocks that a forecast is made from.
public final class Blocks {
    /// Samples in the batch that a network is read on: batch norm needs two.
    private static final int BATCH = 2;

    private final List<Made> made = new ArrayList<>();
    private final Set<String> skips;
    private final Map<Activation, Optional<Curve>> curves;
    private final Map<Rule, Weights> drawn = new HashMap<>();

    private Blocks(Trace trace, Map<Activation, Optional<Curve>> curves) {
        this.curves = curves;
        skips = trace.calls().stream()
                .filter(c -> c.role() instanceof Role.Skip)
                .map(Call::path)
                .collect(Collectors.toSet());
    }

    /// A block of the network.
    ///
    /// @param branch the path of the skip in whose branch it stands; empty for none
    private record Made(Block block, String branch, Expr output) {}

    /// What weights are drawn by.
    private record Rule(Init.Fans fans, Activation activation, Init init, Optional<Init> bias) {}

    /// An activation in numbers, made once for all layers that have it.
    public record Curve(ScalarFunction function, double steepest) {
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
    /// @param inputs samples `[n, …the shape of a sample]`
    /// @param batch samples in a batch
    /// @param curves activations in numbers, to which new ones are added
    public static Optional<LogGain> total(
            List<Layer> model, Tensor inputs, int batch, Map<Activation, Optional<Curve>> curves) {
        try {
            return Walk.total(
                    Population.of(inputs, batch), of(model, inputs.shape().row(), curves));
        } catch (NoForecast _) {
            return Optional.empty();
        }
    }

    /// The forecast of some layers on samples like these.
    ///
    /// @param inputs samples `[n, …the shape of a sample]`
    /// @param batch samples in a batch
    public static Forecast forecast(List<Layer> model, Tensor inputs, int batch) {
        return new Forecaster(inputs, batch).forecast(model, Walk.Detail.LAYERS);
    }

    /// Some layers as blocks, up to the first that no theory covers.
    ///
    /// @param sample the shape of a sample
    /// @param curves activations in numbers, to which new ones are added
    /// @throws NoForecast when the layers do not fit each other
    static List<Block> of(List<Layer> model, Shape sample, Map<Activation, Optional<Curve>> curves) throws NoForecast {
        Trace trace = trace(model, sample);
        Blocks blocks = new Blocks(trace, curves);
        for (Call call : trace.calls()) {
            blocks.add(call);
            if (blocks.uncharted()) break;
        }
        return blocks.made.stream().map(Made::block).toList();
    }

    private static Trace trace(List<Layer> model, Shape sample) throws NoForecast {
        try {
            return new Network(model, 0)
                    .forward(Expr.input("x", sample.rows(BATCH)), true)
                    .trace();
        } catch (ShapeException e) {
            throw new NoForecast("network", String.valueOf(e.getMessage()));
        }
    }

    private boolean uncharted() {
        return !made.isEmpty()
                && made.getLast().block() instanceof Block.Uncharted
                && made.getLast().branch().isEmpty();
    }

    private void add(Call call) {
        switch (call.role()) {
            case Role.Linear _ -> made(dense(call), call);
            case Role.Nonlinear(Activation phi) ->
                onto(call, b -> b.activation() instanceof Line ? Optional.of(activated(b, phi)) : Optional.empty());
            case Role.Normalization(boolean overBatch) ->
                onto(call, b -> normalized(b, overBatch ? Norm.BATCH : Norm.LAYER));
            case Role.Dropout(double rate) -> onto(call, b -> Optional.of(kept(b, 1 - rate)));
            case Role.Skip(Expr passed, double scale) ->
                residual(call, passed.shape().last(), scale);
            case Role.Reshape _ -> {
                // samples are rows here, as long as no layer has seen their positions
                if (!made.isEmpty()) uncharted(call, "no theory here covers positions");
            }
            case Role.Stop _ -> uncharted(call, "the backward signal ends here");
            case Role.Other _ -> uncharted(call, "no theory here covers this layer");
        }
    }

    private void made(Block block, Call call) {
        made.add(new Made(block, branch(call.path()), call.output()));
    }

    private void uncharted(Call call, String reason) {
        made(new Block.Uncharted(call.name(), reason), call);
    }

    /// The path of the innermost skip around a layer; empty for none.
    private String branch(String path) {
        int end = path.lastIndexOf('/');
        while (end > 0 && !skips.contains(path.substring(0, end))) end = path.lastIndexOf('/', end - 1);
        return end > 0 ? path.substring(0, end) : "";
    }

    /// Changes the block that a call is applied to and belongs to.
    private void onto(Call call, Function<Block.Dense, Optional<Block>> change) {
        Optional<Block> changed = made.isEmpty()
                        || !made.getLast().output().equals(call.input())
                        || !made.getLast().branch().equals(branch(call.path()))
                        || !(made.getLast().block() instanceof Block.Dense b)
                ? Optional.empty()
                : change.apply(b);
        if (changed.isEmpty()) {
            uncharted(call, "it does not directly follow a dense layer");
            return;
        }
        made.removeLast();
        made(changed.get(), call);
    }

    private Block dense(Call call) {
        Network.Parameter weight = call.parameters().stream()
                .filter(p -> p.leaf().equals(call.weight()))
                .findFirst()
                .orElseThrow();
        Optional<Init> bias = call.parameters().stream()
                .filter(p -> !p.equals(weight))
                .map(Network.Parameter::init)
                .findFirst();
        if (call.output().shape().rank() > 2)
            return new Block.Uncharted(call.name(), "no theory here covers positions");
        Init.Fans fans = weight.request().fans();
        Rule rule = new Rule(fans, weight.request().activation(), weight.init(), bias);
        if (weight.init().mean() != 0) {
            boolean equal = weight.init().variance(fans, rule.activation()) == 0;
            return new Block.Uncharted(
                    call.name(), equal ? "its weights are all equal, not random" : "the mean of its weights is not 0");
        }
        if (weight.init().scaling().isPresent())
            return new Block.Uncharted(call.name(), "its weights are scaled on data; measure instead");
        Weights weights = drawn.computeIfAbsent(rule, Blocks::weights);
        return Block.Dense.plain(call.name(), fans.in(), fans.out(), weights, Line.LINE, 1);
    }

    private Block activated(Block.Dense b, Activation phi) {
        return curves.computeIfAbsent(phi, Curve::of)
                .<Block>map(c -> new Block.Dense(
                        b.path(), b.inputs(), b.outputs(), b.weights(), b.norm(), c.function(), c.steepest(), b.keep()))
                .orElseGet(() -> new Block.Uncharted(b.path(), "its activation mixes its units"));
    }

    private void residual(Call call, int width, double scale) {
        List<Block> branch = new ArrayList<>();
        while (!made.isEmpty() && made.getLast().branch().equals(call.path())) {
            branch.addFirst(made.removeLast().block());
        }
        List<Block.Dense> layers = branch.stream()
                .filter(Block.Dense.class::isInstance)
                .map(Block.Dense.class::cast)
                .toList();
        if (layers.size() < branch.size()) uncharted(call, "its branch holds more than dense layers");
        else if (layers.isEmpty()) uncharted(call, "its branch holds no dense layer");
        else if (layers.getLast().outputs() != width)
            uncharted(call, "its branch ends at another width than it began with");
        else made(new Block.Residual(call.path(), scale, layers), call);
    }

    private static Optional<Block> normalized(Block.Dense b, Norm norm) {
        return b.activation() instanceof Line ? Optional.of(with(b, norm)) : Optional.empty();
    }

    private static Weights weights(Rule rule) {
        Optional<Init> bias = rule.bias();
        return new Weights(
                rule.init().variance(rule.fans(), rule.activation()),
                rule.init().orthogonal(),
                bias.map(b -> b.variance(rule.fans(), rule.activation())).orElse(0.0),
                bias.map(Init::mean).orElse(0.0));
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
