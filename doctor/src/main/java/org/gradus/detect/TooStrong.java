package org.gradus.detect;

import org.gradus.detect.Finding.Found;

/// A setting meant to hold a network back from learning by heart, so strong that it holds it back
/// from learning.
public interface TooStrong extends Tried {
    /// The setting; 0 where the recipe has none.
    double strength(Evidence e);

    /// The strength above which it is suspected.
    double limit();

    /// What is said of one that is too strong.
    Account account(Evidence e);

    @Override
    default Suspicion suspicion(Evidence e) {
        double strength = strength(e);
        return new Suspicion(strength > limit(), strength == 0 ? "none" : Figure.of(strength));
    }

    @Override
    default String vain() {
        return "less does not help";
    }

    @Override
    default Found found(Evidence e, double gain) {
        return account(e).found(e, e.layers(), gain);
    }

    @Override
    default String healthy() {
        return "relu-he";
    }
}
