package org.gradus.train;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.gradus.data.Params;
import org.gradus.name.InputException;
import org.gradus.recipe.Recipe;
import org.gradus.run.Store;
import org.gradus.tensor.Tensor;

/// A training at rest: the recipe, the number of steps made, and every weight, slot, statistic and key by name.
///
/// It is stored as one safetensors file, with the recipe and the step in its metadata.
public record Checkpoint(int step, Recipe recipe, Map<String, Tensor> tensors) {
    private static final String STEP = "gradus.step";
    private static final String RECIPE = "gradus.recipe";

    public Checkpoint {
        tensors = Collections.unmodifiableMap(new TreeMap<>(tensors));
    }

    /// Writes the file whole or not at all.
    public void write(Path file) {
        new Params(tensors, new TreeMap<>(Map.of(STEP, Integer.toString(step), RECIPE, recipe.toYaml()))).write(file);
    }

    /// @throws InputException when the file is not a checkpoint, with the reason
    public static Checkpoint read(Path file) {
        Params params = Params.read(file);
        String step = params.metadata().get(STEP), recipe = params.metadata().get(RECIPE);
        if (step == null || recipe == null) {
            throw new InputException(
                    file + ": expected a checkpoint, found weights without " + STEP + " and " + RECIPE);
        }
        return new Checkpoint(
                Integer.parseInt(step), Recipe.parse(recipe, file.getFileName().toString()), params.tensors());
    }

    static Map<String, Tensor> tensors(Store store) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (String name : store.names()) tensors.put(name, store.get(name));
        return tensors;
    }
}
