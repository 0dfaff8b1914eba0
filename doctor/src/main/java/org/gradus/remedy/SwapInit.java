package org.gradus.remedy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gradus.activation.Activation;
import org.gradus.init.HeNormal;
import org.gradus.init.Init;
import org.gradus.layer.Layer;
import org.gradus.layer.Weighted;
import org.gradus.name.Names;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Shape;

/// Other initial weights in every dense layer whose activation they suit.
///
/// @param outputToo whether the output layer is drawn anew as well
public record SwapInit(Init init, boolean outputToo) implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new SwapInit(new HeNormal(), false), new SwapInit(new HeNormal(), true));
    }

    @Override
    public String name() {
        return Names.of(init.getClass()) + (outputToo ? " everywhere" : "");
    }

    @Override
    public Change change() {
        return Change.WEIGHTS;
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        Map<Activation, Boolean> fits = new HashMap<>();
        Edit edit = new Edit() {
            @Override
            public List<Layer> leaf(Layer layer, Shape input) {
                return List.of(layer instanceof Weighted d ? swap(d, fits) : layer);
            }

            @Override
            public List<Layer> output(Weighted layer) {
                return List.of(outputToo ? swap(layer, fits) : layer);
            }
        };
        return edit.apply(subject);
    }

    /// The layer with other initial weights, if there are any for its activation.
    ///
    /// @param fits for which activations there are, as far as it was asked
    private Layer swap(Weighted layer, Map<Activation, Boolean> fits) {
        boolean fit = fits.computeIfAbsent(layer.activation(), init::suits);
        return fit ? layer.withInit(init) : layer;
    }
}
