package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.activation.Activation;
import org.gradus.activation.Relu;
import org.gradus.init.HeNormal;
import org.gradus.init.Init;
import org.gradus.layer.Activated;
import org.gradus.layer.Layer;
import org.gradus.layer.Weighted;
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
    public Optional<Recipe> apply(Subject subject) {
        Edit edit = (layer, width) -> List.of(swap(layer));
        return edit.apply(subject);
    }

    private Layer swap(Layer layer) {
        if (layer instanceof Weighted w)
            return (w.activation().linear() ? w : w.withActivation(activation)).withInit(init);
        return layer instanceof Activated a ? a.withActivation(activation) : layer;
    }
}
