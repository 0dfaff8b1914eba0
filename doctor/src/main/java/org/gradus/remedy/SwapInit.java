package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.init.Init;
import org.gradus.layer.Dense;
import org.gradus.layer.Layer;
import org.gradus.name.Names;
import org.gradus.recipe.Recipe;

/// Other first weights in every dense layer.
///
/// @param outputToo whether the output layer is drawn anew as well
public record SwapInit(Init init, boolean outputToo) implements Remedy.BuiltIn {
    @Override
    public String name() {
        return Names.of(init.getClass());
    }

    @Override
    public Optional<Recipe> apply(Recipe recipe, int features) {
        Edit edit = (layer, width) -> List.of(swap(layer));
        Recipe treated = edit.apply(recipe, features).orElse(recipe);
        if (outputToo) treated = treated.withModel(withOutput(treated.model()));
        return treated.equals(recipe) ? Optional.empty() : Optional.of(treated);
    }

    private Layer swap(Layer layer) {
        return layer instanceof Dense d ? d.withInit(init) : layer;
    }

    private List<Layer> withOutput(List<Layer> model) {
        List<Layer> out = new java.util.ArrayList<>(model);
        out.set(out.size() - 1, swap(out.getLast()));
        return out;
    }
}
