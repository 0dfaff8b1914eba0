package org.gradus.remedy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradus.activation.Relu;
import org.gradus.init.HeNormal;
import org.gradus.layer.Dense;
import org.gradus.layer.Layer;
import org.gradus.recipe.Recipe;

/// A hidden layer of ReLU units before the last layer.
public record AddHidden(int units) implements Remedy.BuiltIn {
    @Override
    public String name() {
        return "hidden=" + units;
    }

    @Override
    public Optional<Recipe> apply(Recipe recipe, int features) {
        List<Layer> model = new ArrayList<>(recipe.model());
        if (!(model.getLast() instanceof Dense)) return Optional.empty();
        model.add(model.size() - 1, Dense.of(units, new Relu(), new HeNormal()));
        return Optional.of(recipe.withModel(model));
    }
}
