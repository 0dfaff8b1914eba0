package org.gradus.forecast;

import java.util.List;
import java.util.Optional;

/// The search for the depth budget: up through the hidden blocks, then through the last of them again and
/// again, until the gradient rule binds.
final class Climb {

    private double logGain;
    private int layers;
    private double information = Double.POSITIVE_INFINITY;
    private double gradient = Double.POSITIVE_INFINITY;
    private boolean grows;

    private Climb() {}

    /// The budget of a network whose hidden blocks are `hidden`, already passed as `passes`.
    static DepthBudget of(List<Block> hidden, List<BlockPass> passes) throws NoForecast {
        Climb climb = new Climb();
        climb.logGain = -passes.getFirst().taps().getFirst().enter().logGain();
        for (BlockPass pass : passes) {
            climb.over(pass, true);
        }
        Block last = hidden.getLast();
        Signal signal = passes.getLast().out();
        while (climb.gradient == Double.POSITIVE_INFINITY && climb.layers < DepthBudget.MOST_LAYERS) {
            boolean pairs = climb.information == Double.POSITIVE_INFINITY && climb.layers < DepthBudget.MOST_PAIRED;
            Optional<BlockPass> pass = pass(last, signal, pairs || normalizesBatch(last));
            if (pass.isEmpty()) return new DepthBudget(climb.layers, true, climb.information);
            climb.over(pass.get(), pairs);
            signal = pass.get().out();
        }
        return new DepthBudget(climb.gradient, climb.grows, climb.information);
    }

    /// One more block; nothing where the signal has grown too large for it.
    private static Optional<BlockPass> pass(Block block, Signal in, boolean pairs) throws NoForecast {
        try {
            return Optional.of(BlockPass.of(block, 0, in, pairs));
        } catch (NoForecast e) {
            if (e.grows()) return Optional.empty();
            throw e;
        }
    }

    private void over(BlockPass pass, boolean pairs) {
        for (Tap tap : pass.taps()) {
            double change = logGain + tap.enter().logGain();
            boolean binds = Double.isFinite(change) && Math.abs(change) >= 2 * Math.log(DepthBudget.LARGEST_CHANGE);
            if (binds && gradient == Double.POSITIVE_INFINITY) {
                gradient = layers;
                grows = change > 0;
            }
            layers++;
        }
        logGain += pass.whole().logGain();
        boolean lost = pairs && pass.out().memory() <= Math.exp(-DepthBudget.LOST);
        if (lost && information == Double.POSITIVE_INFINITY) {
            information = layers;
        }
    }

    /// Batch normalisation needs the overlap of two inputs for its gain.
    private static boolean normalizesBatch(Block block) {
        return switch (block) {
            case Block.Dense dense -> dense.norm() == Norm.BATCH;
            case Block.Residual residual -> residual.branch().stream().anyMatch(dense -> dense.norm() == Norm.BATCH);
            case Block.Uncharted _ -> false;
        };
    }
}
