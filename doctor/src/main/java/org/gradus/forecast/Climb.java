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

    /// The budget of a network whose hidden blocks were passed, with more of the last of them on top.
    ///
    /// @param last the last hidden block, and what was measured behind it
    /// @param out the signal above it
    DepthBudget on(List<Block> last, Signal out) throws NoForecast {
        Signal signal = out;
        while (gradient == Double.POSITIVE_INFINITY && layers < DepthBudget.MOST_LAYERS) {
            boolean pairs = !lost() && layers < DepthBudget.MOST_PAIRED;
            for (Block block : last) {
                Optional<BlockPass> pass = pass(block, signal, pairs || normalizesBatch(block));
                if (pass.isEmpty()) return new DepthBudget(layers, true, information);
                over(pass.get(), pairs);
                signal = pass.get().out();
            }
        }
        return budget();
    }

    /// The budget as far as it is known.
    DepthBudget budget() {
        return new DepthBudget(gradient, grows, information);
    }

    /// Whether what two inputs share tells nothing any more.
    boolean lost() {
        return information < Double.POSITIVE_INFINITY;
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

    /// Goes up one block.
    ///
    /// @param pairs whether two inputs were followed apart
    void over(BlockPass pass, boolean pairs) {
        if (layers == 0 && pass.taps().isEmpty()) return;
        if (layers == 0) logGain = -pass.taps().getFirst().enter().logGain();
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
        if (lost && !lost()) information = layers;
    }

    /// Batch normalisation needs the overlap of two inputs for its gain.
    static boolean normalizesBatch(Block block) {
        return switch (block) {
            case Block.Dense dense -> dense.norm() == Norm.BATCH;
            case Block.Residual residual -> residual.branch().stream().anyMatch(dense -> dense.norm() == Norm.BATCH);
            case Block.Uncharted _, Block.Measured _ -> false;
        };
    }
}
