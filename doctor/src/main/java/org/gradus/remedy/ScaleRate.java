package org.gradus.remedy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gradus.name.Decimal;
import org.gradus.recipe.Recipe;

/// The learning rate times a factor.
public record ScaleRate(double factor) implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new ScaleRate(10), new ScaleRate(0.1));
    }

    @Override
    public String name() {
        return factor >= 1 ? "rate×" + brief(factor) : "rate÷" + brief(1 / factor);
    }

    private static String brief(double times) {
        return Decimal.brief(times, 3, -3, 5);
    }

    @Override
    public Start start() {
        return Start.ONSET;
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        double rate = subject.recipe().optimizer().rate() * factor;
        // a rate of 0 has no size to scale, and one beyond all numbers is none
        if (!(rate > 0) || Double.isInfinite(rate)) return Optional.empty();
        // a rate that a person would have written: three significant digits
        double tidy = Double.parseDouble(String.format(Locale.ROOT, "%.3g", rate));
        return Optional.of(
                subject.recipe().withOptimizer(subject.recipe().optimizer().withRate(tidy)));
    }
}
