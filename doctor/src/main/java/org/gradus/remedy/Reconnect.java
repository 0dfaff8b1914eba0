package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.layer.StopGradient;
import org.gradus.recipe.Recipe;

/// No layer that stops the gradient.
public record Reconnect() implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new Reconnect());
    }

    @Override
    public String name() {
        return "no_stop_gradient";
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        Edit edit = (layer, width) -> layer instanceof StopGradient ? List.of() : List.of(layer);
        return edit.apply(subject);
    }
}
