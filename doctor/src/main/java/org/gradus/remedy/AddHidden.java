package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.activation.Relu;
import org.gradus.init.HeNormal;
import org.gradus.layer.Dense;
import org.gradus.layer.Layer;
import org.gradus.layer.Weighted;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Shape;

/// A hidden layer of ReLU units before the last layer.
public record AddHidden(int units) implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new AddHidden(32));
    }

    @Override
    public String name() {
        return "hidden=" + units;
    }

    @Override
    public Change change() {
        return Change.ARCHITECTURE;
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        Edit edit = new Edit() {
            @Override
            public List<Layer> leaf(Layer layer, Shape input) {
                return List.of(layer);
            }

            @Override
            public List<Layer> output(Weighted layer) {
                return List.of(Dense.of(units, new Relu(), new HeNormal()), layer);
            }
        };
        return edit.apply(subject);
    }
}
