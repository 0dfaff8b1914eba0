package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.activation.Activation;
import org.gradus.activation.Relu;
import org.gradus.init.HeNormal;
import org.gradus.init.Init;
import org.gradus.layer.Weighted;
import org.gradus.name.Names;
import org.gradus.recipe.Recipe;

/// An activation after every hidden dense layer that has none, with the initial weights that suit it.
public record AddActivation(Activation activation, Init init) implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new AddActivation(new Relu(), new HeNormal()));
    }

    @Override
    public String name() {
        return "add_" + Names.of(activation.getClass()) + "+" + Names.of(init.getClass());
    }

    @Override
    public Change change() {
        return Change.FUNCTION;
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        Edit edit =
                (layer, width) -> layer instanceof Weighted d && d.activation().linear()
                        ? List.of(d.withActivation(activation).withInit(init))
                        : List.of(layer);
        return edit.apply(subject);
    }
}
