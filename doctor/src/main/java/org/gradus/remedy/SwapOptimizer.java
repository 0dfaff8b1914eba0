package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.name.Decimal;
import org.gradus.name.Names;
import org.gradus.optim.Adam;
import org.gradus.optim.Optimizer;
import org.gradus.recipe.Recipe;

/// Another rule by which gradients move weights.
///
/// Its trial starts at initial weights: running averages correct for their youth by the step's
/// number, and would not start well in mid-training.
public record SwapOptimizer(Optimizer optimizer) implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new SwapOptimizer(Adam.of(0.001)));
    }

    /// Of the rate, in the name.
    private static final int DIGITS = 3;

    /// With its rate, such as `adam 0.003`.
    @Override
    public String name() {
        return Names.of(optimizer.getClass()) + " " + Decimal.brief(optimizer.rate(), DIGITS, -3, 5);
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        return optimizer.equals(subject.recipe().optimizer())
                ? Optional.empty()
                : Optional.of(subject.recipe().withOptimizer(optimizer));
    }
}
