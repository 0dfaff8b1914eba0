package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.layer.Weighted;
import org.gradus.recipe.Recipe;

/// Fewer units in every hidden layer.
public record Shrink(int times) implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new Shrink(4));
    }

    /// Units that a layer keeps in any case.
    private static final int LEAST = 2;

    @Override
    public String name() {
        return "width÷" + times;
    }

    @Override
    public Change change() {
        return Change.ARCHITECTURE;
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        Edit edit = (layer, width) -> layer instanceof Weighted d
                ? List.of(d.withUnits(Math.min(d.units(), Math.max(LEAST, d.units() / times))))
                : List.of(layer);
        return edit.apply(subject);
    }
}
