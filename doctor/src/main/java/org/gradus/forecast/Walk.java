package org.gradus.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One walk through a network: the signal forward, then the gains backward.
///
/// @param passes every block with its signal
/// @param taps every dense layer's place, from the input to the output
/// @param climb how far up the hidden blocks carry
record Walk(List<BlockPass> passes, List<Tap> taps, Climb climb) {
    /// The most layers of different signals that are worked out where only gains are asked for.
    private static final int MOST_DIFFERENT = 2000;

    /// How much is worked out.
    enum Detail {
        /// Every layer, and what two inputs share there.
        LAYERS(1000),
        /// What passes from end to end, and the budget.
        GAINS(DepthBudget.MOST_PAIRED),
        /// The same, given up where the initialisation turns out not to carry the depth asked for.
        GAINS_IF_CARRIED(DepthBudget.MOST_PAIRED);

        /// The most kernels of two inputs that are integrated; above them, two inputs stay as alike as they are.
        private final int pairs;

        Detail(int pairs) {
            this.pairs = pairs;
        }
    }

    static Forecast forecast(Input input, List<Block> blocks, Detail detail, Deadline deadline) throws NoForecast {
        Tables tables = Tables.of(blocks);
        Walk walk = of(input, tables, detail, deadline);
        List<LayerForecast> layers = detail == Detail.LAYERS ? walk.layers() : List.of();
        int last = walk.taps.size() - 1;
        LogGain total = walk.between(0, last);
        LogGain hidden = last < 2 ? LogGain.NONE : walk.between(0, last - 1);
        LogGain perLayer = last < 2 ? total : hidden.per(last - 1);
        known(total);
        known(hidden);
        List<Forecast.NotPredicted> measured = blocks.stream()
                .filter(Block.Measured.class::isInstance)
                .map(Block.Measured.class::cast)
                .map(m -> new Forecast.NotPredicted(m.path(), m.reason()))
                .toList();
        return new Forecast.Predicted(layers, total, hidden, perLayer, walk.budget(tables.network()), last, measured);
    }

    private static void known(LogGain gain) throws NoForecast {
        if (Double.isNaN(gain.mean()) || Double.isNaN(gain.variance())) {
            throw new NoForecast("network", "the signal leaves the range of numbers");
        }
    }

    /// The gain from the last dense layer to the first alone; nothing where there is no forecast.
    static Optional<LogGain> total(Input input, List<Block> blocks) {
        try {
            Walk walk = of(input, Tables.of(blocks), Detail.LAYERS, Deadline.NONE);
            return Optional.of(walk.between(0, walk.taps.size() - 1));
        } catch (NoForecast _) {
            return Optional.empty();
        }
    }

    static Walk of(Input input, Tables tables, Detail detail, Deadline deadline) throws NoForecast {
        List<Block> network = tables.network();
        Walk walk = new Walk(new ArrayList<>(), new ArrayList<>(), new Climb());
        int hidden = hidden(network), asked = Block.dense(network) - 1;
        boolean always = detail == Detail.LAYERS || network.stream().anyMatch(Climb::normalizesBatch);
        Signal signal = Signal.of(input);
        for (Block block : network) {
            deadline.check();
            boolean pairs = tables.pairs() < detail.pairs && (always || !walk.climb.lost());
            BlockPass pass = BlockPass.of(block, walk.passes.size(), signal, pairs);
            if (walk.passes.size() < hidden) walk.climb.over(pass, true);
            walk.passes.add(pass);
            walk.taps.addAll(pass.taps());
            signal = pass.out();
            if (detail != Detail.LAYERS && tables.moments() > MOST_DIFFERENT) {
                throw new NoForecast(
                        "network", "more than " + MOST_DIFFERENT + " layers that all differ take too long");
            }
            if (detail == Detail.GAINS_IF_CARRIED && walk.climb.budget().layers() < asked) {
                throw new NoForecast(walk.taps.getLast().pass().layer().path(), "the depth is spent before it");
            }
        }
        if (walk.taps.isEmpty()) {
            throw new NoForecast("network", "it has no dense layer");
        }
        return walk;
    }

    /// How many blocks stand before the output layer, up to the last that theory knows.
    private static int hidden(List<Block> network) {
        int known = known(network, network.size());
        return known > 0 && network.get(known - 1) instanceof Block.Dense ? known - 1 : known;
    }

    /// How many of the first `end` blocks there are up to the last that theory knows.
    private static int known(List<Block> network, int end) {
        while (end > 0 && network.get(end - 1) instanceof Block.Measured) end--;
        return end;
    }

    private DepthBudget budget(List<Block> network) throws NoForecast {
        int hidden = hidden(network), known = known(network, hidden);
        return known == 0
                ? DepthBudget.UNLIMITED
                : climb.on(
                        network.subList(known - 1, hidden),
                        passes.get(hidden - 1).out());
    }

    private List<LayerForecast> layers() {
        List<LayerForecast> layers = new ArrayList<>();
        int last = taps.size() - 1;
        int top = taps.get(last).pass().layer().outputs();
        Link[] above = above();
        for (int i = 0; i <= last; i++) {
            int next = Math.min(i + 1, last);
            Optional<LogGain> gain =
                    i == last ? Optional.empty() : Optional.of(between(i, next)).filter(LogGain::isFinite);
            boolean within = taps.get(i).block() == taps.get(last).block();
            LogGain fromTop = within
                    ? between(i, last)
                    : over(taps.get(i).leave().then(above[taps.get(i).block()]), taps.get(i));
            int widthAbove = taps.get(next).pass().layer().outputs();
            layers.add(LayerForecast.of(taps.get(i), gain, fromTop, widthAbove, top));
        }
        return layers;
    }

    /// From each block's output up to the last tap, for the blocks below that tap's.
    private Link[] above() {
        Tap top = taps.getLast();
        Link[] above = new Link[top.block()];
        Link link = top.enter();
        for (int block = top.block() - 1; block >= 0; block--) {
            above[block] = link;
            link = passes.get(block).whole().then(link);
        }
        return above;
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

    /// What enters the first layer is the input, which differs from sample to sample.
    private LogGain over(Link link, Tap below) {
        return below.block() == taps.getFirst().block() ? link.overInputs(below.spread()) : link.over(below.spread());
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
