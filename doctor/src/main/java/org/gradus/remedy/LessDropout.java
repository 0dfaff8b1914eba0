package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.layer.Dropout;
import org.gradus.recipe.Recipe;

/// Dropout at a rate, where there was more.
///
/// @param rate the probability of dropping a unit; 0 takes the layer away
public record LessDropout(double rate) implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new LessDropout(0.2), new LessDropout(0));
    }

    @Override
    public String name() {
        return rate == 0 ? "no_dropout" : "dropout=" + rate;
    }

    @Override
    public Start start() {
        return Start.ONSET;
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        Edit edit = (layer, width) -> !(layer instanceof Dropout d) || d.rate() <= rate
                ? List.of(layer)
                : rate == 0 ? List.of() : List.of(new Dropout(rate));
        return edit.apply(subject);
    }
}
