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
    private final List<Made> made = new ArrayList<>();
    private final Set<String> skips;
    private final Map<Activation, Optional<Curve>> curves;
    private final Map<Rule, Weights> drawn = new HashMap<>();

    private final Network network;
    private final Expr x;

    private Blocks(Network network, Expr x, Map<Activation, Optional<Curve>> curves) {
        this.curves = curves;
        this.network = network;
        this.x = x;
        Trace trace = network.forward(x, true).trace();
        skips = trace.calls().stream()
                .filter(c -> c.role() instanceof Role.Skip)
                .map(Call::path)
                .collect(Collectors.toSet());
        trace.calls().forEach(this::add);
    }

    /// A block of the network.
    ///
    /// @param branch the path of the skip in whose branch it stands; empty for none
    /// @param input what enters it
    private record Made(Block block, String branch, Expr input, Expr output) {}

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

    /// Reads some layers.
    ///
    /// @param batch the shape of a batch, of at least two samples
    /// @param curves activations in numbers, to which new ones are added
    /// @throws NoForecast when the layers do not fit each other
    static Blocks read(List<Layer> model, Shape batch, Map<Activation, Optional<Curve>> curves) throws NoForecast {
        try {
            return new Blocks(new Network(model, 0), Expr.input("x", batch), curves);
        } catch (ShapeException e) {
            throw new NoForecast("network", String.valueOf(e.getMessage()));
        }
    }

    /// Some layers as blocks.
    ///
    /// @param sample the shape of a sample
    /// @param curves activations in numbers, to which new ones are added
    /// @throws NoForecast when the layers do not fit each other
    static List<Block> of(List<Layer> model, Shape sample, Map<Activation, Optional<Curve>> curves) throws NoForecast {
        return read(model, sample.rows(2), curves).blocks();
    }

    /// The blocks as they were read.
    List<Block> blocks() {
        return made.stream().map(Made::block).toList();
    }

    /// The blocks, with pieces that no theory covers measured where that can be done. Where no two dense layers are
    /// known, there is no gain to forecast between them, and nothing is measured.
    ///
    /// @param inputs training samples `[n, …]`
    /// @param seed draws what is measured
    List<Block> measured(Tensor inputs, long seed, Deadline deadline) {
        List<Made> open =
                made.stream().filter(m -> m.block() instanceof Block.Uncharted).toList();
        List<Block> blocks = new ArrayList<>(blocks());
        if (open.isEmpty() || Block.dense(blocks) < 2) return blocks;
        List<Measuring.Piece> pieces = open.stream()
                .map(m -> new Measuring.Piece(m.input(), m.output()))
                .toList();
        List<Optional<Measuring.Change>> changes = Measuring.of(network, x, pieces, inputs, seed, deadline);
        for (int i = 0; i < open.size(); i++) {
            Block.Uncharted u = (Block.Uncharted) open.get(i).block();
            int at = made.indexOf(open.get(i));
            changes.get(i).ifPresent(c -> blocks.set(at, new Block.Measured(u.path(), u.reason(), c)));
        }
        return blocks;
    }

    private void add(Call call) {
        switch (call.role()) {
            case Role.Linear _ -> made(dense(call), call);
            case Role.Nonlinear(Activation phi) -> activated(call, phi);
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

    /// Adds a block; what no theory covers makes one piece with what no theory covers before it.
    private void made(Block block, Call call) {
        String branch = branch(call.path());
        boolean more = block instanceof Block.Uncharted
                && !made.isEmpty()
                && made.getLast().block() instanceof Block.Uncharted
                && made.getLast().branch().equals(branch);
        Made before = more ? made.removeLast() : new Made(block, branch, end(), call.output());
        made.add(new Made(before.block(), branch, before.input(), call.output()));
    }

    /// What leaves the last block.
    private Expr end() {
        return made.isEmpty() ? x : made.getLast().output();
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

    /// A layer whose activation has no curve keeps its weights' line; the activation is a piece of its own.
    private void activated(Call call, Activation phi) {
        Optional<Curve> curve = curves.computeIfAbsent(phi, Curve::of);
        if (curve.isEmpty()) {
            uncharted(call, "its activation mixes its units");
            return;
        }
        Curve c = curve.get();
        onto(
                call,
                b -> b.activation() instanceof Line
                        ? Optional.of(new Block.Dense(
                                b.path(),
                                b.inputs(),
                                b.outputs(),
                                b.weights(),
                                b.norm(),
                                c.function(),
                                c.steepest(),
                                b.keep()))
                        : Optional.empty());
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
