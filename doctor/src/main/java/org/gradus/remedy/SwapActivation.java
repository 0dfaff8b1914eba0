package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.activation.Activation;
import org.gradus.activation.Identity;
import org.gradus.activation.Relu;
import org.gradus.init.HeNormal;
import org.gradus.init.Init;
import org.gradus.layer.Activate;
import org.gradus.layer.Dense;
import org.gradus.layer.Layer;
import org.gradus.name.Names;
import org.gradus.recipe.Recipe;

/// Another activation in every hidden layer, with the initial weights that suit it.
public record SwapActivation(Activation activation, Init init) implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new SwapActivation(new Relu(), new HeNormal()));
    }

    @Override
    public String name() {
        return Names.of(activation.getClass()) + "+" + Names.of(init.getClass());
    }

    @Override
    public Change change() {
        return Change.FUNCTION;
    }

    @Override
    public Optional<Recipe> apply(Recipe recipe, int features) {
        Edit edit = (layer, width) -> List.of(swap(layer));
        return edit.apply(recipe, features);
    }

    private Layer swap(Layer layer) {
        return switch (layer) {
            case Dense d when d.activation() instanceof Identity -> d.withInit(init);
            case Dense d -> d.withActivation(activation).withInit(init);
            case Activate _ -> new Activate(activation);
            default -> layer;
        };
    }
}
