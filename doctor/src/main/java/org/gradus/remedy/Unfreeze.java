package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.layer.Layer;
import org.gradus.recipe.Recipe;

/// Every layer trained, those too that were frozen.
public record Unfreeze() implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new Unfreeze());
    }

    @Override
    public String name() {
        return "no_freeze";
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        Edit edit = (layer, width) -> thawed(layer);
        return edit.apply(subject);
    }

    private static List<Layer> thawed(Layer layer) {
        return layer.trains()
                ? List.of(layer)
                : layer.children().stream().flatMap(l -> thawed(l).stream()).toList();
    }
}
