package org.gradus.detect;

import java.util.List;
import java.util.Optional;
import org.gradus.detect.Finding.Found;
import org.gradus.remedy.Remedy;

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
    default List<Remedy> lastTrials(Evidence e) {
        boolean some = e.poor() && strength(e) > 0 && strength(e) <= limit();
        return some ? decisive(e) : List.of();
    }

    /// What is of the usual strength may be too much all the same.
    @Override
    default Optional<Finding> lastly(Evidence e) {
        Gain gain = e.experiments().gain(lastTrials(e));
        return gain.helps() ? Optional.of(found(e, gain.mean())) : Optional.empty();
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
