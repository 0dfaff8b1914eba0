package org.gradus.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One walk through a network: the signal forward, then the gains backward.
///
/// @param passes every block with its signal
/// @param taps every dense layer's place, from the input to the output
record Walk(List<BlockPass> passes, List<Tap> taps) {

    static Forecast forecast(Input input, List<Block> blocks) throws NoForecast {
        List<Block> network = Tables.of(blocks);
        Walk walk = of(input, network);
        List<LayerForecast> layers = walk.layers();
        int last = walk.taps.size() - 1;
        LogGain total = walk.between(0, last);
        LogGain hidden = last < 2 ? LogGain.NONE : walk.between(0, last - 1);
        LogGain perLayer = last < 2 ? total : hidden.per(last - 1);
        return new Forecast.Predicted(layers, total, hidden, perLayer, walk.budget(network), last);
    }

    /// The gain from the last dense layer to the first alone; nothing where there is no forecast.
    static Optional<LogGain> total(Input input, List<Block> blocks) {
        try {
            Walk walk = of(input, Tables.of(blocks));
            return Optional.of(walk.between(0, walk.taps.size() - 1));
        } catch (NoForecast _) {
            return Optional.empty();
        }
    }

    private static Walk of(Input input, List<Block> network) throws NoForecast {
        List<BlockPass> passes = new ArrayList<>();
        List<Tap> taps = new ArrayList<>();
        Signal signal = Signal.of(input);
        for (Block block : network) {
            BlockPass pass = BlockPass.of(block, passes.size(), signal, true);
            passes.add(pass);
            taps.addAll(pass.taps());
            signal = pass.out();
        }
        if (taps.isEmpty()) {
            throw new NoForecast("network", "it has no dense layer");
        }
        return new Walk(passes, taps);
    }

    private DepthBudget budget(List<Block> network) throws NoForecast {
        int hidden = network.getLast() instanceof Block.Dense ? network.size() - 1 : network.size();
        return hidden == 0 ? DepthBudget.UNLIMITED : Climb.of(network.subList(0, hidden), passes.subList(0, hidden));
    }

    private List<LayerForecast> layers() {
        List<LayerForecast> layers = new ArrayList<>();
        int last = taps.size() - 1;
        int top = taps.get(last).pass().layer().outputs();
        for (int i = 0; i <= last; i++) {
            int above = Math.min(i + 1, last);
            Optional<LogGain> gain = i == last
                    ? Optional.empty()
                    : Optional.of(between(i, above)).filter(LogGain::isFinite);
            LogGain fromTop = i == last ? LogGain.NONE : between(i, last);
            int widthAbove = taps.get(above).pass().layer().outputs();
            layers.add(LayerForecast.of(taps.get(i), gain, fromTop, widthAbove, top));
        }
        return layers;
    }

    /// The gain from the tap `upper` down to the tap `lower`.
    private LogGain between(int lower, int upper) {
        Tap below = taps.get(lower);
        Tap above = taps.get(upper);
        if (lower == upper) {
            return LogGain.NONE;
        }
        if (below.block() == above.block()) {
            return over(within(below.leave(), above.leave()), below);
        }
        Link link = below.leave();
        for (int block = below.block() + 1; block < above.block(); block++) {
            link = link.then(passes.get(block).whole());
        }
        return over(link.then(above.enter()), below);
    }

    /// What enters the first block is the input, which differs from sample to sample.
    private static LogGain over(Link link, Tap below) {
        return below.block() == 0 ? link.overInputs(below.spread()) : link.over(below.spread());
    }

    /// What lies between two taps of one block: the longer way to the block's output without the shorter.
    private static Link within(Link lower, Link upper) {
        return new Link(
                lower.logGain() - upper.logGain(),
                lower.sensitivity() - upper.sensitivity(),
                1,
                0,
                Math.max(0, lower.backwardNoise() - upper.backwardNoise()),
                0);
    }
}
