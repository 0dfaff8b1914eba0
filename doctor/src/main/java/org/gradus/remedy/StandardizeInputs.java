package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.data.Dataset;
import org.gradus.data.Scale;
import org.gradus.data.Source;
import org.gradus.data.Standardized;
import org.gradus.name.Members;
import org.gradus.recipe.Recipe;

/// Inputs with mean 0 and standard deviation 1, column by column.
///
/// A source that can do so itself is told to; any other stands within a [Standardized].
public record StandardizeInputs() implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new StandardizeInputs());
    }

    /// The settings of a source that rescale its inputs, of which one is enough.
    private static final String SETTING = "standardize", OTHER = "scale";

    @Override
    public String name() {
        return "standardize";
    }

    @Override
    public Dataset data(Dataset patient) {
        return Standardized.of(patient, true, false);
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        Source source = standardized(subject.recipe().data());
        return source.equals(subject.recipe().data())
                ? Optional.empty()
                : Optional.of(subject.recipe().withData(source));
    }

    private static Source standardized(Source source) {
        Optional<Source> told = Members.with(source, SETTING, true);
        if (told.isEmpty()) return source.standardized(true, false);
        Source standardized = told.get();
        return Members.setting(standardized, OTHER)
                .flatMap(scale -> Members.with(standardized, OTHER, unscaled(scale)))
                .orElse(standardized);
    }

    /// The value of the other setting at which nothing is scaled; what means something else stays.
    private static Object unscaled(Object value) {
        return switch (value) {
            case Scale _ -> Scale.FALSE;
            case Boolean _ -> false;
            default -> value;
        };
    }
}
