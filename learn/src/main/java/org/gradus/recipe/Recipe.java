package org.gradus.recipe;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gradus.data.Source;
import org.gradus.layer.Layer;
import org.gradus.loss.Loss;
import org.gradus.name.Default;
import org.gradus.name.Setting;
import org.gradus.optim.Clip;
import org.gradus.optim.ConstantRate;
import org.gradus.optim.Optimizer;
import org.gradus.optim.Schedule;
import org.gradus.optim.Sgd;

/// All that defines a training. The same recipe gives the same weights to the bit, on any machine
/// and any number of threads.
///
/// @param name what the training is called on screen and in the run folder
/// @param data where the samples come from
/// @param model the layers, in order
/// @param loss what is made small
/// @param optimizer how a gradient moves a weight
/// @param schedule the factor on the learning rate at each step
/// @param clip a bound on gradients, if any
/// @param batch samples a step; the last step of an epoch takes what is left
/// @param epochs passes through the training samples
/// @param seed fixes first values, the order of samples and the numbers drawn in training
/// @param lossScale a factor on the loss that is differentiated; the loss that is shown is
///     without it
public record Recipe(
        String name,
        Source data,
        List<Layer> model,
        Loss loss,
        @Default("{sgd: {rate: 0.1}}") Optimizer optimizer,
        @Default("constant") Schedule schedule,
        @Default("") Optional<Clip> clip,
        @Default("64") int batch,
        @Default("20") int epochs,
        @Default("1") long seed,
        @Default("1") double lossScale) {

    public Recipe {
        model = List.copyOf(model);
        if (model.isEmpty()) throw new IllegalArgumentException("model: expected at least one layer, found none");
        Setting.atLeast(1, "batch", batch);
        Setting.atLeast(1, "epochs", epochs);
        Setting.positive("loss_scale", lossScale);
    }

    /// A recipe with what is usual for the rest: SGD at 0.1, batches of 64, 20 epochs, seed 1.
    public static Recipe of(String name, Source data, Loss loss, Layer... model) {
        return new Recipe(
                name, data, List.of(model), loss, Sgd.of(0.1), ConstantRate.of(), Optional.empty(), 64, 20, 1, 1);
    }

    /// Reads a recipe file.
    ///
    /// @throws RecipeException when the file cannot be read or is not a recipe
    public static Recipe read(Path file) {
        return RecipeText.read(file).recipe();
    }

    /// Reads a recipe from YAML text.
    ///
    /// @param file what the text is called in errors
    public static Recipe parse(String yaml, String file) {
        return RecipeText.parse(yaml, file).recipe();
    }

    /// The recipe as YAML text that [#parse] reads back as an equal recipe; settings at their
    /// default are left out.
    public String toYaml() {
        return RecipeWriter.write(this);
    }

    /// The recipe as Java: imports, an empty line, and a statement `Recipe recipe = …;` that makes
    /// an equal recipe.
    public String toJava() {
        return JavaWriter.write(this);
    }

    /// The steps of an epoch on so many samples; the last may have fewer than a batch.
    public int stepsPerEpoch(int samples) {
        return Math.ceilDiv(samples, batch);
    }

    /// The steps of a whole training on so many samples.
    public int steps(int samples) {
        return epochs * stepsPerEpoch(samples);
    }

    public Recipe withName(String name) {
        return new Recipe(name, data, model, loss, optimizer, schedule, clip, batch, epochs, seed, lossScale);
    }

    public Recipe withData(Source data) {
        return new Recipe(name, data, model, loss, optimizer, schedule, clip, batch, epochs, seed, lossScale);
    }

    public Recipe withModel(List<Layer> model) {
        return new Recipe(name, data, model, loss, optimizer, schedule, clip, batch, epochs, seed, lossScale);
    }

    public Recipe withOptimizer(Optimizer optimizer) {
        return new Recipe(name, data, model, loss, optimizer, schedule, clip, batch, epochs, seed, lossScale);
    }

    public Recipe withSchedule(Schedule schedule) {
        return new Recipe(name, data, model, loss, optimizer, schedule, clip, batch, epochs, seed, lossScale);
    }

    public Recipe withClip(Clip clip) {
        return new Recipe(
                name, data, model, loss, optimizer, schedule, Optional.of(clip), batch, epochs, seed, lossScale);
    }

    public Recipe withoutClip() {
        return new Recipe(
                name, data, model, loss, optimizer, schedule, Optional.empty(), batch, epochs, seed, lossScale);
    }

    public Recipe withLoss(Loss loss) {
        return new Recipe(name, data, model, loss, optimizer, schedule, clip, batch, epochs, seed, lossScale);
    }

    public Recipe withBatch(int batch) {
        return new Recipe(name, data, model, loss, optimizer, schedule, clip, batch, epochs, seed, lossScale);
    }

    public Recipe withEpochs(int epochs) {
        return new Recipe(name, data, model, loss, optimizer, schedule, clip, batch, epochs, seed, lossScale);
    }

    public Recipe withSeed(long seed) {
        return new Recipe(name, data, model, loss, optimizer, schedule, clip, batch, epochs, seed, lossScale);
    }

    public Recipe withLossScale(double lossScale) {
        return new Recipe(name, data, model, loss, optimizer, schedule, clip, batch, epochs, seed, lossScale);
    }
}
