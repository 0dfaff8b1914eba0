package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.optim.Adam;
import org.gradus.optim.AdamW;
import org.gradus.optim.Optimizer;
import org.gradus.recipe.Recipe;

/// The usual ε in an optimizer that divides by the size of recent gradients.
public record SmallEpsilon() implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new SmallEpsilon());
    }

    /// As in Kingma and Ba 2015.
    private static final double USUAL = 1e-8;

    @Override
    public String name() {
        return "epsilon=1e-8";
    }

    @Override
    public Start start() {
        return Start.ONSET;
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        Optimizer optimizer = switch (subject.recipe().optimizer()) {
            case Adam a -> new Adam(a.rate(), a.beta1(), a.beta2(), USUAL);
            case AdamW a -> new AdamW(a.rate(), a.weightDecay(), a.beta1(), a.beta2(), USUAL);
            default -> subject.recipe().optimizer();
        };
        return optimizer.equals(subject.recipe().optimizer())
                ? Optional.empty()
                : Optional.of(subject.recipe().withOptimizer(optimizer));
    }
}
