package org.gradus.studio;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.gradus.activation.Activation;
import org.gradus.draw.Markup;
import org.gradus.init.Init;
import org.gradus.name.Default;
import org.gradus.name.Members;
import org.gradus.name.Nearest;
import org.gradus.name.Shown;
import org.gradus.optim.Optimizer;
import org.gradus.preset.Preset;
import org.gradus.studio.page.Controls;
import org.gradus.studio.web.Refused;
import org.gradus.studio.web.Request;

/// The settings of a network to be trained, as they stand in an address: a preset's name, or depth, width and all else
/// that a plain network has. They say a recipe.
///
/// @param preset the preset whose recipe it is; empty for a network of the settings
/// @param data the name of a data set that ships
/// @param depth the number of hidden layers
/// @param width the units of each
/// @param norm the normalization between a layer and its activation, or `none`
/// @param skip whether each hidden layer but the first is residual
/// @param rate the learning rate, as it was written
/// @param clip the largest norm of the gradient, as it was written; empty for none
record TrainForm(
        String preset,
        String data,
        long depth,
        long width,
        String activation,
        String init,
        String norm,
        boolean skip,
        String optimizer,
        String rate,
        String clip,
        long batch,
        long epochs,
        long seed) {
    private static final String NONE = "none", OWN = "of the settings below";
    private static final long DEEPEST = 100, WIDEST = 512, LARGEST = 4096, LONGEST = 10_000;
    private static final List<String> NORMS = List.of(NONE, "batch_norm", "layer_norm", "rms_norm"),
            DATA = List.of("digits", "spirals", "circles", "xor", "blobs");

    static TrainForm of(Request request) {
        return new TrainForm(
                one(request, "preset", Preset.all().stream().map(Preset::name).toList(), ""),
                one(request, "data", DATA, "digits"),
                request.number("depth", 12, 0, DEEPEST),
                request.number("width", 32, 1, WIDEST),
                one(request, "activation", named(Activation.class), "sigmoid"),
                one(request, "init", inits(), "glorot_uniform"),
                one(request, "norm", NORMS, NONE),
                request.value("skip").equals("on"),
                one(request, "optimizer", named(Optimizer.class), "sgd"),
                request.value("rate").isEmpty() ? "0.1" : number(request, "rate"),
                request.value("clip").isEmpty() ? "" : number(request, "clip"),
                request.number("batch", 64, 1, LARGEST),
                request.number("epochs", 20, 1, LONGEST),
                request.number("seed", 1, 0, Integer.MAX_VALUE));
    }

    private static String one(Request request, String name, List<String> known, String otherwise) {
        String value = request.value(name);
        if (value.isEmpty() || name.equals("preset") && value.equals(OWN)) return otherwise;
        if (known.contains(value)) return value;
        List<String> near = Nearest.of(value, known);
        String expected = near.isEmpty() ? "one of those in the form" : "such as " + String.join(", ", near);
        throw Refused.bad(name + ": expected " + expected + ", found " + Shown.brief(value));
    }

    private static String number(Request request, String name) {
        String text = request.value(name);
        try {
            double value = Double.parseDouble(text);
            if (value > 0 && Double.isFinite(value)) return String.valueOf(value);
        } catch (NumberFormatException _) {
            // said below
        }
        throw Refused.bad(name + ": expected a number above 0, found " + Shown.brief(text));
    }

    /// The members of a family that need no setting, by name.
    private static List<String> named(Class<?> family) {
        return Members.of(family).entrySet().stream()
                .filter(member ->
                        Arrays.stream(member.getValue().getRecordComponents()).allMatch(TrainForm::hasDefault))
                .map(member -> member.getKey())
                .toList();
    }

    private static boolean hasDefault(RecordComponent component) {
        return component.isAnnotationPresent(Default.class);
    }

    private static List<String> inits() {
        List<String> all = new ArrayList<>(named(Init.class));
        all.addAll(List.of("normal sd 0.01", "normal sd 0.3536", "normal sd 1", "constant 0.1"));
        return all;
    }

    /// The recipe that they say, as text.
    String yaml() {
        if (!preset.isEmpty()) return Preset.named(preset).map(Preset::yaml).orElseThrow();
        String name = depth + "x" + width + " " + activation;
        return """
                name: %s
                data: {%s}
                model:
                %s  - dense: {units: %d}
                loss: softmax_cross_entropy
                optimizer: {%s: {rate: %s}}
                %sbatch: %d
                epochs: %d
                seed: %d
                """.formatted(
                        name,
                        source(),
                        hidden(),
                        data.equals("digits") ? 10 : data.equals("blobs") ? 3 : 2,
                        optimizer,
                        rate,
                        clip.isEmpty() ? "" : "clip: {norm: {max: " + clip + "}}\n",
                        batch,
                        epochs,
                        seed);
    }

    private String source() {
        String more = data.equals("digits") ? "" : data.equals("blobs") ? ", classes: 3" : "";
        return data + ": {split: 0.8, standardize: true" + more + "}";
    }

    private String hidden() {
        if (depth == 0) return "";
        if (!skip) return repeated(depth, layers(""), "");
        // the first layer changes the width, which a residual block cannot
        return layers("").stream().map(line -> "  " + line + "\n").collect(Collectors.joining())
                + (depth == 1 ? "" : repeated(depth - 1, layers("      "), "- residual:\n            layers:\n"));
    }

    private static String repeated(long times, List<String> layers, String around) {
        String head = "  - repeat:\n      times: " + times + "\n      layers:\n";
        return head
                + (around.isEmpty() ? "" : "        " + around)
                + layers.stream().map(line -> "        " + line + "\n").collect(Collectors.joining());
    }

    private List<String> layers(String indent) {
        String shape = "units: " + width;
        String drawn = init.startsWith("normal sd ")
                ? "{normal: {sd: " + init.substring("normal sd ".length()) + "}}"
                : init.startsWith("constant ")
                        ? "{constant: {value: " + init.substring("constant ".length()) + "}}"
                        : init;
        if (norm.equals(NONE))
            return List.of(indent + "- dense: {" + shape + ", activation: " + activation + ", init: " + drawn + "}");
        return List.of(
                indent + "- dense: {" + shape + ", init: " + drawn + ", bias: false}",
                indent + "- " + norm,
                indent + "- activation: " + activation);
    }

    /// The controls, with these values.
    void controls(Markup out) {
        List<String> presets = new ArrayList<>(List.of(OWN));
        Preset.all().forEach(p -> presets.add(p.name()));
        Controls form = new Controls(out);
        form.choice("preset", "recipe", presets, preset.isEmpty() ? OWN : preset);
        out.open("fieldset").element("legend", "Network");
        form.range("depth", "hidden layers", 0, DEEPEST, depth)
                .range("width", "units in each", 1, WIDEST, width)
                .choice("activation", "activation", named(Activation.class), activation)
                .choice("init", "initial weights", inits(), init)
                .choice("norm", "normalization", NORMS, norm)
                .tick("skip", "residual connections", skip);
        out.close().open("fieldset").element("legend", "Training");
        form.choice("data", "data", DATA, data)
                .choice("optimizer", "optimizer", named(Optimizer.class), optimizer)
                .number("rate", "learning rate", rate)
                .number("clip", "clip the gradient's norm to", clip)
                .number("batch", "batch (1: sample by sample)", String.valueOf(batch))
                .number("epochs", "epochs", String.valueOf(epochs))
                .number("seed", "seed", String.valueOf(seed));
        out.close();
    }
}
