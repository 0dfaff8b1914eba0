package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.data.Balanced;
import org.gradus.data.Dataset;
import org.gradus.data.Source;
import org.gradus.recipe.Recipe;

/// Classes that are equally frequent in the training samples, or answers of yes and no that are nearly
/// so, by repeating the samples of the rare ones: see [Balanced].
public record BalanceClasses() implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new BalanceClasses());
    }

    @Override
    public String name() {
        return "balanced";
    }

    @Override
    public Dataset data(Dataset patient) {
        return Balanced.of(patient);
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        Source now = subject.recipe().data(), balanced = now.balanced();
        return balanced.equals(now)
                ? Optional.empty()
                : Optional.of(subject.recipe().withData(balanced));
    }
}
