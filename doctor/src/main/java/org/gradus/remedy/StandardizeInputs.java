package org.gradus.remedy;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gradus.data.Dataset;
import org.gradus.data.Scale;
import org.gradus.data.Source;
import org.gradus.data.Standardized;
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
    public Optional<Recipe> apply(Recipe recipe, int features) {
        Source source = standardized(recipe.data());
        return source.equals(recipe.data()) ? Optional.empty() : Optional.of(recipe.withData(source));
    }

    private static Source standardized(Source source) {
        if (source instanceof Standardized s) return new Standardized(s.source(), true, s.targets());
        RecordComponent[] components = source.getClass().getRecordComponents();
        boolean knows = components != null
                && Arrays.stream(components).anyMatch(c -> c.getName().equals(SETTING));
        if (!knows) return new Standardized(source, true, false);
        try {
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<? extends Source> constructor = source.getClass().getConstructor(types);
            Object[] settings = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                settings[i] = switch (components[i].getName()) {
                    case SETTING -> true;
                    case OTHER -> unscaled(components[i].getAccessor().invoke(source));
                    default -> components[i].getAccessor().invoke(source);
                };
            }
            return constructor.newInstance(settings);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(source + " cannot be told to standardize", e);
        }
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
