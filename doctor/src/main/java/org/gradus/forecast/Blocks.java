package org.gradus.forecast;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.gradus.activation.Activation;
import org.gradus.forecast.Block.Norm;
import org.gradus.forecast.Block.Weights;
import org.gradus.forecast.NoForecast.Deadline;
import org.gradus.graph.Expr;
import org.gradus.init.Init;
import org.gradus.layer.Call;
import org.gradus.layer.Layer;
import org.gradus.layer.Network;
import org.gradus.layer.Role;
import org.gradus.layer.Trace;
import org.gradus.moments.ScalarFunction;
import org.gradus.tensor.Shape;
import org.gradus.tensor.ShapeException;
import org.gradus.tensor.Tensor;

/// Reads a network as the blocks that a forecast is made from.
final class Blocks {
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
    record Curve(ScalarFunction function, double steepest) {
        static Optional<Curve> of(Activation phi) {
            return phi.function().map(f -> new Curve(f.tabulated(), phi.fullSlope()));
        }
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

    /// The blocks as they were read.
    List<Block> blocks() {
        return made.stream().map(Made::block).toList();
    }

    /// The blocks, with pieces that no theory covers measured where that can be done. Where no two dense layers
    /// are known, there is no gain to forecast between them, and nothing is measured.
    ///
    /// @param inputs training samples `[n, …]`
    /// @param seed draws what is measured
    /// @throws NoForecast when the time is over before all are measured
    List<Block> measured(Tensor inputs, long seed, Deadline deadline) throws NoForecast {
        List<Made> open =
                made.stream().filter(m -> m.block() instanceof Block.Uncharted).toList();
        List<Block> blocks = new ArrayList<>(blocks());
        if (open.isEmpty() || Walk.dense(blocks) < 2) return blocks;
        List<Measuring.Piece> pieces = open.stream()
                .map(m -> new Measuring.Piece(m.input(), m.output()))
                .toList();
        List<Optional<Measuring.Change>> changes = Measuring.of(network, x, pieces, inputs, seed, deadline);
        for (int i = 0; i < open.size(); i++) {
            Block.Uncharted u = (Block.Uncharted) open.get(i).block();
            if (changes.get(i).isEmpty() && deadline.over()) throw new NoForecast(u.path(), u.reason());
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
                onto(call, Block.Dense::isLinear, b -> b.with(overBatch ? Norm.BATCH : Norm.LAYER));
            case Role.Dropout(double rate) -> onto(call, _ -> true, b -> b.keeping(1 - rate));
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

    /// Changes the dense layer that a call is applied to and belongs to, where it may be changed so.
    private void onto(Call call, Predicate<Block.Dense> may, UnaryOperator<Block.Dense> change) {
        if (!made.isEmpty()
                && made.getLast().output().equals(call.input())
                && made.getLast().branch().equals(branch(call.path()))
                && made.getLast().block() instanceof Block.Dense b
                && may.test(b)) {
            made.removeLast();
            made(change.apply(b), call);
        } else uncharted(call, "it does not directly follow a dense layer");
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
        return Block.Dense.linear(call.name(), fans.in(), fans.out(), weights);
    }

    /// A layer whose activation has no curve keeps its weights' line; the activation is a piece of its own.
    private void activated(Call call, Activation phi) {
        curves.computeIfAbsent(phi, Curve::of)
                .ifPresentOrElse(
                        c -> onto(call, Block.Dense::isLinear, b -> b.with(c.function(), c.steepest())),
                        () -> uncharted(call, "its activation mixes its units"));
    }

    private void residual(Call call, int width, double scale) {
        List<Block.Dense> layers = new ArrayList<>();
        boolean more = false;
        while (!made.isEmpty() && made.getLast().branch().equals(call.path())) {
            if (made.removeLast().block() instanceof Block.Dense layer) layers.addFirst(layer);
            else more = true;
        }
        if (more) uncharted(call, "its branch holds more than dense layers");
        else if (layers.isEmpty()) uncharted(call, "its branch holds no dense layer");
        else if (layers.getLast().outputs() != width)
            uncharted(call, "its branch ends at another width than it began with");
        else made(new Block.Residual(call.path(), scale, layers), call);
    }

    private static Weights weights(Rule rule) {
        Optional<Init> bias = rule.bias();
        return new Weights(
                rule.init().variance(rule.fans(), rule.activation()),
                rule.init().orthogonal(),
                bias.map(b -> b.variance(rule.fans(), rule.activation())).orElse(0.0),
                bias.map(Init::mean).orElse(0.0));
    }
}
