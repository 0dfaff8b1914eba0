package org.gradus.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradus.forecast.BlockPass.Tap;
import org.gradus.forecast.NoForecast.Deadline;

/// One walk through a network: the signal forward, then the gains backward.
///
/// @param network its blocks, input side first
/// @param passes every block with its signal
/// @param taps every dense layer's place, from the input to the output
/// @param integrals those that were made on the way
/// @param climb how far up the hidden blocks carry
record Walk(
        List<Block> network,
        Detail detail,
        List<BlockPass> passes,
        List<Tap> taps,
        Integrals integrals,
        DepthBudget.Climb climb) {
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

        /// The most kernels of two inputs that are integrated; above them, two inputs stay as alike as they
        /// are.
        private final int pairs;

        Detail(int pairs) {
            this.pairs = pairs;
        }
    }

    /// Walks through blocks of which the last dense layer is the output layer.
    static Walk through(Signal input, List<Block> network, Detail detail, Deadline deadline) throws NoForecast {
        Integrals integrals = new Integrals();
        DepthBudget.Climb climb = new DepthBudget.Climb(integrals);
        Walk walk = new Walk(network, detail, new ArrayList<>(), new ArrayList<>(), integrals, climb);
        int hidden = walk.hidden(), asked = dense(network) - 1;
        boolean always = detail == Detail.LAYERS || network.stream().anyMatch(BlockPass::normalizesBatch);
        Signal signal = input;
        for (Block block : network) {
            deadline.check();
            boolean pairs = integrals.pairs() < detail.pairs && (always || !climb.lost());
            BlockPass pass = BlockPass.of(block, walk.passes.size(), signal, pairs, integrals);
            if (walk.passes.size() < hidden) climb.over(pass, true);
            walk.passes.add(pass);
            walk.taps.addAll(pass.taps());
            signal = pass.out();
            if (detail != Detail.LAYERS && integrals.moments() > MOST_DIFFERENT) {
                throw new NoForecast(
                        "network", "more than " + MOST_DIFFERENT + " layers that all differ take too long");
            }
            if (detail == Detail.GAINS_IF_CARRIED && climb.budget().layers() < asked)
                throw new NoForecast(walk.taps.getLast().path(), "the depth is spent before it");
        }
        if (walk.taps.isEmpty()) throw new NoForecast("network", "it has no dense layer");
        return walk;
    }

    /// How many dense layers of some blocks theory knows.
    static int dense(List<Block> blocks) {
        return blocks.stream().mapToInt(block -> block.dense().size()).sum();
    }

    Forecast.Predicted forecast() throws NoForecast {
        List<LayerForecast> layers = detail == Detail.LAYERS ? layers() : List.of();
        int last = taps.size() - 1;
        LogGain total = total(), hidden = last < 2 ? LogGain.NONE : between(0, last - 1);
        LogGain perLayer = last < 2 ? total : hidden.per(last - 1);
        if (!total.isKnown() || !hidden.isKnown())
            throw new NoForecast("network", "the signal leaves the range of numbers");
        List<Forecast.NotPredicted> measured = network.stream()
                .filter(Block.Measured.class::isInstance)
                .map(Block.Measured.class::cast)
                .map(m -> new Forecast.NotPredicted(m.path(), m.reason()))
                .toList();
        return new Forecast.Predicted(layers, total, hidden, perLayer, budget(), last, measured);
    }

    /// The gain from the last dense layer to the first.
    LogGain total() {
        return between(0, taps.size() - 1);
    }

    /// How many blocks stand before the output layer, up to the last that theory knows.
    private int hidden() {
        int known = known(network.size());
        return known > 0 && network.get(known - 1) instanceof Block.Dense ? known - 1 : known;
    }

    /// How many of the first `end` blocks there are up to the last that theory knows.
    private int known(int end) {
        int known = end;
        while (known > 0 && network.get(known - 1) instanceof Block.Measured) known--;
        return known;
    }

    private DepthBudget budget() throws NoForecast {
        int hidden = hidden(), known = known(hidden);
        if (known == 0) return DepthBudget.UNLIMITED;
        return climb.on(
                network.subList(known - 1, hidden), passes.get(hidden - 1).out());
    }

    private List<LayerForecast> layers() {
        List<LayerForecast> layers = new ArrayList<>();
        int last = taps.size() - 1;
        Link[] above = above();
        for (int i = 0; i <= last; i++) {
            Tap tap = taps.get(i), next = taps.get(Math.min(i + 1, last));
            Optional<LogGain> gain = i == last
                    ? Optional.empty()
                    : Optional.of(between(i, i + 1)).filter(LogGain::isFinite);
            LogGain fromTop = tap.block() == taps.get(last).block()
                    ? between(i, last)
                    : over(tap.leave().then(above[tap.block()]), tap);
            layers.add(LayerForecast.of(tap.pass(), gain, fromTop, next, taps.get(last)));
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
        Tap below = taps.get(lower), above = taps.get(upper);
        if (lower == upper) return LogGain.NONE;
        if (below.block() == above.block()) return over(below.leave().without(above.leave()), below);
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
}
