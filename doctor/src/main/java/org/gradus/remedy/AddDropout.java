package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.layer.Dropout;
import org.gradus.layer.Weighted;
import org.gradus.recipe.Recipe;

/// Dropout behind every hidden layer (Srivastava et al. 2014).
public record AddDropout(double rate) implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new AddDropout(0.3));
    }

    @Override
    public String name() {
        return "dropout=" + rate;
    }

    @Override
    public Change change() {
        return Change.FUNCTION;
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        if (Model.leaves(subject.recipe().model()).anyMatch(l -> l.drops() > 0)) return Optional.empty();
        Edit edit = (layer, width) -> layer instanceof Weighted d ? List.of(d, new Dropout(rate)) : List.of(layer);
        return edit.apply(subject);
    }
}
