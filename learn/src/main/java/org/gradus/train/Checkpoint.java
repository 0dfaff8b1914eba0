package org.gradus.train;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.gradus.data.Params;
import org.gradus.name.InputException;
import org.gradus.recipe.Recipe;
import org.gradus.run.Store;
import org.gradus.tensor.Element;
import org.gradus.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// A training at rest: the recipe, the number of steps made, and every weight, slot, statistic and key by
/// name.
///
/// It is stored as one safetensors file, with the recipe and the step in its metadata, the names of all
/// tensors, and a checksum over everything (CRC-32C of the file as it would be without this one note); the
/// network of the best epoch stands beside the other tensors, its names behind `gradus.best/`. A file that
/// lacks any of it, or was altered, is refused: a training never goes on from something else than where it
/// was.
///
/// @param best the best epoch so far, of a training that may stop early
public record Checkpoint(long step, Recipe recipe, Map<String, Tensor> tensors, Optional<Best> best) {
    private static final String STEP = "gradus.step";
    private static final String RECIPE = "gradus.recipe";
    private static final String EPOCH = "gradus.best.epoch";
    private static final String VALUE = "gradus.best.value";
    private static final String NETWORK = "gradus.best/";
    private static final String HOLDS = "gradus.holds";
    private static final String CHECKSUM = "gradus.checksum";

    public Checkpoint {
        tensors = Collections.unmodifiableMap(new TreeMap<>(tensors));
    }

    /// That of a training that cannot stop early, or of whose best epoch nothing is known.
    public Checkpoint(long step, Recipe recipe, Map<String, Tensor> tensors) {
        this(step, recipe, tensors, Optional.empty());
    }

    /// About how many bytes it takes, without the best epoch's weights.
    public long bytes() {
        return tensors.values().stream()
                .mapToLong(t -> (long) t.size() * Float.BYTES)
                .sum();
    }

    /// Writes the file whole or not at all.
    ///
    /// @throws InputException when its recipe cannot be written down, see [Recipe#unwritable], which is
    ///     better asked before the training
    public void write(Path file) {
        recipe.unwritable().ifPresent(why -> {
            throw new InputException(file + ": a checkpoint holds its recipe, which cannot be written: " + why);
        });
        Map<String, Tensor> all = new TreeMap<>(tensors);
        Map<String, String> notes = new TreeMap<>(Map.of(STEP, Long.toString(step), RECIPE, recipe.toYaml()));
        best.ifPresent(b -> {
            notes.put(EPOCH, Integer.toString(b.epoch()));
            notes.put(VALUE, Double.toString(b.value()));
            b.network().forEach((name, value) -> all.put(NETWORK + name, value));
        });
        notes.put(HOLDS, String.join("\n", lines(all.keySet())));
        notes.put(CHECKSUM, new Params(all, notes).checksum());
        new Params(all, notes).write(file);
    }

    /// @throws InputException when the file is not a whole and unaltered checkpoint, with the reason
    public static Checkpoint read(Path file) {
        Params params = whole(file, Params.read(file));
        Map<String, Tensor> tensors = new TreeMap<>(), network = new TreeMap<>();
        params.tensors().forEach((name, value) -> {
            if (name.startsWith(NETWORK)) network.put(name.substring(NETWORK.length()), value);
            else tensors.put(name, value);
        });
        Map<String, String> notes = params.metadata();
        Optional<Best> best = Optional.empty();
        if (notes.containsKey(EPOCH)) {
            int epoch = Math.toIntExact(number(file, notes, EPOCH));
            best = Optional.of(new Best(epoch, value(file, notes), network));
        }
        String recipe = note(file, notes, RECIPE);
        return new Checkpoint(
                number(file, notes, STEP),
                Recipe.parse(recipe, file.getFileName().toString()),
                tensors,
                best);
    }

    /// Refuses a file that has lost something, or of which something was altered.
    private static Params whole(Path file, Params params) {
        for (String reason : params.refused().values()) throw new InputException(reason);
        Map<String, String> notes = new TreeMap<>(params.metadata());
        Set<String> there = Set.copyOf(lines(params.tensors().keySet()));
        note(file, notes, HOLDS)
                .lines()
                .filter(name -> !there.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw wrong(file, "the tensor " + name, "none");
                });
        String expected = note(file, notes, CHECKSUM);
        notes.remove(CHECKSUM);
        Params rest = new Params(new TreeMap<>(params.tensors()), notes);
        String found = rest.checksum();
        if (!found.equals(expected)) throw wrong(file, "the checksum " + expected, found + ": the file was altered");
        return rest;
    }

    /// Names, each in one line.
    private static List<String> lines(Set<String> names) {
        return names.stream().map(name -> name.replace("\n", "\\n")).toList();
    }

    private static String note(Path file, Map<String, String> notes, String name) {
        String note = notes.get(name);
        if (note == null) throw wrong(file, "a checkpoint of this version", "weights without " + name);
        return note;
    }

    private static long number(Path file, Map<String, String> notes, String name) {
        String note = note(file, notes, name);
        try {
            long number = Long.parseLong(note);
            if (number >= 0) return number;
        } catch (NumberFormatException _) {
            // told below
        }
        throw wrong(file, name + " to be a whole number of at least 0", note);
    }

    private static double value(Path file, Map<String, String> notes) {
        String note = note(file, notes, VALUE);
        try {
            return Double.parseDouble(note);
        } catch (NumberFormatException _) {
            throw wrong(file, VALUE + " to be a number", note);
        }
    }

    private static InputException wrong(Path file, String expected, String found) {
        return new InputException(file + ": expected " + expected + ", found " + found);
    }

    /// Whether a training can go on from here.
    ///
    /// @param slots what the optimizer keeps of each weight, at the start
    /// @throws IllegalArgumentException when it cannot, with what is missing or of another kind
    void fits(Trainer trainer, Map<String, Tensor> slots) {
        Recipe asked = trainer.recipe();
        Recipe own = recipe.withName(asked.name()).withData(asked.data()).withEpochs(asked.epochs());
        own = asked.stop().map(own::withStop).orElse(own.withoutStop());
        if (!own.equals(asked)) throw unfit("a recipe like that of the training", "another");
        if (step > trainer.totalSteps()) throw unfit("a step of at most " + trainer.totalSteps(), step);
        Map<String, Tensor> needed = new HashMap<>(step > 0 ? slots : Map.of());
        trainer.network()
                .parameters()
                .forEach(p -> needed.put(p.path(), trainer.store().get(p.path())));
        trainer.network()
                .states()
                .forEach(s -> needed.put(s.path(), trainer.store().get(s.path())));
        needed.forEach((name, like) -> same(name, like, tensors.get(name)));
        best.filter(Best::known)
                .ifPresent(b -> trainer.network()
                        .parameters()
                        .forEach(p -> same(
                                p.path(),
                                trainer.store().get(p.path()),
                                b.network().get(p.path()))));
    }

    private static void same(String name, Tensor like, @Nullable Tensor found) {
        if (found == null) throw unfit(name, "none");
        boolean ints = like.element() == Element.I32;
        if (!found.shape().equals(like.shape()) || ints != (found.element() == Element.I32)) {
            String kind = ints ? " of whole numbers" : "";
            throw unfit(name + " " + like.shape() + kind, found.element() + " " + found.shape());
        }
    }

    private static IllegalArgumentException unfit(String expected, Object found) {
        return new IllegalArgumentException("checkpoint: expected " + expected + ", found " + found);
    }

    static Map<String, Tensor> tensors(Store store) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (String name : store.names()) tensors.put(name, store.get(name));
        return tensors;
    }
}
