package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.layer.Dense;
import org.gradus.recipe.Recipe;

/// More units in every hidden layer.
public record Widen(int times) implements Remedy.BuiltIn {
    @Override
    public String name() {
        return "width×" + times;
    }

    @Override
    public Optional<Recipe> apply(Recipe recipe, int features) {
        Edit edit = (layer, width) -> layer instanceof Dense d
                ? List.of(new Dense(d.units() * times, d.activation(), d.init(), d.bias(), d.biasInit()))
                : List.of(layer);
        return edit.apply(recipe, features);
    }
}
