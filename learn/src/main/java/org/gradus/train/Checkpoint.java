package org.gradus.train;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gradus.data.Params;
import org.gradus.name.InputException;
import org.gradus.recipe.Recipe;
import org.gradus.run.Store;
import org.gradus.tensor.Tensor;

/// A training at rest: the recipe, the number of steps made, and every weight, slot, statistic and key by name.
///
/// It is stored as one safetensors file, with the recipe and the step in its metadata; the network of the best epoch
/// stands beside the other tensors, its names behind `gradus.best/`.
///
/// @param best the best epoch so far, of a training that may stop early
public record Checkpoint(int step, Recipe recipe, Map<String, Tensor> tensors, Optional<Best> best) {
    private static final String STEP = "gradus.step";
    private static final String RECIPE = "gradus.recipe";
    private static final String EPOCH = "gradus.best.epoch";
    private static final String VALUE = "gradus.best.value";
    private static final String NETWORK = "gradus.best/";

    public Checkpoint {
        tensors = Collections.unmodifiableMap(new TreeMap<>(tensors));
    }

    /// That of a training that cannot stop early, or of whose best epoch nothing is known.
    public Checkpoint(int step, Recipe recipe, Map<String, Tensor> tensors) {
        this(step, recipe, tensors, Optional.empty());
    }

    /// Writes the file whole or not at all.
    public void write(Path file) {
        Map<String, Tensor> all = new TreeMap<>(tensors);
        Map<String, String> notes = new TreeMap<>(Map.of(STEP, Integer.toString(step), RECIPE, recipe.toYaml()));
        best.ifPresent(b -> {
            notes.put(EPOCH, Integer.toString(b.epoch()));
            notes.put(VALUE, Double.toString(b.value()));
            b.network().forEach((name, value) -> all.put(NETWORK + name, value));
        });
        new Params(all, notes).write(file);
    }

    /// @throws InputException when the file is not a checkpoint, with the reason
    public static Checkpoint read(Path file) {
        Params params = Params.read(file);
        String step = params.metadata().get(STEP), recipe = params.metadata().get(RECIPE);
        if (step == null || recipe == null) {
            throw new InputException(
                    file + ": expected a checkpoint, found weights without " + STEP + " and " + RECIPE);
        }
        Map<String, Tensor> tensors = new TreeMap<>(params.tensors()), network = new TreeMap<>();
        params.tensors().forEach((name, value) -> {
            if (name.startsWith(NETWORK)) network.put(name.substring(NETWORK.length()), value);
        });
        tensors.keySet().removeIf(name -> name.startsWith(NETWORK));
        String epoch = params.metadata().get(EPOCH), value = params.metadata().get(VALUE);
        Optional<Best> best = epoch == null || value == null
                ? Optional.empty()
                : Optional.of(new Best(Integer.parseInt(epoch), Double.parseDouble(value), network));
        return new Checkpoint(
                Integer.parseInt(step), Recipe.parse(recipe, file.getFileName().toString()), tensors, best);
    }

    static Map<String, Tensor> tensors(Store store) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (String name : store.names()) tensors.put(name, store.get(name));
        return tensors;
    }
}
