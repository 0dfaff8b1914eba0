package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.optim.Adam;
import org.gradus.optim.AdamW;
import org.gradus.optim.Optimizer;
import org.gradus.recipe.Recipe;

/// Stronger weight decay, where the optimizer has any (Loshchilov and Hutter 2019).
public record AddDecay(double decay) implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new AddDecay(0.3));
    }

    @Override
    public String name() {
        return "weight_decay=" + decay;
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        Optional<Optimizer> decaying = switch (subject.recipe().optimizer()) {
            case Adam a -> Optional.of(new AdamW(a.rate(), decay, a.beta1(), a.beta2(), a.epsilon()));
            case AdamW a
            when a.weightDecay() < decay -> Optional.of(new AdamW(a.rate(), decay, a.beta1(), a.beta2(), a.epsilon()));
            default -> Optional.empty();
        };
        return decaying.map(subject.recipe()::withOptimizer);
    }
}
