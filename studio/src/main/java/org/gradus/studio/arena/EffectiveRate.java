package org.gradus.studio.arena;

import org.gradus.optim.AdaGrad;
import org.gradus.optim.Adam;
import org.gradus.optim.AdamW;
import org.gradus.optim.Optimizer;
import org.gradus.optim.RmsProp;

/// By how much a coordinate moves for each unit of what the optimizer follows.
///
/// It is the rate itself, divided by the root of the squares where the optimizer keeps some. Adam's counts on the
/// momentum corrected for its start at 0, and so do its squares.
final class EffectiveRate {
    private EffectiveRate() {}

    /// @param number of the step, from 1
    /// @param root the root of the mean or the sum of squares
    static double of(Optimizer optimizer, int number, double root) {
        return switch (optimizer) {
            case AdaGrad a -> a.rate() / (root + a.epsilon());
            case RmsProp r -> r.rate() / (root + r.epsilon());
            case Adam a -> a.rate() / (corrected(root, a.beta2(), number) + a.epsilon());
            case AdamW a -> a.rate() / (corrected(root, a.beta2(), number) + a.epsilon());
            default -> optimizer.rate();
        };
    }

    private static double corrected(double root, double beta, int number) {
        return root / Math.sqrt(1 - Math.pow(beta, number));
    }
}
