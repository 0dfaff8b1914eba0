package org.gradus.preset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gradus.recipe.Recipe;
import org.gradus.recipe.RecipeText;

/// A recipe that comes with Gradus: a network with one planted fault, or a healthy one that looks
/// alike. Each trains in seconds, most on the 8 × 8 digits.
///
/// @param name its name, which is also its recipe's
/// @param cause the cause that the doctor is to name first; empty for a healthy network
public record Preset(String name, Optional<String> cause) {
    private static final String FOLDER = "presets/", COMMENT = "#";

    static Preset sick(String name, String cause) {
        return new Preset(name, Optional.of(cause));
    }

    static Preset healthy(String name) {
        return new Preset(name, Optional.empty());
    }

    /// All presets: the sick ones by cause, then the healthy ones.
    public static List<Preset> all() {
        return Stream.of(ofTheGradient(), ofTheRecipe(), sound())
                .flatMap(List::stream)
                .toList();
    }

    /// Sick in the signal that goes back through the layers.
    private static List<Preset> ofTheGradient() {
        return List.of(
                sick("deep-sigmoid", "vanishing-depth"),
                sick("deep-tanh-small-init", "vanishing-depth"),
                sick("deep-relu-glorot", "vanishing-depth"),
                sick("exploding", "exploding"),
                sick("saturated-tanh", "saturated"),
                sick("dead-relu", "dead-units"),
                sick("zero-init", "zero-init"),
                sick("constant-init", "symmetric-init"),
                sick("lr-too-low", "lr-too-low"),
                sick("lr-too-high", "lr-too-high"),
                sick("deep-relu-he-50", "information-collapse"),
                sick("saddle", "saddle"),
                sick("plateau", "plateau"),
                sick("overflow", "nan"));
    }

    /// Sick in what the recipe says of the last layer, the data, the optimizer or the size.
    private static List<Preset> ofTheRecipe() {
        return List.of(
                sick("detached", "detached"),
                sick("frozen", "frozen"),
                sick("constant-labels", "labels"),
                sick("softmax-twice", "output-mismatch"),
                sick("output-units", "output-units"),
                sick("hidden-softmax", "hidden-activation"),
                sick("linear-stack", "linear-stack"),
                sick("saturated-output", "saturated-output"),
                sick("mse-classifier", "loss-mismatch"),
                sick("input-scale", "input-scale"),
                sick("target-scale", "target-scale"),
                sick("underflow", "underflow"),
                sick("lost-update", "lost-update"),
                sick("adam-epsilon", "adam-epsilon"),
                sick("clipping", "clipping"),
                sick("scale-invariance", "scale-invariance"),
                sick("init-scale", "init-scale"),
                sick("batch-noise", "batch-noise"),
                sick("weight-decay", "weight-decay"),
                sick("dropout-too-high", "dropout-too-high"),
                sick("over-regularised", "over-regularised"),
                sick("large-batch", "batch-size"),
                sick("class-imbalance", "class-imbalance"),
                sick("shuffled-labels", "no-signal"),
                sick("narrow", "capacity"),
                sick("underfit", "underfit"),
                sick("too-few-epochs", "too-few-epochs"),
                sick("unsuitable-optimizer", "unsuitable-optimizer"),
                sick("learned-by-heart", "overfitting"));
    }

    private static List<Preset> sound() {
        return List.of(
                healthy("tanh-critical"),
                healthy("relu-he"),
                healthy("tanh-residual"),
                healthy("relu-batch-norm"),
                healthy("selu"),
                healthy("linear"),
                healthy("relu-glorot"));
    }

    /// The preset of a name, if there is one.
    public static Optional<Preset> named(String name) {
        return all().stream().filter(p -> p.name().equals(name)).findFirst();
    }

    /// The recipe's file, to read and to copy: comments that say what it shows, then the recipe.
    public String yaml() {
        String file = FOLDER + name + ".yaml";
        try (InputStream in = Objects.requireNonNull(Preset.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    public Recipe recipe() {
        return text().recipe();
    }

    /// The recipe, and where its layers stand in what `gradus presets NAME` prints.
    public RecipeText text() {
        return RecipeText.parse(yaml(), name + ".yaml").printedBy("gradus presets " + name);
    }

    /// What it shows, in a few sentences: the comments at the head of its file.
    public String about() {
        return yaml().lines()
                .takeWhile(line -> line.startsWith(COMMENT))
                .map(line -> line.substring(COMMENT.length()).strip())
                .collect(Collectors.joining(" "));
    }
}
