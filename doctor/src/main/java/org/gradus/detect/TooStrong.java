package org.gradus.detect;

import java.util.List;
import org.gradus.remedy.Remedy;

/// A setting meant to hold a network back from learning by heart, so strong that it holds it back
/// from learning.
interface TooStrong extends Tried {
    /// The setting; 0 where the recipe has none.
    double strength(Evidence e);

    /// The strength above which it is suspected.
    double limit();

    @Override
    default Suspicion suspicion(Evidence e) {
        double strength = strength(e);
        return new Suspicion(strength > limit(), strength == 0 ? "none" : Figure.of(strength));
    }

    /// What is of the usual strength may be too much all the same.
    @Override
    default List<Remedy> lastTrials(Evidence e) {
        boolean some = e.poor() && strength(e) > 0 && strength(e) <= limit();
        return some ? decisive(e) : List.of();
    }
}
