package org.gradus.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.gradus.layer.Layer;
import org.gradus.layer.Weighted;
import org.gradus.name.Names;
import org.gradus.recipe.Recipe;
import org.gradus.remedy.Model;

/// A network in a few words, such as `12 sigmoid, glorot_uniform, rate 0.1`.
final class Sketch {
    private Sketch() {}

    static String of(Recipe recipe) {
        List<Layer> layers = Model.leaves(recipe.model()).toList();
        Set<String> words = new LinkedHashSet<>();
        for (Layer layer : layers.subList(0, Math.max(0, layers.size() - 1))) {
            // an activation is named once for all
            if (layer instanceof Weighted w) words.add(Names.of(w.init().getClass()));
            else if (layer.normalizes() || !layer.children().isEmpty()) words.add(Names.of(layer.getClass()));
        }
        long hidden = Math.max(0, Model.dense(recipe.model()) - 1);
        String activation = Names.of(Model.activation(recipe.model()).getClass());
        words.add("rate " + Numerals.of(recipe.optimizer().rate(), 3));
        return hidden + " " + (activation.equals("identity") ? "linear" : activation) + ", " + String.join(", ", words);
    }
}
