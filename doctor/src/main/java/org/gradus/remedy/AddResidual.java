package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.layer.Residual;
import org.gradus.layer.Weighted;
import org.gradus.recipe.Recipe;

/// A path around every hidden layer that keeps its width, with the branch scaled by 1 / √layers so that the
/// signal stays bounded however deep the stack is (theory of residual gains: (1 + 1/L)^L < e).
public record AddResidual() implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new AddResidual());
    }

    @Override
    public String name() {
        return "residual";
    }

    @Override
    public Change change() {
        return Change.ARCHITECTURE;
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        double scale = Math.round(
                        1000 / Math.sqrt((double) Model.dense(subject.recipe().model())))
                / 1000.0;
        if (Model.leaves(subject.recipe().model()).anyMatch(Residual.class::isInstance)) return Optional.empty();
        Edit edit = (layer, input) -> layer instanceof Weighted d && d.units() == input.last()
                ? List.of(new Residual(List.of(d), scale))
                : List.of(layer);
        return edit.apply(subject);
    }
}
