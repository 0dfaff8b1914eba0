package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.optim.AdamW;
import org.gradus.recipe.Recipe;

/// The usual weight decay.
public record LessDecay() implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new LessDecay());
    }

    /// The default of PyTorch.
    private static final double USUAL = 0.01;

    @Override
    public String name() {
        return "weight_decay=0.01";
    }

    @Override
    public Start start() {
        return Start.ONSET;
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        return subject.recipe().optimizer() instanceof AdamW a && a.weightDecay() > USUAL
                ? Optional.of(
                        subject.recipe().withOptimizer(new AdamW(a.rate(), USUAL, a.beta1(), a.beta2(), a.epsilon())))
                : Optional.empty();
    }
}
